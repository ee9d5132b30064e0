import { isLoopbackHost } from './formats.js';

/** One thing that is wrong with the settings: which variable, and how to fix it. */
export interface ConfigFault {
  readonly variable: string;
  /** A sentence that never carries a secret's value. */
  readonly message: string;
}

/** The settings cannot be used. Lists every fault at once; the exit code (78) is the command line's matter. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  /** `pointer` is a closing line that leads somewhere else, e.g. to the demo. */
  constructor(faults: readonly ConfigFault[], pointer?: string) {
    super(toText(faults, pointer));
    this.faults = Object.freeze([...faults]);
  }
}

function toText(faults: readonly ConfigFault[], pointer: string | undefined): string {
  const title = faults.length === 1 ? 'One setting needs fixing:' : `${faults.length} settings need fixing:`;
  const lines = faults.map(({ variable, message }) => `  ${variable}: ${message}`);
  return [title, ...lines, ...(pointer === undefined ? [] : ['', pointer])].join('\n');
}

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

  /** Keys that arrive over plain http can be swapped on the way, and with them the answer to who may come in. */
  warnAboutHttp(variable: string, url: string | undefined): void {
    if (url === undefined) return;
    const { protocol, hostname } = new URL(url);
    if (protocol === 'http:' && !isLoopbackHost(hostname)) {
      this.warn(`${variable} is http: whoever sits on the way can swap the keys. Use https.`);
    }
  }
}
