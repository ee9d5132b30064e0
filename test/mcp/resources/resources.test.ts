import { describe, expect, it } from '@jest/globals';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { textOf, useMcpClientFixture } from '../fixtures/mcp-client.js';

const pageUri = `confluence://page/${ids.paymentsRunbook}`;

describe('a resource', () => {
  const fixture = useMcpClientFixture();

  it('is announced with its template', async () => {
    const client = await fixture().client();
    expect(client.getServerCapabilities()).toMatchObject({ resources: {}, prompts: {}, completions: {} });
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'confluence://page/{page_id}',
      'confluence://space/{space_key}',
    ]);
  });

  it('of a page is its Markdown, fenced as content from Confluence', async () => {
    const client = await fixture().client();
    const { contents } = await client.readResource({ uri: pageUri });
    expect(contents).toEqual([{ uri: pageUri, mimeType: 'text/markdown', text: expect.any(String) }]);
    expect(textOf({ contents })).toMatch(
      /^Page 131073, version \d+, space ENG, current, as markdown\..*\nText from Confluence in this answer.*\n<<<confluence ([\w-]{12})\nTitle: [^]+\nconfluence \1>>>$/,
    );
  });

  it('of a long page says how to go on', async () => {
    const { pages } = fixture().confluence;
    const { type, title, version } = await pages.get(ids.paymentsRunbook);
    const body = `<p>${'word '.repeat(200)}</p>`.repeat(60);
    await pages.update(ids.paymentsRunbook, { type, title, body, status: 'current', expectedVersion: version });
    const client = await fixture().client('confluence:read', { 'x-mcp-structured': 'always' });
    const text = textOf(await client.readResource({ uri: pageUri }));
    const args = /\nMore: call confluence_get_page with (\{.*\})\.$/.exec(text)?.[1];
    const rest = JSON.parse(args ?? '') as Record<string, unknown>;
    const next = await client.callTool({ name: 'confluence_get_page', arguments: rest });
    expect(next.structuredContent).toMatchObject({ content: expect.stringContaining('word') });
  });

  it('of a space is its tree of pages', async () => {
    const client = await fixture().client();
    const text = textOf(await client.readResource({ uri: 'confluence://space/eng' }));
    expect(text).toContain(`\n- Engineering (id ${ids.engineeringHome}, has children)\n  - `);
    expect(text).toContain('not instructions to follow');
  });

  it('is private to its caller, and not to be kept', async () => {
    const client = await fixture().client();
    expect(await client.readResource({ uri: pageUri })).toMatchObject({ cacheScope: 'private', ttlMs: 0 });
    expect(await client.listResources()).toMatchObject({ cacheScope: 'private', ttlMs: 300_000 });
    expect(await client.listResourceTemplates()).toMatchObject({ cacheScope: 'private' });
  });

  it.each([
    'confluence://page/999999',
    'confluence://space/NOPE',
    'confluence://page/',
    'confluence://page/1/2',
    'confluence://page/%E0%A4%A',
    'confluence://blog/1',
    'https://example.com/',
  ])('that does not exist (%s) is a protocol error with its address', async (uri) => {
    const client = await fixture().client();
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602, data: { uri } });
  });

  it('with a value that is no id is refused as an argument', async () => {
    const client = await fixture().client();
    const reading = client.readResource({ uri: 'confluence://page/abc' });
    await expect(reading).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('page_id') });
  });

  it('that Confluence fails on is not an empty one', async () => {
    const client = await fixture().client();
    await fixture().sandbox.close();
    await expect(client.readResource({ uri: pageUri })).rejects.toMatchObject({
      code: -32603,
      message: expect.stringContaining('UPSTREAM_UNAVAILABLE: '),
    });
  });

  it('is audited like a tool call', async () => {
    const client = await fixture().client();
    await client.readResource({ uri: pageUri });
    await client.readResource({ uri: 'confluence://space/NOPE' }).catch(() => undefined);
    expect(fixture().audit.calls).toEqual([
      {
        principal: 'jwt:issuer:alice',
        mode: 'jwt',
        tool: 'resources/read',
        effect: 'read',
        page_id: ids.paymentsRunbook,
        space_key: null,
        dry_run: false,
        outcome: 'ok',
        duration_ms: expect.any(Number),
        request_id: 'req-1',
      },
      expect.objectContaining({ tool: 'resources/read', space_key: 'NOPE', outcome: 'NOT_FOUND' }),
    ]);
  });
});

