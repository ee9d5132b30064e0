import { describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { caught } from './caught.js';
import { useDataCenter } from './data-center.js';

const site = useDataCenter();

describe('what Data Center lacks', () => {
  it('is absent from the port', () => {
    expect(site().confluenceClient.deployment).toBe('datacenter');
    expect(site().confluence).not.toHaveProperty('tasks');
    expect(site().confluence).not.toHaveProperty('analytics');
  });
});

describe('the history of a page on Data Center', () => {
  it('is told newest first, page by page', async () => {
    const { history } = site().confluence;
    const first = await history.list(ids.paymentsRunbook, { limit: 2 });
    expect(first.items.map(({ number }) => number)).toEqual([3, 2]);
    expect(first.items[0]?.author.name).not.toBe('');
    const rest = await history.list(ids.paymentsRunbook, { limit: 2, cursor: first.nextCursor ?? undefined });
    expect(rest.items.map(({ number }) => number)).toEqual([1]);
    expect(rest.nextCursor).toBeNull();
  });

  it('is read version by version where no list of them is offered', async () => {
    const { confluence, sandbox } = site();
    const { history } = confluence;
    const listed = await history.list(ids.paymentsRunbook, { limit: 25 });
    sandbox.faults.add({ kind: 'status', status: 404, match: { path: /\/version\?/ } });
    expect(await history.list(ids.paymentsRunbook, { limit: 25 })).toEqual(listed);
    const first = await history.list(ids.paymentsRunbook, { limit: 2 });
    const rest = await history.list(ids.paymentsRunbook, { limit: 2, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...rest.items]).toEqual(listed.items);
    sandbox.world.page(ids.paymentsRunbook).revisions.splice(1, 1);
    const { items } = await history.list(ids.paymentsRunbook, { limit: 25 });
    expect(items.map(({ number }) => number)).toEqual([3, 1]);
  });

  it('fails as a whole when a version cannot be read', async () => {
    const { confluence, sandbox } = site();
    sandbox.faults.add({ kind: 'status', status: 404, match: { path: /\/version\?/ } });
    sandbox.faults.add({ kind: 'status', status: 500, match: { path: /[?&]version=1(&|$)/ } });
    const call = confluence.history.list(ids.paymentsRunbook, { limit: 25 });
    expect((await caught(call)).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('is NOT_FOUND for a page that is not there', async () => {
    expect((await caught(site().confluence.history.list('99999999', { limit: 5 }))).code).toBe('NOT_FOUND');
  });
});

describe('templates on Data Center', () => {
  it('are those of the site, or of a space', async () => {
    const { confluence, sandbox } = site();
    const known = [...sandbox.world.templates.values()];
    const { items } = await confluence.templates.list({ limit: 25 });
    expect(items.map(({ id }) => id)).toEqual(known.filter(({ spaceId }) => spaceId === null).map(({ id }) => id));
    const own = known.find(({ spaceId }) => spaceId === ids.spaces.engineering);
    const { items: ofSpace } = await confluence.templates.list({ limit: 25, spaceKey: 'ENG' });
    expect(ofSpace.map(({ id, spaceKey }) => [id, spaceKey])).toEqual(own ? [[own.id, 'ENG']] : []);
    const any = known[0];
    expect(await confluence.templates.get(any?.id ?? '')).toMatchObject({ name: any?.name, body: any?.storage });
  });

  it('are not supported where the release has none', async () => {
    const { confluence, sandbox } = site();
    sandbox.faults.add({ kind: 'status', status: 404, match: { path: /\/template\/page/ } });
    expect((await caught(confluence.templates.list({ limit: 25 }))).code).toBe('NOT_SUPPORTED');
    // The same 404 as for a space that is not there: the templates of the site tell which of the two it is.
    expect((await caught(confluence.templates.list({ limit: 25, spaceKey: 'ENG' }))).code).toBe('NOT_SUPPORTED');
  });

  it('are NOT_FOUND by an id or a space that is not there', async () => {
    const { templates } = site().confluence;
    expect((await caught(templates.get('99999999'))).code).toBe('NOT_FOUND');
    expect((await caught(templates.list({ limit: 5, spaceKey: 'NOPE' }))).code).toBe('NOT_FOUND');
    expect((await caught(templates.list({ limit: 5, spaceKey: '..' }))).details).toEqual({ field: 'space_key' });
    expect((await caught(templates.get('../page'))).details).toEqual({ field: 'template_id' });
  });
});

describe('restrictions on Data Center', () => {
  const me = 'mcp-service';

  it('are set, read and kept by user and group names', async () => {
    const { permissions } = site().confluence;
    const open = { users: [], groups: [] };
    expect(await permissions.restrictions(ids.onboarding)).toEqual({ read: open, update: open });
    const update = { users: [me, 'amina'], groups: ['engineering'] };
    expect(await permissions.setRestrictions(ids.onboarding, { update })).toEqual({ read: open, update });
    const read = { users: [me], groups: [] };
    expect(await permissions.setRestrictions(ids.onboarding, { read })).toEqual({ read, update });
    expect(await permissions.restrictions(ids.onboarding)).toEqual({ read, update });
    expect(await permissions.setRestrictions(ids.onboarding, { read: open, update: open })).toEqual({
      read: open,
      update: open,
    });
  });

  it('refuse what is no user name before asking', async () => {
    const { confluence, sandbox } = site();
    const change = { read: { users: ['two words'], groups: [] } };
    const error = await caught(confluence.permissions.setRestrictions(ids.onboarding, change));
    expect(error.details).toEqual({ field: 'users' });
    expect(sandbox.requests).toHaveLength(0);
  });

  it('say what stands in for a check of permissions', async () => {
    const error = await caught(site().confluence.permissions.check(ids.onboarding, 'amina', 'read'));
    expect(error.code).toBe('NOT_SUPPORTED');
    expect(error.hint).toContain('restrictions');
  });

  it('are NOT_FOUND for a page that is not there', async () => {
    const { permissions } = site().confluence;
    expect((await caught(permissions.restrictions('99999999'))).code).toBe('NOT_FOUND');
    expect((await caught(permissions.restrictions('..'))).details).toEqual({ field: 'page_id' });
    expect((await caught(permissions.setRestrictions('..', {}))).details).toEqual({ field: 'page_id' });
  });
});

describe('permissions of a space on Data Center', () => {
  it('are FORBIDDEN to whoever does not administer it', async () => {
    const error = await caught(site().as('jonas').permissions.ofSpace('ENG', { limit: 5 }));
    expect(error.code).toBe('FORBIDDEN');
  });

  // A release before 9.1 answered 404 for the address, which was told as a space that is not there.
  it('are not supported where the release has no interface for them', async () => {
    const { confluence, sandbox } = site();
    sandbox.faults.add({ kind: 'status', status: 404, match: { path: /\/permissions$/ } });
    expect((await caught(confluence.permissions.ofSpace('ENG', { limit: 5 }))).code).toBe('NOT_SUPPORTED');
    expect((await caught(confluence.permissions.ofSpace('NOPE', { limit: 5 }))).code).toBe('NOT_FOUND');
  });
});

describe('names of people on Data Center', () => {
  it('are found by user key, which mentions hold, and by user name', async () => {
    const { authors, confluence } = site();
    const names = await confluence.users.names([authors.amina, 'jonas', 'nobody', '0'.repeat(32)]);
    expect([...names]).toEqual([
      [authors.amina, 'Amina Diallo'],
      ['jonas', 'Jonas Weber'],
    ]);
  });
});

describe('references on Data Center', () => {
  it('tell blog posts of one title apart by their day', async () => {
    const { confluence, sandbox } = site();
    const day = sandbox.world.page(ids.launchPost).createdAt.toISOString().slice(0, 10).replaceAll('-', '/');
    const link = `${sandbox.url}/display/ENG/${day}/Checkout+v2+is+live`;
    expect(await confluence.pages.resolveId(link)).toBe(ids.launchPost);
    const elsewhen = `${sandbox.url}/display/ENG/2001/01/01/Checkout+v2+is+live`;
    expect((await caught(confluence.pages.resolveId(elsewhen))).code).toBe('NOT_FOUND');
    const broken = `${sandbox.url}/display/ENG/2001/01/01/%E0%A4%A`;
    expect((await caught(confluence.pages.resolveId(broken))).code).toBe('NOT_FOUND');
  });

  it('find no homepage where there is none', async () => {
    const { confluence, sandbox } = site();
    sandbox.world.space('ENG').homepageId = null;
    expect((await caught(confluence.pages.resolveId(`${sandbox.url}/display/ENG`))).code).toBe('NOT_FOUND');
    const page = { type: 'page', spaceKey: 'ENG', title: 'On top', body: '<p />', status: 'current' } as const;
    expect((await confluence.pages.create(page)).parentId).toBeNull();
  });
});
