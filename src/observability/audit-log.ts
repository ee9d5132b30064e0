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

/** Every authentication decision, who and how, never the token. */
export interface AuthenticationEvent {
  outcome: 'accepted' | 'rejected';
  mode: string | null;
  principal: string | null;
  /** A short machine word, e.g. `wrong_audience`. */
  reason: string | null;
  /** Of a caller of Google's, where the token has a verified one. */
  email?: string;
  /** What the caller wrote without proof, where that is all there is to tell callers apart. */
  unverified_email?: string;
  request_id: string;
}

/** Every tool call: who did what to which content, and how it ended. */
export interface ToolCallEvent {
  principal: string;
  mode: string;
  /** Of a caller of Google's, where the token has a verified one. */
  email?: string;
  tool: string;
  effect: string;
  page_id: string | null;
  space_key: string | null;
  dry_run: boolean;
  /** `ok` or an error code. */
  outcome: string;
  /** The rule of the write policy that refused it. */
  rule?: string;
  duration_ms: number;
  request_id: string;
}

/** One line for each decision on a caller, and for each call of a tool. */
export interface AuditLog {
  authentication(event: AuthenticationEvent): void;
  toolCall(event: ToolCallEvent): void;
}
