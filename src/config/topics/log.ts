import { z } from 'zod';
import { boolean, httpUrl, oneOf, text } from '../formats.js';
import type { SettingTable, SettingValues } from '../setting.js';

/** DEBUG is set by many tools, each with words of its own: what is not a plain yes means no. */
const debug = z.string().transform((given) => boolean.safeParse(given).data ?? false);

/** What is logged, and where traces go: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ for the last. */
export const logSettings = {
  LOG_LEVEL: {
    schema: oneOf(['debug', 'info', 'warn', 'error', 'fatal']),
    default: 'info',
    description: 'Least severe level that is logged: debug, info, warn, error or fatal.',
  },
  DEBUG: {
    schema: debug,
    default: 'false',
    description: 'true means LOG_LEVEL=debug.',
  },
  GOOGLE_CLOUD_PROJECT: {
    schema: text,
    unset: 'logs carry no trace names',
    example: 'my-project',
    description: 'Project id under which trace ids are logged; Cloud Run does not set it by itself.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: httpUrl,
    unset: 'no traces',
    example: 'http://localhost:4318',
    description: 'Collector of OpenTelemetry traces (OTLP over HTTP, in JSON); `/v1/traces` is added.',
  },
} as const satisfies SettingTable;

type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** How the logger and the tracer are opened. */
export interface LogConfig {
  readonly level: LogLevel;
  /** Google Cloud project that trace ids are named under. */
  readonly projectId: string | undefined;
  /** Where traces are sent, without the path of the signal. */
  readonly tracesEndpoint: string | undefined;
}

/** The settings together; DEBUG wins over LOG_LEVEL. Nothing of this can be a fault beyond its format. */
export function toLog(values: SettingValues<typeof logSettings>): LogConfig {
  return {
    level: values.DEBUG ? 'debug' : values.LOG_LEVEL,
    projectId: values.GOOGLE_CLOUD_PROJECT,
    tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT?.href,
  };
}
