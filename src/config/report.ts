import type { ConfigFault } from './config-error.js';

/** Collects what is wrong while the settings are read and compared, so that all of it is said at once. */
export class Report {
  readonly faults: ConfigFault[] = [];
  readonly warnings: string[] = [];
  readonly #unusable = new Set<string>();

  fault(variable: string, message: string): void {
    this.faults.push({ variable, message });
  }

  /** A given value that cannot be used. `given` is the name under which it was given: the setting's own or an alias. */
  unusable(setting: string, given: string, message: string): void {
    this.#unusable.add(setting);
    this.fault(given, message);
  }

  /** A value that is required and absent. Says nothing when it was given and is already named as unusable. */
  missing(setting: string, message: string): void {
    if (!this.isUnusable(setting)) this.fault(setting, message);
  }

  isUnusable(setting: string): boolean {
    return this.#unusable.has(setting);
  }

  warn(message: string): void {
    this.warnings.push(message);
  }
}
