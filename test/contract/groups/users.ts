import { describe, expect, it } from '@jest/globals';
import { caught } from '../caught.js';
import type { Capabilities, UseSite } from '../test-site.js';
import { upTo } from '../../support/thorough.js';

export function describeUsers(site: UseSite, can: Capabilities): void {
  describe('users', () => {
    it('knows who the credentials belong to', async () => {
      const { people } = site();
      expect(await site().as('amina').users.current()).toMatchObject({ id: people.amina, name: 'Amina Diallo' });
    });

    it('names accounts, each once, and leaves unknown ones out', async () => {
      const { confluence, people } = site();
      const names = await confluence.users.names([people.yuki, people.jonas, people.yuki, 'nobody']);
      expect([...names].toSorted()).toEqual(
        [
          [people.yuki, '田中 由紀'],
          [people.jonas, 'Jonas Weber'],
        ].toSorted(),
      );
    });

    it('knows under which id pages mention somebody', async () => {
      const { confluence, people, authors } = site();
      const known = await confluence.users.mentionable([people.jonas, authors.amina, 'nobody']);
      expect(Object.fromEntries(known)).toEqual({
        [people.jonas]: { id: authors.jonas, name: 'Jonas Weber' },
        [authors.amina]: { id: authors.amina, name: 'Amina Diallo' },
      });
    });

    it('asks nobody for no names, and finds one among many', async () => {
      const { confluence, sandbox, people } = site();
      expect((await confluence.users.names([])).size).toBe(0);
      expect(sandbox.requests).toHaveLength(0);
      const many = Array.from({ length: can.namesInBulk ? 300 : upTo(300) }, (_, index) => `712020:${index}`);
      expect((await confluence.users.names([...many, people.omar])).get(people.omar)).toBe('Omar Haddad');
      if (can.namesInBulk) expect(sandbox.requests).toHaveLength(2);
    });
  });

  describe('users.search', () => {
    const found = async (query: string, limit = 10): Promise<string[]> =>
      (await site().confluence.users.search(query, limit)).map(({ name }) => name);

    it('finds people by the beginning of any word of their name, in any case and script', async () => {
      expect(await found('ami')).toEqual(['Amina Diallo']);
      expect(await found('DIALLO amina')).toEqual(['Amina Diallo']);
      expect(await found('田中')).toEqual(['田中 由紀']);
      expect(await found('nobody of that name')).toEqual([]);
    });

    it('gives ids and addresses, and no more than asked for', async () => {
      const { sandbox, confluence } = site();
      expect(await confluence.users.search('Yuki', 5)).toEqual([]);
      const [amina] = await confluence.users.search('Amina', 5);
      expect(amina).toEqual({
        id: site().people.amina,
        name: 'Amina Diallo',
        email: can.emails ? 'amina@sandbox.example' : null,
      });
      for (let index = 0; index < 9; index += 1) {
        const accountId = `712020:twin-${index}`;
        sandbox.world.users.set(accountId, { ...sandbox.world.user(site().authors.amina), accountId });
      }
      expect(await found('Amina', 4)).toHaveLength(4);
    });

    it.each([
      ...['a" OR type=user OR user.fullname ~ "b', 'a\\" OR type = user', "o'neil) or (type=user", 'amina OR jonas'],
      ...['user.accountid:*', 'NOT zzz', 'a*b', '-amina', 'x\n or type=user', 'amina \\', 'amina"'],
    ])('takes %j for a name and nothing else', async (query) => {
      expect((await found(query)).filter((name) => name !== 'Amina Diallo')).toEqual([]);
    });

    it.each(['', '  ', '***', '"', '()'])('refuses %j, which names nobody, before asking', async (query) => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.users.search(query, 5));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'query' } });
      expect(sandbox.requests).toHaveLength(0);
    });
  });
}
