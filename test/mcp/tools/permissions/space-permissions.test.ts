import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const name = 'confluence_get_space_permissions';

describe('confluence_get_space_permissions', () => {
  it('lists who may do what, in parts', async () => {
    const all = (await fixture().data(name, { space_key: 'ENG' })).permissions;
    expect(all.length).toBeGreaterThan(2);
    expect(all[0]).toEqual({
      subject: { type: expect.any(String), id: expect.any(String), name: null },
      operation: expect.stringMatching(/^[a-z_]+ [a-z]+$/),
    });
    const seen: unknown[] = [];
    for (let cursor: string | undefined; ;) {
      const part = await fixture().data(name, { space_key: 'ENG', limit: 2, cursor });
      seen.push(...part.permissions);
      cursor = part.next_cursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(all);
  });

  it('says each in its text', async () => {
    const [{ subject, operation }] = (await fixture().data(name, { space_key: 'ENG' })).permissions;
    const text = await fixture().text(name, { space_key: 'ENG' });
    expect(text).toContain(`- ${subject.type} `);
    expect(text).toContain(`id ${subject.id}`);
    expect(text).toContain(`: ${operation}`);
    expect(await fixture().text(name, { space_key: 'NOPE' })).toMatch(/^NOT_FOUND: /);
  });
});
