import { expect, it } from '@jest/globals';
import { createContentConverter } from '../../../src/content/index.js';
import { judgeApiCall } from '../../../src/mcp/write-policy/api-calls.js';
import { writesNothing } from '../../../src/mcp/write-policy/rules.js';

const outcomeOf = async (args: Record<string, unknown>): Promise<string> => {
  const converter = createContentConverter();
  const content = converter.forCall({});
  const rules = { ...writesNothing, linkHosts: ['ok.example.com'] };
  const options = { rules, content, siteUrl: 'https://wiki.acme.com/wiki', largest: () => Promise.resolve(0) };
  try {
    return await judgeApiCall('create', args, options).then(() => 'let through', String);
  } finally {
    await converter.close();
  }
};

// An API puts a scheme in front of what it takes for an address, as a macro does.
it.each<[string, Record<string, unknown>]>([
  ['evil.com', { callback_url: 'evil.com' }],
  ['evil.ru', { webhook: ' evil.ru/x?q=secret' }],
  ['evil.com', { targets: [{ url: 'ok.example.com' }, { url: 'evil.com:8443/x' }] }],
  ['evil.com', { links: ['ok.example.com/a', 'www.evil.com'] }],
  ['evil.com', { to_address: 'ann@evil.com' }],
])('refuses %s without a scheme where an argument is named as an address: %j', async (host, args) => {
  expect(await outcomeOf(args)).toMatch(new RegExp(`link_hosts.*${host.replace('.', '\\.')}`));
});

it.each<[Record<string, unknown>]>([
  [{ callback_url: 'ok.example.com/x' }],
  [{ url: '/tickets/1' }],
  [{ address: 'Main Street 5' }],
  [{ note: 'see evil.com', file: 'guide.md', version: 'v1.2.3' }],
])('lets %j through', async (args) => {
  expect(await outcomeOf(args)).toBe('let through');
});
