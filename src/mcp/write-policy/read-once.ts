import type { Confluence } from '../../confluence/index.js';
import { portWrites } from './proposed-write.js';

/** A port that makes each look-up once. */
export interface ReadOnce {
  readonly confluence: Confluence;
  /** From here on everything is asked for anew. */
  stop(): void;
}

/**
 * The same port, whose reads with equal arguments share one answer until `stop`: what is planned and then done looks at
 * everything once, and at the same state of it. Arguments are plain values; a read that failed fails the same way.
 */
export function readOnce(confluence: Confluence): ReadOnce {
  const answers = new Map<string, Promise<unknown>>();
  let isStopped = false;
  const groups = Object.entries(portWrites(confluence)).flatMap(([name, methods]) => {
    const group = confluence[name as keyof Confluence] as Record<string, Method | undefined> | undefined;
    if (group === undefined) return [];
    const shared = Object.entries(methods).flatMap(([method, writes]) => {
      const run = group[method];
      return run === undefined || writes !== 'read' ? [] : [[method, share(`${name}.${method}`, run)]];
    });
    return [[name, { ...group, ...(Object.fromEntries(shared) as object) }]];
  });
  const stop = () => {
    isStopped = true;
    answers.clear();
  };
  return { confluence: { ...confluence, ...(Object.fromEntries(groups) as Confluence) }, stop };

  function share(name: string, run: Method): Method {
    return (...args) => {
      if (isStopped) return run(...args);
      const key = `${name} ${JSON.stringify(args)}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = run(...args);
      answers.set(key, answer);
      return answer;
    };
  }
}

type Method = (...args: unknown[]) => Promise<unknown>;
