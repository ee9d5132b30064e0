import { describe, expect, it } from '@jest/globals';
import { toolNames } from '../../../src/compose-settings.js';
import { configWith, faultLines, temporaryFile, type Variables } from '../../support/settings.js';

const strong = 'x'.repeat(40);

function faultsOf(tokens: unknown, more: Variables = {}): string[] {
  const STATIC_TOKENS_FILE = temporaryFile(JSON.stringify(tokens));
  return faultLines({ AUTH_MODES: 'static', STATIC_TOKENS_FILE, ...more }, { catalogue: toolNames });
}

describe('a static-token file with a wrong entry', () => {
  // The variable was not named, and the fault was found only when all the others were fixed.
  it('[L4] is named by its variable, with every other fault', () => {
    const faults = faultsOf({ ['a'.repeat(31)]: { user_id: 'ann', permissions: [] } }, { PORT: '-1' });
    expect(faults).toEqual([
      expect.stringMatching(/^PORT: /),
      expect.stringMatching(/^STATIC_TOKENS_FILE: names .*: Entry 1 of the static tokens needs a token of 32/),
    ]);
  });

  it.each([
    [{ [strong]: { user_id: 'ann', permissions: ['confluence:fly'] } }, /"confluence:fly" is not a permission/],
    [{ [strong]: { permissions: [] } }, /has a wrong form at user_id/],
    [{}, /hold no token/],
    [{ 'sha256:00ff': { user_id: 'ann', permissions: [] } }, /is not "sha256:" and 64 hex digits/],
  ])('says what is wrong and never shows a token (case %#)', (tokens, reason) => {
    const faults = faultsOf(tokens);
    expect(faults).toEqual([expect.stringMatching(reason)]);
    expect(faults.join()).not.toContain(strong);
  });

  it('is no fault when all is well', () => {
    const tokens = { [strong]: { user_id: 'ann', permissions: ['confluence:read', 'confluence_get_page'] } };
    const STATIC_TOKENS_FILE = temporaryFile(JSON.stringify(tokens));
    expect(
      configWith({ AUTH_MODES: 'static', STATIC_TOKENS_FILE }, { catalogue: toolNames }).auth.staticTokens,
    ).toBeDefined();
  });
});
