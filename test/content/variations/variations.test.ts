import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown } from '../../../src/content/index.js';
import { outcomeOf } from '../reported/reported-case.js';
import { kinds } from './kinds/index.js';
import { wordsOfMarkdown, wordsOfStorage } from './visible-words.js';

/** Inputs that are like the reported ones in kind: the right value, nothing lost or doubled, and a read that changes nothing when it comes back. */
describe.each(kinds)('$row, where once $broke', ({ variations }) => {
  for (const [name, variation] of Object.entries(variations)) {
    const deployments = variation.deployment ? [variation.deployment] : (['cloud', 'datacenter'] as const);
    it.each(deployments)(`is right: ${name} (%s)`, (deployment) => {
      const outcome = outcomeOf({ ...variation, deployment });
      variation.right(outcome);
      if (outcome.refusal) return;
      const { storage } = outcome;
      expect(applyMarkdown({ current: storage, edited: toMarkdown(storage), deployment }).storage).toBe(storage);
      if (variation.page !== undefined || variation.isDialect) return;
      expect(wordsOfStorage(storage)).toEqual(wordsOfMarkdown(variation.sent as string));
    });
  }
});

it('has three variations or more of each kind', () => {
  expect(kinds.filter(({ variations }) => Object.keys(variations).length < 3).map(({ row }) => row)).toEqual([]);
});
