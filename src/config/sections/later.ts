import { findVariable, type Environment } from '../read-settings.js';
import type { Report } from '../report.js';
import { laterComforts, laterSettings } from '../settings/later.js';

/** Refuses what this version cannot honour, so that nobody relies on a restriction that is not there. */
export function refuseLaterSettings(environment: Environment, report: Report): void {
  for (const variable of laterSettings.flatMap((name) => [name, `${name}_FILE`])) {
    if (findVariable(environment, variable) === undefined) continue;
    report.fault(variable, 'is not in this version yet, and starting without it could let in too much; remove it');
  }
  for (const variable of laterComforts.filter((name) => findVariable(environment, name) !== undefined)) {
    report.warn(`${variable} is not in this version yet and has no effect.`);
  }
}
