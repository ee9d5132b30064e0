import { describe, expect, it } from '@jest/globals';
import { people } from '../../../src/sandbox/seed/people.js';
import type { UseBench } from '../describe-confluence-contract.js';

export function describeUsers(bench: UseBench): void {
  describe('users', () => {
    it('knows who the credentials belong to', async () => {
      expect(await bench().as('amina').users.current()).toMatchObject({ id: people.amina, name: 'Amina Diallo' });
    });

    it('names accounts in one request and leaves unknown ones out', async () => {
      const { confluence, sandbox } = bench();
      const names = await confluence.users.names([people.yuki, people.jonas, people.yuki, '712020:nobody']);
      expect([...names]).toEqual(
        expect.arrayContaining([
          [people.yuki, '田中 由紀'],
          [people.jonas, 'Jonas Weber'],
        ]),
      );
      expect(names.size).toBe(2);
      expect(sandbox.requests).toHaveLength(1);
    });

    it('asks nobody for no names, and in portions for many', async () => {
      const { confluence, sandbox } = bench();
      expect((await confluence.users.names([])).size).toBe(0);
      expect(sandbox.requests).toHaveLength(0);
      const many = Array.from({ length: 300 }, (_, index) => `712020:${index}`);
      expect((await confluence.users.names([...many, people.omar])).get(people.omar)).toBe('Omar Haddad');
      expect(sandbox.requests).toHaveLength(2);
    });
  });
}
