import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentTypes, cqlFields, readQuery } from '../../../src/mcp/cql/index.js';
import { searchHelp } from '../../../src/mcp/resources/search-help.js';
import { openToolFixture, type ToolFixture } from '../fixtures/tool-fixture.js';
import { textOf, useMcpClientFixture } from '../fixtures/mcp-client.js';

const uri = 'confluence://help/search';
const examples = [...searchHelp.matchAll(/^- `([^\n]+)`/gm)].map((match) => match[1] ?? '');

describe('the page about searching', () => {
  const fixture = useMcpClientFixture();

  it('is listed and read without a request to Confluence, as this server’s own words', async () => {
    const client = await fixture().client();
    const { resources } = await client.listResources();
    expect(resources[0]).toMatchObject({ uri, name: 'help-search', mimeType: 'text/markdown' });
    fixture().sandbox.requests.length = 0;
    const text = textOf(await client.readResource({ uri }));
    expect(text).toBe(searchHelp);
    expect(fixture().sandbox.requests).toEqual([]);
  });

  it('is not for who may not read', async () => {
    const client = await fixture().client('other:scope');
    expect((await client.listResources()).resources).toEqual([]);
    await expect(client.readResource({ uri })).rejects.toThrow();
  });
});

describe('what the page about searching says', () => {
  let tools: ToolFixture;
  beforeAll(async () => {
    tools = await openToolFixture();
  });
  afterAll(() => tools.close());

  it('names every field and type', () => {
    const missing = [...cqlFields, ...contentTypes].filter((name) => !searchHelp.toLowerCase().includes(name));
    // Two spellings of one field.
    expect(missing).toEqual(['favorite']);
    expect(examples.length).toBeGreaterThan(7);
  });

  it.each(examples)('holds: %s', async (query) => {
    expect(readQuery(query)).toMatchObject({ kind: 'cql' });
    expect((await tools.call('confluence_search', { query })).isError).toBeUndefined();
  });
});
