import { findVariable, type Environment } from '../environment.js';
import type { Report } from '../report.js';

/** Settings of a later version that neither restrict nor secure: said at start, not refused. */
const ignoredSettings: readonly string[] = ['OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Says what this version does not do. */
export function refuseLaterSettings(environment: Environment, report: Report): void {
  for (const variable of ignoredSettings.filter((name) => findVariable(environment, name) !== undefined)) {
    report.warn(`${variable} is not in this version yet and has no effect.`);
  }
}
