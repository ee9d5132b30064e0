import type { Logger } from '../../src/observability/index.js';

export interface LogLine {
  level: string;
  message: string;
  [field: string]: unknown;
}

/** A logger that keeps its lines, with the bindings of its children in each. */
export function createMemoryLog(lines: LogLine[] = [], bindings: object = {}): Logger & { lines: LogLine[] } {
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ ...bindings, ...fields, level, message });
  };
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (more) => createMemoryLog(lines, { ...bindings, ...more }),
  };
}
