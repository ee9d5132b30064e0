/**
 * What do we see? Logs, redaction and the audit trail.
 * May import: nothing; pino lives only here.
 * Promise: one JSON object a line, and no token, body or page text in any of them.
 */
export { createLogger, type LoggerOptions } from './logger.js';
export { createAuditLog } from './audit-log.js';
export type { Logger, LogLevel } from './logger.js';
export type { AuditLog, AuthenticationEvent, ToolCallEvent } from './audit-log.js';
