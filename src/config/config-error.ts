/** One thing that is wrong with the settings: which variable, and how to mend it. */
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
  const title = faults.length === 1 ? 'One setting needs mending:' : `${faults.length} settings need mending:`;
  const lines = faults.map(({ variable, message }) => `  ${variable}: ${message}`);
  return [title, ...lines, ...(pointer === undefined ? [] : ['', pointer])].join('\n');
}
