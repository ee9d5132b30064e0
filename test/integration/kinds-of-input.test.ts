import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kinds } from '../content/variations/kinds/index.js';
import type { Variation } from '../content/variations/variation.js';
import { isMarkup, wordsIn, wordsOfStorage } from '../content/variations/visible-words.js';
import { isThorough } from '../support/thorough.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';
import { waysToWrite, type Way } from './ways-to-write.js';

/** Inputs like the reported ones, each by every tool that takes text: create, update, edit, comment and template. */
describe.each(['cloud', 'datacenter'] as const)('kinds of input sent to the service (%s)', (deployment) => {
  let client: ToolClient;
  let ways: Readonly<Record<string, Way>>;

  beforeAll(async () => {
    client = await openToolClient(deployment);
    ways = waysToWrite(client);
  });
  afterAll(() => client.close());

  const cases = kinds.flatMap(({ row, broke, variations }, kind) => {
    const fitting = Object.entries(variations).filter(
      ([, { deployment: only }]) => only === undefined || only === deployment,
    );
    // Not all of them are tried here each time: each is a case of the converter, and another one on each deployment is sent by tools.
    const at = deployment === 'cloud' ? 0 : 1 % fitting.length;
    return (isThorough ? fitting : fitting.slice(at, at + 1)).flatMap(([name, variation]) =>
      someOf(waysOf(variation), kind).map((way) => ({ row, broke, name, way, variation })),
    );
  });

  it.each(cases)('$row, where once $broke, is right: $name by $way', async ({ way, variation, row, name }) => {
    const outcome = await ways[way]?.(variation, row.length + name.length);
    if (outcome === undefined) throw new Error(`no way ${way}`);
    if (way !== 'template') return variation.right(outcome);
    // A variable takes plain text: all of it stands on the page but for mentions, and a writer is told that markup does.
    const sent = variation.sent as string;
    if (outcome.refusal) return expect(outcome.refusal.code).toBe('INVALID_INPUT');
    if (!sent.includes('](user:')) expect(wordsOfStorage(outcome.storage)).toEqual(wordsIn(sent));
    // Globs are no markup to whoever writes them, and stand as they were sent.
    if (isMarkup(sent) && name !== 'two globs')
      expect([sent, ...outcome.warnings].join()).toContain('was kept as text');
  });
});

/** Two of the tools for each kind of input, in turns, unless all are tried: what a tool does to text it does to every kind. */
function someOf(ways: string[], turn: number): string[] {
  return isThorough ? ways : ways.filter((_way, at) => (at + 2 * turn) % ways.length < 2);
}

/** Not all can be tried in each way: comments have neither edits nor layouts. */
function waysOf({ page, edits, sentStorage }: Variation): string[] {
  if (page === undefined) return ['create', 'update', 'edit', 'comment', 'template'];
  const isOnPagesOnly = edits !== undefined || sentStorage !== undefined || page.includes('<ac:layout');
  return ['page update', 'page template', ...(isOnPagesOnly ? [] : ['page comment'])];
}
