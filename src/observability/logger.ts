import type { Writable } from 'node:stream';
import { pino } from 'pino';
import { stackOf } from './describe-error.js';
import { createLineBatch, isOwnStream, surviveErrors, type LineBatchOptions } from './line-batch.js';
import { createRedactor, type Redactor } from './redactor.js';

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

/** The logger that all others are children of. */
interface RootLogger extends Logger {
  /** How many lines could not be written so far. */
  readonly lostLines: () => number;
}

/** What is logged, where to, and under which names. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Default: stdout. The stdio transport needs stdout for itself and passes stderr. */
  readonly destination?: Writable | undefined;
  /** Google Cloud project under which `trace_id` is named; without it the bare id is logged. */
  readonly projectId?: string | undefined;
  /** Under which name Error Reporting groups what fails. */
  readonly service?: { readonly name: string; readonly version: string } | undefined;
  /** Configured secrets: replaced wherever their exact text shows up. */
  readonly secrets?: readonly string[] | undefined;
}

/** Cloud Logging's severities: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
const severityOf: Readonly<Record<string, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

const errorLevel = pino.levels.values['error'] ?? 50;

type Fields = Readonly<Record<string, unknown>>;

interface Sink {
  readonly output: pino.Logger;
  readonly redactor: Redactor;
  readonly projectId: string | undefined;
  /** What makes a line with a stack an error event. */
  readonly errorEvent: Fields;
}

/**
 * A logger that writes one JSON object a line, as Cloud Logging reads it (`severity`, `message`, `time`,
 * `logging.googleapis.com/trace`). An error in a field is described without stack; from `error` on its stack and those
 * of its causes are in `stack_trace`, where Error Reporting finds them.
 */
export function createLogger({ level, destination, projectId, service, secrets = [] }: LoggerOptions): RootLogger {
  let lostLines = 0;
  const output: pino.Logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: createTimestamp(),
      formatters: { level: (label) => ({ severity: severityOf[label] }) },
      // Errors are described by our own redactor; pino's serializer would copy every property of them.
      serializers: { err: (value: unknown) => value },
    },
    sinkOf(destination ?? process.stdout, {
      onLost: (lines, cause, isFirst) => {
        lostLines += lines;
        if (isFirst && destination !== process.stderr) tellOfLoss(cause);
      },
      onRecovered: (lines) =>
        output.warn({ event: 'log_lines_lost', lines }, 'Log lines could not be written before this.'),
    }),
  );
  const errorEvent = service === undefined ? {} : errorEventOf(service);
  const root = new BoundLogger({ output, redactor: createRedactor(secrets), projectId, errorEvent }, {});
  return Object.assign(root, { lostLines: () => lostLines });
}

/** Several lines are written in one millisecond; each of those has the same text. */
function createTimestamp(): () => string {
  let latestMs = Number.NaN;
  let text = '';
  return () => {
    const nowMs = Date.now();
    if (nowMs !== latestMs) {
      latestMs = nowMs;
      text = `,"time":"${new Date(nowMs).toISOString()}"`;
    }
    return text;
  };
}

/** Lines as pino hands them over; it says beside each how severe it is. */
function sinkOf(stream: Writable, options: LineBatchOptions): pino.DestinationStream & { lastLevel: number } {
  const batch = isOwnStream(stream) ? createLineBatch(stream, options) : undefined;
  return {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      const shown = escapeInvisible(line);
      if (batch === undefined) stream.write(shown);
      else batch.write(shown, this.lastLevel >= errorLevel);
    },
  };
}

/** Whoever reads the log cannot read it there. */
function tellOfLoss(cause: NodeJS.ErrnoException): void {
  const fields = { severity: 'CRITICAL', time: new Date().toISOString(), event: 'log_unwritable', reason: cause.code };
  const message =
    'The log cannot be written, audit events included; calls are still answered. Free up space, or restart.';
  // Where this cannot be written either there is nobody left to tell.
  surviveErrors(process.stderr);
  process.stderr.write(`${JSON.stringify({ ...fields, message })}\n`);
}

/** Each request has one of its own: methods of a class cost nothing to make. */
class BoundLogger implements Logger {
  constructor(
    private readonly sink: Sink,
    private readonly bindings: Fields,
  ) {}

  debug(fields: object, message: string): void {
    write(this.sink, this.bindings, 'debug', fields, message);
  }

  info(fields: object, message: string): void {
    write(this.sink, this.bindings, 'info', fields, message);
  }

  warn(fields: object, message: string): void {
    write(this.sink, this.bindings, 'warn', fields, message);
  }

  error(fields: object, message: string): void {
    write(this.sink, this.bindings, 'error', fields, message);
  }

  fatal(fields: object, message: string): void {
    write(this.sink, this.bindings, 'fatal', fields, message);
  }

  child(more: Record<string, unknown>): Logger {
    return new BoundLogger(this.sink, Object.assign({}, this.bindings, toFields(this.sink, more)));
  }
}

function write(sink: Sink, bindings: Fields, level: LogLevel, fields: object, message: string): void {
  if (!sink.output.isLevelEnabled(level)) return;
  const named = fields instanceof Error ? { err: fields } : fields;
  const stack = level === 'error' || level === 'fatal' ? stackIn(named, sink) : {};
  // Not spread: to V8, a copy that grows has a shape of its own, and there are many of these.
  sink.output[level](Object.assign({}, bindings, toFields(sink, named), stack), sink.redactor.text(message));
}

function stackIn(fields: object, { redactor, errorEvent }: Sink): Fields {
  const error: unknown = Object.values(fields).find((value) => value instanceof Error);
  return error instanceof Error ? { ...errorEvent, stack_trace: redactor.text(stackOf(error)) } : {};
}

/** https://cloud.google.com/error-reporting/docs/formatting-error-messages */
function errorEventOf({ name, version }: { name: string; version: string }): Fields {
  return {
    '@type': 'type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent',
    serviceContext: { service: name, version },
  };
}

/** https://cloud.google.com/logging/docs/structured-logging#structured_logging_special_fields */
const traceFields: Readonly<Record<string, string>> = {
  span_id: 'logging.googleapis.com/spanId',
  trace_sampled: 'logging.googleapis.com/trace_sampled',
};

/** Keys that the envelope of a line needs for itself. */
const reserved = new Set(['severity', 'message', 'time', 'stack_trace']);

function toFields({ redactor, projectId }: Sink, given: object): Fields {
  const fields = redactor.value(given) as Fields;
  const names = Object.keys(fields);
  const isTold = (name: string): boolean => projectId !== undefined && (name === 'trace_id' || name in traceFields);
  if (!names.some((name) => reserved.has(name) || isTold(name))) return fields;
  const entries = names.map((name): [string, unknown] => {
    const value = fields[name];
    if (!isTold(name)) return [reserved.has(name) ? `${name}_` : name, value];
    if (name !== 'trace_id') return [traceFields[name] ?? name, value];
    return ['logging.googleapis.com/trace', `projects/${projectId}/traces/${String(value)}`];
  });
  return Object.fromEntries(entries);
}

/** JSON leaves DEL, C1 controls and the line separators as they are; terminals and log readers act on them. */
function escapeInvisible(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
