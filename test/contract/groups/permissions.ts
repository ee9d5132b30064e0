import { describe, expect, it } from '@jest/globals';
import type { PageOperation, RestrictionChange } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import type { Capabilities, Person, UseSite } from '../test-site.js';
import { caught } from '../caught.js';

const nobody = { users: [], groups: [] };
const open = { read: nobody, update: nobody };

export function describePermissions(site: UseSite, can: Capabilities): void {
  const only = (...names: Person[]) => ({ users: names.map((name) => site().people[name]), groups: [] });
  const closed = () => ({ ...only('service', 'amina'), groups: ['people-team'] });

  describe('permissions.restrictions', () => {
    it('gives who may read and who may update a page; empty lists mean everybody', async () => {
      const { permissions } = site().confluence;
      expect(await permissions.restrictions(ids.onboarding)).toEqual(open);
      expect(await permissions.restrictions(ids.securityIncident)).toEqual({
        read: only('amina', 'service'),
        update: nobody,
      });
    });

    it('is NOT_FOUND for a page that is missing or hidden', async () => {
      expect((await caught(site().confluence.permissions.restrictions('99999999'))).code).toBe('NOT_FOUND');
      expect((await caught(site().as('jonas').permissions.restrictions(ids.securityIncident))).code).toBe('NOT_FOUND');
    });
  });

  describe('permissions.setRestrictions', () => {
    const set = (change: RestrictionChange, id: string = ids.onboarding) =>
      site().confluence.permissions.setRestrictions(id, change);
    const present = () => site().confluence.permissions.restrictions(ids.onboarding);

    it('replaces both lists and answers with what holds now', async () => {
      const wanted = { read: closed(), update: only('service') };
      expect(await set(wanted)).toEqual(wanted);
      expect(await present()).toEqual(wanted);
      expect(site().sandbox.world.page(ids.onboarding).restrictions).toEqual({
        read: { users: [site().authors.service, site().authors.amina], groups: ['people-team'] },
        update: { users: [site().authors.service], groups: [] },
      });
    });

    it('leaves the operation alone that is not named', async () => {
      await set({ read: closed() });
      expect(await set({ update: only('service') })).toEqual({ read: closed(), update: only('service') });
      expect(await set({ read: nobody })).toEqual({ read: nobody, update: only('service') });
      expect(await present()).toEqual({ read: nobody, update: only('service') });
    });

    it('opens a page again', async () => {
      await set({ read: closed(), update: closed() });
      expect(await set(open)).toEqual(open);
      expect(site().sandbox.world.page(ids.onboarding).restrictions).toEqual(open);
    });

    it.each<[string, () => RestrictionChange]>([
      ['that would shut the service itself out', () => ({ read: only('amina') })],
      ['for somebody unknown', () => ({ read: { users: [site().people.service, 'nobody'], groups: [] } })],
      ['for an unknown group', () => ({ read: { ...only('service'), groups: ['no-such-group'] } })],
      ['for what is no id of a person', () => ({ update: { users: ['Amina\nDiallo'], groups: [] } })],
    ])('refuses a change %s, and changes nothing', async (_name, change) => {
      expect((await caught(set(change()))).code).toBe('INVALID_INPUT');
      expect(site().sandbox.world.page(ids.onboarding).restrictions).toEqual(open);
    });

    it('is FORBIDDEN for a reader, NOT_FOUND for a missing page', async () => {
      const reader = site().as('priya').permissions;
      const change = { read: only('priya'), update: nobody };
      expect((await caught(reader.setRestrictions(ids.onboarding, change))).code).toBe('FORBIDDEN');
      expect((await caught(set({ read: closed() }, '99999999'))).code).toBe('NOT_FOUND');
    });
  });

  describe('permissions.ofSpace', () => {
    const list = (limit: number, cursor?: string) => site().confluence.permissions.ofSpace('eng', { limit, cursor });

    it('tells who may do what, people by name', async () => {
      const { authors, people, sandbox } = site();
      sandbox.world.space('ENG').access.push({ who: authors.yuki, level: 'read' });
      const { items } = await list(200);
      const operations = new Set(items.map(({ operation }) => operation));
      expect([...operations]).toEqual(
        expect.arrayContaining(['read space', 'create page', 'create comment', 'administer space']),
      );
      const yuki = items.filter(({ subject }) => [people.yuki, authors.yuki].includes(subject.id));
      expect(yuki.map(({ operation }) => operation)).toContain('read space');
      for (const { subject } of yuki) expect(subject).toMatchObject({ type: 'user', name: '田中 由紀' });
    });

    it('names the groups that may do something', async () => {
      const { items } = await list(200);
      const groups = items.flatMap(({ subject }) => (subject.type === 'group' ? [subject.name] : []));
      expect([...new Set(groups)].sort()).toEqual(['engineering', 'people-team', 'site-admins']);
    });

    it('gives every entry once over several portions', async () => {
      const whole = await list(200);
      expect(whole.nextCursor).toBeNull();
      const portions = [await list(5)];
      for (let last = portions[0]; last?.nextCursor; portions.push(last)) last = await list(5, last.nextCursor);
      expect(portions.length).toBeGreaterThan(1);
      expect(portions.flatMap(({ items }) => items)).toEqual(whole.items);
    });

    it('is NOT_FOUND for a space that is missing or hidden', async () => {
      const error = await caught(site().confluence.permissions.ofSpace('NOPE', { limit: 5 }));
      expect(error.code).toBe('NOT_FOUND');
      expect((await caught(site().as('omar').permissions.ofSpace('ENG', { limit: 5 }))).code).toBe('NOT_FOUND');
    });
  });

  if (!can.permissionChecks) return;
  describe('permissions.check', () => {
    it.each<[string, Person, PageOperation, boolean]>([
      ['a reader may read', 'priya', 'read', true],
      ['a reader may not update', 'priya', 'update', false],
      ['a writer may update', 'jonas', 'update', true],
      ['an outsider may not read', 'omar', 'read', false],
    ])('says that %s', async (_name, person, operation, allowed) => {
      const { confluence, people } = site();
      expect(await confluence.permissions.check(ids.onboarding, people[person], operation)).toBe(allowed);
    });

    it('is INVALID_INPUT for somebody unknown, NOT_FOUND for a missing page', async () => {
      const { confluence, people } = site();
      const { permissions } = confluence;
      expect((await caught(permissions.check(ids.onboarding, 'nobody', 'read'))).code).toBe('INVALID_INPUT');
      expect((await caught(permissions.check(ids.onboarding, 'Amina\nDiallo', 'read'))).code).toBe('INVALID_INPUT');
      expect((await caught(permissions.check('99999999', people.amina, 'read'))).code).toBe('NOT_FOUND');
    });
  });
}
