/** Least severe first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Structured logging as every room sees it (pino's shape): fields first, then a constant message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
  child(bindings: Record<string, unknown>): Logger;
}
