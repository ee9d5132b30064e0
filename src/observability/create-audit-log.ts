import type { AuditLog } from './audit.js';
import type { Logger } from './logger.js';

/** Writes audit events as log lines that a query finds by `event`; a rejected caller is a warning. */
export function createAuditLog(log: Logger): AuditLog {
  return {
    authentication: (event) => {
      const fields = { event: 'authentication', ...event };
      if (event.outcome === 'accepted') log.info(fields, 'Authentication accepted.');
      else log.warn(fields, 'Authentication rejected.');
    },
    toolCall: (event) => log.info({ event: 'tool_call', ...event }, 'Tool called.'),
  };
}
