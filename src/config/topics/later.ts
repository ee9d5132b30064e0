import { findVariable, type Environment } from '../environment.js';
import type { Report } from '../report.js';

/**
 * Settings that restrict or secure, of a later version. Whoever sets one relies on it, so starting without it would
 * be less safe than not starting.
 */
const refusedSettings: readonly string[] = [];

/** Settings of a later version that neither restrict nor secure: said at start, not refused. */
const ignoredSettings: readonly string[] = ['OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Refuses what this version cannot honour, so that nobody relies on a restriction that is not there. */
export function refuseLaterSettings(environment: Environment, report: Report): void {
  for (const variable of refusedSettings.flatMap((name) => [name, `${name}_FILE`])) {
    if (findVariable(environment, variable) === undefined) continue;
    report.fault(variable, 'is not in this version yet, and starting without it could let in too much; remove it');
  }
  for (const variable of ignoredSettings.filter((name) => findVariable(environment, name) !== undefined)) {
    report.warn(`${variable} is not in this version yet and has no effect.`);
  }
}
