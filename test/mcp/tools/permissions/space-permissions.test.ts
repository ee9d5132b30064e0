import { describe, expect, it } from '@jest/globals';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const name = 'confluence_get_space_permissions';

describe('confluence_get_space_permissions', () => {
  it('lists who may do what, in parts', async () => {
    const all = (await fixture().data(name, { space_key: 'ENG' })).permissions;
    expect(all.length).toBeGreaterThan(2);
    expect(all[0]).toEqual({
      subject: { type: expect.any(String), id: expect.any(String), name: 'engineering' },
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

  it('has a line in its text for each who may do something', async () => {
    const { permissions } = await fixture().data(name, { space_key: 'ENG' });
    const [{ subject }] = permissions;
    const own = permissions.filter((one: typeof subject) => one.subject.id === subject.id);
    const text = await fixture().text(name, { space_key: 'ENG' });
    const allowed = own.map(({ operation }: { operation: string }) => operation).join(', ');
    expect(text).toContain(`- group engineering (id ${subject.id}): ${allowed}\n`);
    expect(text.match(/engineering/g)).toHaveLength(1);
    expect(await fixture().text(name, { space_key: 'NOPE' })).toMatch(/^NOT_FOUND: /);
  });
});