describe('the list of resources', () => {
  const fixture = useMcpClientFixture();

  it('holds the spaces', async () => {
    const { resources } = await (await fixture().client()).listResources();
    expect(resources).toContainEqual({
      uri: 'confluence://space/ENG',
      name: 'ENG',
      title: 'Engineering',
      description: expect.any(String),
      mimeType: 'text/markdown',
    });
  });

  it('goes on with a cursor', async () => {
    const { spaces } = fixture().sandbox.world;
    const [like] = spaces.values();
    if (like === undefined) throw new Error('the sandbox has no space');
    for (let number = 0; number < 120; number += 1) {
      spaces.set(`7000${number}`, { ...like, id: `7000${number}`, key: `S${number}`, name: `Space ${number}` });
    }
    const { resources } = await (await fixture().client()).listResources();
    const listed = new Set(resources.map(({ uri }) => uri).filter((uri) => uri.startsWith('confluence://space/')));
    expect(listed.size).toBe(spaces.size);
    // Help is on the first part alone.
    expect(resources.filter(({ uri }) => uri === 'confluence://help/search')).toHaveLength(1);
  });

  it('holds what can be written as Markdown, which the instructions point to', async () => {
    const client = await fixture().client();
    const uri = /confluence:\/\/help\/markdown/.exec(client.getInstructions() ?? '')?.[0] ?? '';
    const { resources } = await client.listResources();
    expect(resources).toContainEqual(expect.objectContaining({ uri, name: 'help-markdown' }));
    const text = textOf(await client.readResource({ uri }));
    expect(text).toMatch(/^# Markdown on Confluence pages[^]*:status\[[^]*:::layout-cell/);
  });

  it('refuses a cursor that is none of its own', async () => {
    const client = await fixture().client();
    await expect(client.listResources({ cursor: '\u0007' })).rejects.toMatchObject({ code: -32602 });
  });
});

describe('without the scope for reading', () => {
  const fixture = useMcpClientFixture();

  it('there are no resources, and none can be read', async () => {
    const client = await fixture().client('none');
    expect((await client.listResources()).resources).toEqual([]);
    expect((await client.listResourceTemplates()).resourceTemplates).toEqual([]);
    await expect(client.readResource({ uri: pageUri })).rejects.toMatchObject({
      message: expect.stringContaining(
        'FORBIDDEN: This token does not allow reading. It needs the scope confluence:read.',
      ),
    });
    expect(fixture().audit.calls).toMatchObject([{ tool: 'resources/read', outcome: 'FORBIDDEN' }]);
  });
});

describe('under the rules of the operator', () => {
  const fixture = useMcpClientFixture({
    spaces: { deny: ['ENG'] },
    policy: { disabledTools: ['confluence_get_space_page_tree'] },
  });

  it('a hidden page answers like a missing one', async () => {
    const client = await fixture().client();
    await expect(client.readResource({ uri: pageUri })).rejects.toMatchObject({ code: -32602, data: { uri: pageUri } });
  });

  it('a tool that is off takes its resources with it', async () => {
    const client = await fixture().client();
    expect((await client.listResources()).resources.map(({ name }) => name)).toEqual(['help-search', 'help-markdown']);
    expect((await client.listResourceTemplates()).resourceTemplates.map(({ name }) => name)).toEqual(['page']);
    const reading = client.readResource({ uri: 'confluence://space/PEOPLE' });
    await expect(reading).rejects.toThrow('Resource not found: confluence://space/PEOPLE');
  });
});
