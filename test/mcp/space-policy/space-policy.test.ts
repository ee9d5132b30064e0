import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  createSpacePolicy,
  intersect,
  type SpacePolicy,
  type SpaceRules,
} from '../../../src/mcp/space-policy/index.js';
import { hidesSpaces, isReadOnly, isVisible } from '../../../src/mcp/space-policy/space-policy.js';

const policy = (rules: SpaceRules) => createSpacePolicy(rules) as SpacePolicy;

describe('a space policy', () => {
  it('is none when nothing is restricted', () => {
    expect(createSpacePolicy({})).toBeUndefined();
    expect(createSpacePolicy({ filter: undefined, deny: [], readOnly: [] })).toBeUndefined();
  });

  it('allows the listed spaces alone, in any case', () => {
    const listed = policy({ filter: ['ENG', '~5b10A'] });
    expect(['eng', 'Eng', '~5B10a'].map((key) => isVisible(listed, key))).toEqual([true, true, true]);
    expect(['FIN', 'EN', 'ENG ', ''].map((key) => isVisible(listed, key))).toEqual([false, false, false, false]);
  });

  it('allows nothing with an empty list', () => {
    expect(isVisible(policy({ filter: [] }), 'ENG')).toBe(false);
  });

  it('hides what is in no space behind a filter only', () => {
    expect(isVisible(policy({ filter: ['ENG'] }), null)).toBe(false);
    expect(isVisible(policy({ deny: ['ENG'] }), null)).toBe(true);
  });

  it('denies before it allows', () => {
    const both = policy({ filter: ['ENG', 'HR'], deny: ['eng'] });
    expect([isVisible(both, 'ENG'), isVisible(both, 'HR')]).toEqual([false, true]);
  });

  it('tells read-only from hidden', () => {
    const readOnly = policy({ readOnly: ['hr'] });
    expect([isReadOnly(readOnly, 'HR'), isReadOnly(readOnly, 'ENG')]).toEqual([true, false]);
    expect([hidesSpaces(readOnly), isVisible(readOnly, 'HR')]).toEqual([false, true]);
    expect(hidesSpaces(policy({ filter: [] }))).toBe(true);
    expect(hidesSpaces(policy({ deny: ['FIN'] }))).toBe(true);
  });

  it('meets another one in what both allow, whichever comes first', () => {
    const keys = fc.subarray(['ENG', 'eng', 'HR', 'FIN', 'OPS']);
    const rules = fc.record({ filter: fc.option(keys, { nil: undefined }), deny: keys, readOnly: keys });
    fc.assert(
      fc.property(rules, rules, fc.constantFrom('ENG', 'hr', 'FIN', 'Ops', null), (one, two, key) => {
        const [a, b] = [createSpacePolicy(one), createSpacePolicy(two)];
        for (const met of [intersect(a, b), intersect(b, a)]) {
          const allowed = [a, b].every((each) => each === undefined || isVisible(each, key));
          expect(met === undefined || isVisible(met, key)).toBe(allowed);
          if (key === null) continue;
          const frozen = [a, b].some((each) => each !== undefined && isReadOnly(each, key));
          expect(met !== undefined && isReadOnly(met, key)).toBe(frozen);
        }
      }),
    );
  });
});
