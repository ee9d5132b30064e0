import { describe, expect, it } from '@jest/globals';
import { createGrants } from '../../src/auth/index.js';
import type { GrantSubject } from '../../src/auth/index.js';

const grants = createGrants(
  {
    'google:Ada@Corp.Example': { scopes: ['confluence:write'], spaces: ['ENG'] },
    'google:@corp.example': { tools: ['confluence_search'] },
    'google:112233': { scopes: ['confluence:delete'] },
    'jwt:ada@corp.example': { scopes: ['confluence:delete'] },
    'jwt:agent|7': { scopes: [] },
    'oauth:ada@corp.example': { scopes: ['confluence:delete'] },
    'iap:accounts.google.com:42': { scopes: ['confluence:write'] },
    'google:@narrow.example': { spaces: ['HR'] },
  },
  ['confluence:read'],
);
const scopesOf = (who: GrantSubject) => [...grants.grantFor(who).scopes];
const read = ['confluence:read'];
const write = [...read, 'confluence:write'];
const all = [...write, 'confluence:delete'];

describe('grants', () => {
  it('give the defaults to whom no entry names', () => {
    expect(grants.grantFor({ prefix: 'google', subject: '1' })).toEqual({ ...grants.defaults, keys: ['google:1'] });
    expect(grants.defaults).toEqual({ scopes: new Set(read), tools: new Set(), spaces: null });
  });

  it('take the most specific entry alone: subject, e-mail, domain', () => {
    const ada = { prefix: 'google', email: 'ada@corp.example' } as const;
    expect(scopesOf({ ...ada, subject: '112233' })).toEqual(all);
    expect(grants.grantFor({ ...ada, subject: '9' })).toEqual({
      scopes: new Set(write),
      tools: new Set(),
      spaces: new Set(['ENG']),
      keys: ['google:9', 'google:ada@corp.example', 'google:@corp.example'],
    });
    expect(grants.grantFor({ ...ada, email: 'bob@corp.example', subject: '9' })).toEqual({
      scopes: new Set(),
      tools: new Set(['confluence_search']),
      spaces: null,
      keys: ['google:9', 'google:bob@corp.example', 'google:@corp.example'],
    });
  });

  it('know e-mails in any case, and nobody by look-alikes', () => {
    const google = { prefix: 'google', subject: '9' } as const;
    expect(scopesOf({ ...google, email: 'ADA@corp.EXAMPLE' })).toEqual(write);
    for (const email of ['ada@corp.example.evil', 'ada@corp\u2024example', '\u0430da@c\u043erp.example', 'ada']) {
      expect(scopesOf({ ...google, email })).toEqual(read);
    }
  });

  it('go by the domain that vouches for the person, where that is another than the e-mail says', () => {
    const bob = { prefix: 'google', subject: '9', email: 'bob@corp.example' } as const;
    expect(grants.grantFor({ ...bob, domain: null })).toEqual({
      ...grants.defaults,
      keys: ['google:9', 'google:bob@corp.example'],
    });
    expect(grants.grantFor({ ...bob, domain: 'narrow.example' }).spaces).toEqual(new Set(['HR']));
  });

  it('keep the default scopes where an entry speaks of spaces alone, and none where it lists none', () => {
    expect(scopesOf({ prefix: 'google', subject: '9', domain: 'narrow.example' })).toEqual(read);
    expect(scopesOf({ prefix: 'jwt', subject: 'agent|7' })).toEqual([]);
  });

  it('know a subject that looks like an e-mail only from the issuer that the operator chose', () => {
    expect(scopesOf({ prefix: 'jwt', subject: 'ada@corp.example' })).toEqual(all);
    expect(scopesOf({ prefix: 'oauth', subject: 'ada@corp.example' })).toEqual(read);
    expect(scopesOf({ prefix: 'oauth', subject: '1', email: 'ada@corp.example' })).toEqual(all);
  });

  it('never take a subject for a domain', () => {
    const domains = createGrants({ 'jwt:@corp.example': { scopes: ['confluence:delete'] } }, []);
    expect(domains.grantFor({ prefix: 'jwt', subject: '@corp.example' }).scopes.size).toBe(0);
  });

  it('keep prefixes apart and subjects whole, colons included', () => {
    expect(scopesOf({ prefix: 'iap', subject: 'accounts.google.com:42' })).toEqual(write);
    expect(scopesOf({ prefix: 'google', subject: 'accounts.google.com:42' })).toEqual(read);
    expect(scopesOf({ prefix: 'jwt', subject: '112233' })).toEqual(read);
    expect(scopesOf({ prefix: 'jwt', subject: '__proto__' })).toEqual(read);
  });

  it.each([['ada@corp.example'], ['static:ada'], ['google:'], [':x'], ['Google:ada@corp.example']])(
    'refuse the key %s',
    (key) => {
      expect(() => createGrants({ [key]: {} }, [])).toThrow(/does not begin with google:/);
    },
  );

  it('refuse to name one address twice', () => {
    expect(() => createGrants({ 'google:A@x.example': {}, 'google:a@x.example': {} }, [])).toThrow(/named twice/);
  });
});

describe('the widest grant', () => {
  it('holds what the defaults and all entries of its kind hold together', () => {
    expect(grants.widest('oauth')).toEqual(all);
    expect(grants.widest('iap')).toEqual(write);
    expect(createGrants({}, ['confluence:read']).widest('oauth')).toEqual(read);
  });
});
