import { describe, expect, it } from '@jest/globals';
import type { AppError } from '../../../src/errors.js';
import { createSpacePolicy, policed, type SpacePolicy } from '../../../src/mcp/space-policy/index.js';
import { caught } from '../../contract/caught.js';
import { cornerRules, corners, type Corner } from '../../support/three-spaces.js';
import { sharePolicyFixture, usePolicyFixture } from './fixture.js';
import { reads, writes } from './operations.js';

const { open, readOnly, hidden, missing } = corners;

/** All that a caller learns from a failure, with the names of things taken out. */
function told({ code, message, hint, details }: AppError, corner: Corner): unknown {
  const names = Object.entries(corner).sort(([, a], [, b]) => String(b).length - String(a).length);
  const text = JSON.stringify({ code, message, hint, details });
  return names.reduce((rest, [name, value]) => rest.replaceAll(String(value), `{${name}}`), text);
}

describe('without a change of the site', () => {
  const fixture = sharePolicyFixture();

  describe.each([...reads, ...writes])('%s', (_name, run) => {
    it('[C2] says of what is hidden just what it says of what is missing, and changes nothing', async () => {
      const answers = [];
      for (const corner of [hidden, missing]) {
        const error = await caught(run(fixture().under(), corner));
        expect(error.code).toBe('NOT_FOUND');
        answers.push(told(error, corner));
      }
      expect(answers[0]).toBe(answers[1]);
      expect(fixture().writes()).toEqual([]);
    });

    it('hides a space that is denied, whatever else is allowed', async () => {
      const rules = { filter: ['ENG', 'FIN'], deny: ['Fin'] };
      expect((await caught(run(fixture().under(rules), hidden))).code).toBe('NOT_FOUND');
      expect((await caught(run(fixture().under({ deny: ['Fin'] }), hidden))).code).toBe('NOT_FOUND');
    });
  });

  describe.each(reads)('%s', (_name, run) => {
    it('works in a read-only space, and gives what it gives without a policy', async () => {
      expect(await run(fixture().under(), readOnly)).toEqual(await run(fixture().confluence, readOnly));
    });

    it('says of what is missing what it says without a policy', async () => {
      const guarded = await caught(run(fixture().under(), missing));
      const bare = await caught(run(fixture().confluence, missing));
      expect(told(guarded, missing)).toBe(told(bare, missing));
    });
  });

  describe.each(writes)('%s', (_name, run) => {
    it('is refused in a read-only space by name, and changes nothing', async () => {
      const error = await caught(run(fixture().under(), readOnly));
      expect(error.code).toBe('POLICY_DENIED');
      expect(error.message).toBe('Space HR is read-only for this server.');
      expect(fixture().writes()).toEqual([]);
    });
  });

  it.each(reads)('%s works in an open space', async (_name, run) => {
    await expect(run(fixture().under(), open)).resolves.not.toThrow();
  });
});

describe('with a site of its own', () => {
  const fixture = usePolicyFixture();

  it.each(writes)('%s works in an open space', async (_name, run) => {
    await expect(run(fixture().under(), open)).resolves.not.toThrow();
  });

  describe('pages.copy', () => {
    const copy = { title: 'Copy', includeAttachments: false, includeLabels: false };

    it('reads from a read-only space', async () => {
      const copied = await fixture()
        .under()
        .pages.copy(readOnly.page, { ...copy, parentId: open.home });
      expect(copied.spaceKey).toBe('ENG');
    });

    it('needs its source to be writable when that is the destination too', async () => {
      expect((await caught(fixture().under().pages.copy(readOnly.page, copy))).code).toBe('POLICY_DENIED');
    });

    it.each([{ parentId: hidden.page }, { spaceKey: 'FIN' }, { parentId: open.home, spaceKey: 'FIN' }])(
      '[C2] does not write to %j',
      async (destination) => {
        expect(
          (
            await caught(
              fixture()
                .under()
                .pages.copy(open.page, { ...copy, ...destination }),
            )
          ).code,
        ).toBe('NOT_FOUND');
        expect(fixture().writes()).toEqual([]);
      },
    );
  });

  describe('the policed port', () => {
    it('has every method of the port', () => {
      const methods = (port: object): string[] =>
        Object.entries(port).flatMap(([group, value]) =>
          group === 'spaceGuard' ? [] : Object.keys(value as object).map((method) => `${group}.${method}`),
        );
      expect(methods(fixture().under()).sort()).toEqual(methods(fixture().confluence).sort());
    });

    it('lacks the groups that the deployment lacks', () => {
      const { tasks: _tasks, analytics: _analytics, ...less } = fixture().confluence;
      const port = policed(less, createSpacePolicy(cornerRules) as SpacePolicy);
      expect(port).not.toHaveProperty('tasks');
      expect(port).not.toHaveProperty('analytics');
      expect(Object.keys(port)).toContain('pages');
    });
  });
});
