import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createContentConverter } from '../../../src/content/index.js';
import { createDocumentReader } from '../../../src/documents/index.js';
import { catalogue, type ToolPolicy } from '../../../src/mcp/index.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { createDispatch } from '../../../src/mcp/server/dispatch.js';
import { findOurTool, mcpAtlassianTools, rovoSecondTools, rovoTools } from '../../../src/mcp/server/other-servers.js';
import { toolsThatAreOn } from '../../../src/mcp/server/policy.js';
import { caller, principal, recordingAudit, openClaims } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';

const names = new Set(catalogue.map(({ name }) => name));
const mappings = [mcpAtlassianTools, rovoTools, rovoSecondTools];

function refusal(name: string, scope = 'confluence:delete', policy: Partial<ToolPolicy> = {}): Promise<unknown> {
  const all = { toolsets: ['all'], enabledTools: [], disabledTools: [], readOnly: false };
  const boundary = createBoundary({
    confluenceClient: stubClient(),
    content: createContentConverter(),
    documents: createDocumentReader(),
    audit: recordingAudit(),
  });
  const dispatch = createDispatch(toolsThatAreOn(catalogue, { ...all, ...policy }), boundary, { openClaims });
  const call = { name, arguments: {}, signal: new AbortController().signal, progress: () => undefined };
  return dispatch(call, caller(principal(scope))).catch((error: Error) => error.message);
}

describe('a tool of another server, called by name', () => {
  it('is answered with ours', async () => {
    expect(await refusal('getConfluencePage')).toBe('Unknown tool: getConfluencePage. Use confluence_get_page.');
    for (const mapping of mappings) {
      for (const [name, ours] of Object.entries(mapping)) {
        expect(names).toContain(ours);
        expect(names).not.toContain(name);
        expect(await refusal(name)).toBe(`Unknown tool: ${name}. Use ${ours}.`);
      }
    }
  });

  it.each([
    'get_page',
    'getPage',
    'Confluence-Get-Page',
    'mcp__confluence__confluence_get_page',
    'confluence_get_pages',
  ])('is found by %s as well', async (name) => {
    expect(await refusal(name)).toBe(`Unknown tool: ${name}. Use confluence_get_page.`);
  });

  it('is just unknown where ours is off, or not for this caller', async () => {
    const plain = 'Unknown tool: updateConfluencePage';
    expect(await refusal('updateConfluencePage', 'confluence:read')).toBe(plain);
    expect(await refusal('updateConfluencePage', 'confluence:delete', { readOnly: true })).toBe(plain);
    expect(findOurTool('constructor')).toBeUndefined();
    expect(await refusal('update_page', 'confluence:read')).toBe('Unknown tool: update_page');
    expect(await refusal('confluence')).toBe('Unknown tool: confluence');
  });
});

describe('docs/migrating.md', () => {
  const text = readFileSync(new URL('../../../docs/migrating.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\| ([^|]*)\|/gm)].map(
    ([, theirs = '', ours = '']) => [theirs, ours] as const,
  );

  it('names our tool beside each of theirs that has another name', () => {
    for (const mapping of mappings) {
      for (const [theirs, ours] of Object.entries(mapping)) {
        const listed = rows.filter(([name]) => name === theirs).map(([, cell]) => cell);
        expect([theirs, listed.some((cell) => cell.includes(`\`${ours}\``))]).toEqual([theirs, true]);
      }
    }
  });

  it('names no tool that is not in the catalogue', () => {
    const ours = rows.flatMap(([, cell]) => [...cell.matchAll(/`(confluence_\w+)`/g)].map(([, name]) => name));
    expect(ours.length).toBeGreaterThan(40);
    expect(ours.filter((name) => !names.has(name ?? ''))).toEqual([]);
  });
});
