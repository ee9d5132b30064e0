import { describe, expect, it } from '@jest/globals';
import { loadWritePolicy } from '../../../src/mcp/write-policy/load-write-policy.js';
import { rulesFor } from '../../../src/mcp/write-policy/rules.js';
import { folderWith } from '../../api/api-server.js';

const known = { tools: ['confluence_edit_page', 'create_ticket'], toolsets: ['pages', 'api:tickets'] };
const read = (text: string) => loadWritePolicy(`${folderWith({ 'policy.yaml': text })}/policy.yaml`, known);
const faultsOf = async (text: string) => (await read(text)).faults.map(({ line, message }) => `${line}: ${message}`);

const policy = `
default:
  spaces: [ENG, docs]
  link_hosts: [example.com, "*.example.org"]
callers:
  google:Ann@Example.com:
    deletes: true
  google:@example.com:
    tools: [confluence_edit_page, api:tickets]
    writes_per_hour: 20
    confirm: {update: preview, delete: person}
  jwt:robot-7: {}
`;

describe('a write policy', () => {
  it('is read from YAML, and from the same in JSON', async () => {
    const { rules, faults } = await read(policy);
    expect(faults).toEqual([]);
    expect(rules.default).toMatchObject({ spaces: new Set(['eng', 'docs']), deletes: false, widenPermissions: false });
    expect((await read('{"default": {"spaces": ["ENG"]}}')).rules.default.spaces).toEqual(new Set(['eng']));
  });

  it.each([
    [
      'an e-mail in whatever case',
      ['google:117', 'google:ann@example.com', 'google:@example.com'],
      'google:Ann@Example.com',
    ],
    ['a domain', ['google:118', 'google:bob@example.com', 'google:@example.com'], 'google:@example.com'],
    ['a subject', ['jwt:robot-7'], 'jwt:robot-7'],
    ['nothing', ['jwt:robot-70'], 'default'],
    ['a key of another issuer', ['iap:ann@example.com', 'iap:@example.com'], 'default'],
  ])('counts the most exact entry alone: %s', async (_what, keys, entry) => {
    expect(rulesFor((await read(policy)).rules, { keys }).entry).toBe(entry);
  });

  it('lets nobody write anything whom it does not name, when it has no default', async () => {
    const { rules } = await read('callers: {"jwt:robot-7": {}}');
    expect(rulesFor(rules, { keys: ['jwt:alice'] })).toMatchObject({ entry: 'none', tools: new Set() });
    expect(rulesFor((await read('{}')).rules, { keys: ['jwt:alice'] }).tools).toEqual(new Set());
  });

  it('allows deletes where they are confirmed, and keeps them refused otherwise', async () => {
    expect((await read('default: {confirm: {delete: person}}')).rules.default.deletes).toBe(true);
    expect((await read('default: {}')).rules.default.deletes).toBe(false);
  });

  it('says every fault at once, each with its line', async () => {
    const faults = await faultsOf(`default:
  space: [ENG]
  link_hosts: ["https://example.com/"]
  writes_per_hour: 0
callers:
  ann@example.com: {}
  jwt:bob:
    confirm: {update: yes, spaces: person}
  jwt:eve:
    tools: [confluence_edit_pages]
`);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['2', '3', '4', '6', '8', '8', '10']);
    expect(faults.join('\n')).toMatch(/has no effect without spaces/);
    expect(faults.join('\n')).toMatch(/10: .*"confluence_edit_pages" is neither a tool/);
    expect(faults.join('\n')).toMatch(/default\.space: is not known here/);
    expect(faults.join('\n')).toMatch(/must be a host name/);
    expect(faults.join('\n')).toMatch(/must begin with google:/);
    expect(await faultsOf('callers:\n  jwt:eve:\n    tools:\n      - confluence_edit_pages\n')).toEqual([
      '4: callers.jwt:eve.tools.0: "confluence_edit_pages" is neither a tool nor an API (api:NAME)',
    ]);
    expect((await faultsOf('default:\n  confirm:\n    spaces: person\n'))[0]).toMatch(
      /^3: .*has no effect without spaces/,
    );
    expect((await faultsOf('callers:\n  google:A@b.c: {}\n  google:a@B.c: {}\n'))[0]).toMatch(/^3: .*is named twice/);
  });

  it('says that a file cannot be read, or not be parsed', async () => {
    expect((await loadWritePolicy('/nowhere/policy.yaml', known)).faults[0]?.message).toMatch(/cannot be read/);
    expect((await faultsOf('default: ['))[0]).toMatch(/^\d: /);
  });
});
