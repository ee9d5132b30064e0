import { findVariable, readEnvironment, type EnvironmentOptions } from './environment.js';
import { readTextFile } from './json-file.js';
import { Secret, urlSecrets } from './secret.js';
import type { Setting } from './setting.js';
import { settings } from './settings.js';

/** Every text in a setting that holds a secret, usable or not: for whoever prints what nobody thought of. */
export function secretTexts(options: EnvironmentOptions): string[] {
  const environment = readEnvironment(options);
  return Object.entries<Setting>(settings).flatMap(([name, { secret, aliases = [] }]) => {
    if (secret !== true) return [];
    return [name, ...aliases].flatMap((variable) => {
      const path = findVariable(environment, `${variable}_FILE`);
      const texts = [findVariable(environment, variable), path === undefined ? undefined : readTextFile(path)?.trim()];
      return texts.flatMap((text) => (text === undefined ? [] : [text, ...passwordsIn(text)]));
    });
  });
}

/** An address is secret for the password in it. */
function passwordsIn(text: string): readonly string[] {
  return URL.canParse(text) ? urlSecrets(new Secret(text)) : [];
}
