/** The log of a whole run, as somebody reads it who looks for what went wrong. */
export interface LogLine {
  readonly severity: string;
  readonly event?: string;
  readonly [field: string]: unknown;
}

/** What every start says, once each and in no promised order; sorted. */
export const startUpEvents = ['auth_enabled', 'confluence_configured', 'server_started', 'tools_registered'];

/** Throws for a line that is no JSON: something wrote past the logger. */
export function readLog(text: string): LogLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as LogLine;
      } catch {
        throw new Error(`no line of the log: ${line}`);
      }
    });
}

/** The events of the start that are there, sorted. */
export function startUpOf(lines: readonly LogLine[]): string[] {
  return lines.flatMap(({ event }) => (event !== undefined && startUpEvents.includes(event) ? [event] : [])).sort();
}

/** Lines from WARNING on that none of `provoked` describes: each of those names fields and what they have to be. */
export function complaints(lines: readonly LogLine[], provoked: readonly Partial<LogLine>[] = []): LogLine[] {
  const isProvoked = (line: LogLine): boolean =>
    provoked.some((fields) => Object.entries(fields).every(([name, value]) => line[name] === value));
  return lines.filter((line) => !['DEBUG', 'INFO', 'NOTICE'].includes(line.severity) && !isProvoked(line));
}
