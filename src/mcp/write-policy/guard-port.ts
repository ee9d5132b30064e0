import type { Confluence } from '../../confluence/index.js';
import { portWrites, textsIn, type ProposedWrite } from './proposed-write.js';

/** Decides about each write in its turn: resolves to let it happen. `args` are what the method was called with. */
export type Admit = (write: ProposedWrite, method: string, args: readonly unknown[]) => Promise<void>;

/**
 * The same port, with `admit` in front of every method that writes. What is not known to read is not there. `onDone`
 * hears of what each write returned.
 */
export function guardPort(
  confluence: Confluence,
  admit: Admit,
  onDone: (result: unknown) => void = () => undefined,
): Confluence {
  const groups = Object.entries(portWrites(confluence)).flatMap(([name, methods]) => {
    const group = confluence[name as keyof Confluence] as Record<string, Method | undefined> | undefined;
    if (group === undefined) return [];
    const guarded = Object.entries(methods).flatMap(([method, describe]) => {
      const run = group[method];
      if (run === undefined) return [];
      return [[method, guard(`${name}.${method}`, run, describe as Description)]];
    });
    return [[name, Object.fromEntries(guarded)]];
  });
  // What else the port carries, the space policy's guard, stays.
  return { ...confluence, ...(Object.fromEntries(groups) as Confluence) };

  function guard(name: string, run: Method, describe: Description): Method {
    if (describe === 'read') return (...args) => run(...args);
    return async (...args) => {
      await admit({ words: textsIn(args), ...describe(...args) }, name, args);
      const result = await run(...args);
      onDone(result);
      return result;
    };
  }
}

type Method = (...args: unknown[]) => Promise<unknown>;
type Description = 'read' | ((...args: unknown[]) => ProposedWrite);
