/**
 * What do we see? Logs, redaction, request context and the audit trail.
 * May import: nothing; pino lives only here.
 * Promise: one JSON object a line, and no token, body or page text in any of them.
 */
export type { Logger } from './logger.js';
export type { AuditLog, AuthenticationEvent, ToolCallEvent } from './audit.js';
