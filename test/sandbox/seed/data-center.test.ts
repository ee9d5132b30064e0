import { describe, expect, it } from '@jest/globals';
import { startSandbox, seedUserKeys } from '../../../src/sandbox/index.js';
import { assertWellFormed } from '../../../src/sandbox/world/storage-xml.js';

describe('the company on Data Center', () => {
  const everything = async () => {
    const sandbox = await startSandbox({ flavor: 'datacenter' });
    await sandbox.close();
    return sandbox.world;
  };

  it('keeps its pages in storage that this deployment could have written', async () => {
    const world = await everything();
    const storages = [...world.contents.values(), ...world.comments.values()].flatMap(({ revisions }) =>
      revisions.map(({ storage }) => storage),
    );
    expect(storages.length).toBeGreaterThan(20);
    for (const storage of storages) {
      assertWellFormed(storage);
      expect(storage).not.toMatch(/local-id|ri:account-id|ac:adf|ac:task-uuid|version-at-save|ac:breakout|ac:emoji-/);
    }
    expect(storages.join('')).toContain(`<ri:user ri:userkey="${seedUserKeys.jonas}" />`);
  });

  it('has no folders, and nobody with an account id', async () => {
    const world = await everything();
    expect([...world.contents.values()].map(({ type }) => type)).not.toContain('folder');
    const keys = new Set(Object.values(seedUserKeys));
    expect(new Set(world.users.keys())).toEqual(keys);
    const authors = [...world.contents.values(), ...world.comments.values(), ...world.attachments.values()]
      .flatMap(({ revisions }) => revisions as { authorId: string }[])
      .map(({ authorId }) => authorId);
    expect(authors.filter((author) => !keys.has(author))).toEqual([]);
  });

  it('starts empty when asked to', async () => {
    const sandbox = await startSandbox({ flavor: 'datacenter', seed: 'empty' });
    await sandbox.close();
    expect([sandbox.world.spaces.size, sandbox.world.users.size]).toEqual([0, 6]);
  });
});
