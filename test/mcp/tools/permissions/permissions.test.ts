import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../../src/sandbox/seed/ids.js';
import { people } from '../../../../src/sandbox/seed/people.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const page_id = ids.onboarding;
const restrictions = () => fixture().sandbox.world.page(page_id).restrictions;
const set = (args: Record<string, unknown>) => fixture().data('confluence_set_page_restrictions', { page_id, ...args });
const setText = (args: Record<string, unknown>) =>
  fixture().text('confluence_set_page_restrictions', { page_id, ...args });

describe('confluence_get_page_restrictions', () => {
  it('shows who may see and edit a page', async () => {
    const args = { page_id: ids.securityIncident };
    const users = [
      { id: people.amina, name: 'Amina Diallo' },
      { id: people.service, name: 'MCP Service' },
    ];
    const read = { users, groups: [] };
    expect(await fixture().data('confluence_get_page_restrictions', args)).toEqual({
      read,
      update: { users: [], groups: [] },
    });
    expect(await fixture().text('confluence_get_page_restrictions', args)).toContain(
      `read: only user Amina Diallo (id ${people.amina}), user MCP Service (id ${people.service})\nupdate: open to everybody in the space`,
    );
  });
});

/** The name of the account that this server acts as. */
const service = 'MCP Service';

describe('confluence_set_page_restrictions', () => {
  it('replaces the lists that it is given and leaves the others', async () => {
    await set({
      read_users: [people.service, people.amina],
      edit_users: [people.service],
      edit_groups: ['engineering'],
    });
    const result = await set({ read_users: [people.service, people.jonas, people.jonas] });
    expect(result).toEqual({
      id: page_id,
      changed: true,
      dry_run: false,
      diff: `read: - user Amina Diallo (id ${people.amina})\nread: + user Jonas Weber (id ${people.jonas})`,
    });
    expect(restrictions()).toEqual({
      read: { users: [people.service, people.jonas], groups: [] },
      update: { users: [people.service], groups: ['engineering'] },
    });
    expect(fixture().progress).toContain('Current restrictions read');
  });

  it('opens a page with empty lists', async () => {
    await set({ read_users: [people.service] });
    expect(await set({ read_users: [] })).toMatchObject({
      diff: `read: - user ${service} (id ${people.service})\nread: open to everybody in the space`,
    });
    expect(restrictions().read).toEqual({ users: [], groups: [] });
  });

  it('takes people by name, and says that everybody else is shut out', async () => {
    const preview = await set({ edit_users: ['me', 'Priya Raman'], dry_run: true });
    expect(preview).toMatchObject({
      diff: [
        'update: no longer open to everybody in the space, only to these',
        `update: + user ${service} (id ${people.service})`,
        `update: + user Priya Raman (id ${people.priya})`,
      ].join('\n'),
    });
    await set({ edit_users: ['me', 'Priya Raman'] });
    expect(restrictions().update.users).toEqual([people.service, people.priya]);
  });

  it('writes nothing when nothing changes, and nothing on a preview', async () => {
    expect(await set({ read_users: [], edit_groups: [] })).toEqual({ id: page_id, changed: false, dry_run: false });
    expect(await set({ edit_users: [people.service], dry_run: true })).toMatchObject({ changed: true, dry_run: true });
    expect(fixture().writes()).toEqual([]);
  });

  it.each([
    ['read_users', 'see', { read_users: [people.amina] }],
    ['read_users', 'see', { read_groups: ['engineering'], dry_run: true }],
    ['edit_users', 'edit', { edit_groups: ['site-admins'] }],
  ])('never shuts out the own account through %s: it could not %s the page', async (field, act, args) => {
    expect(await setText(args)).toBe(
      `INVALID_INPUT: ${field}: the account that this server uses could no longer ${act} the page. Add its id ${people.service} to ${field}.`,
    );
    expect(fixture().writes()).toEqual([]);
  });

  it('asks for a list, and for people and groups that exist', async () => {
    expect(await setText({})).toMatch(/^INVALID_INPUT: give at least one of read_users/);
    expect(await setText({ read_users: [people.service, '557058:nobody'] })).toMatch(/^INVALID_INPUT: /);
    expect(await setText({ edit_users: [people.service], edit_groups: ['nobodies'] })).toMatch(/^INVALID_INPUT: /);
    expect(restrictions()).toEqual({ read: { users: [], groups: [] }, update: { users: [], groups: [] } });
  });
});

describe('confluence_check_permission', () => {
  const check = (user: string, operation: string) =>
    fixture().data('confluence_check_permission', { page_id, user, operation });

  it('tells who may do what', async () => {
    expect(await check(people.priya, 'read')).toEqual({ allowed: true, operation: 'read' });
    expect(await check(people.priya, 'update')).toEqual({ allowed: false, operation: 'update' });
    expect(await check('me', 'update')).toEqual({ allowed: true, operation: 'update' });
    const args = { page_id, user: people.omar, operation: 'read' };
    expect(await fixture().text('confluence_check_permission', args)).toBe('Not allowed: read.');
  });

  it("takes the name of somebody, whole or a part that is nobody else's", async () => {
    expect(await check('priya raman', 'read')).toMatchObject({ allowed: true });
    expect(await check('Priya', 'update')).toEqual({ allowed: false, operation: 'update' });
    expect(await check('Raman, Priya', 'read')).toMatchObject({ allowed: true });
    expect(await check('Me', 'read')).toMatchObject({ allowed: true });
  });

  it('names those whom a name could mean, and guesses at none', async () => {
    const { users } = fixture().sandbox.world;
    const priya = [...users.values()].find(({ accountId }) => accountId === people.priya);
    if (priya === undefined) throw new Error('there is no Priya');
    const other = {
      ...priya,
      accountId: '557058:another-priya',
      username: 'other@x.example',
      displayName: 'Priya Nair',
    };
    const refusal = (user: string) =>
      fixture().text('confluence_check_permission', { page_id, user, operation: 'read' });
    expect(await refusal('Pri')).toMatch(
      `INVALID_INPUT: user: "Pri" is not an id, and it is not the name of exactly one person. It could be Priya Raman (id ${people.priya}).`,
    );
    users.set(other.accountId, other);
    expect(await refusal('Priya')).toMatch(/exactly one person\. It could be (?=.*Priya Raman)(?=.*Priya Nair)/);
    expect(await check('Priya Raman', 'read')).toMatchObject({ allowed: true });
  });

  it('does not take an unknown person for one who may not', async () => {
    expect(await fixture().text('confluence_check_permission', { page_id, user: 'nobody', operation: 'read' })).toMatch(
      /^INVALID_INPUT: /,
    );
  });
});
