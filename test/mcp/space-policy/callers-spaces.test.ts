import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../src/mcp/index.js';
import { createDocumentReader } from '../../../src/documents/index.js';
import { createContentConverter } from '../../../src/content/index.js';
import { createDispatch } from '../../../src/mcp/server/dispatch.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { createBoundedRead, createResources } from '../../../src/mcp/resources/index.js';
import { createSpacePolicy, policedClient, type SpaceRules } from '../../../src/mcp/space-policy/index.js';
import { createCompletions, promptsThatAreOn } from '../../../src/mcp/prompts/index.js';
import { corners, rareWord } from '../../support/three-spaces.js';
import { caller, principal, recordingAudit, openClaims } from '../fixtures/callers.js';
import { usePolicyFixture } from './fixture.js';

const fixture = usePolicyFixture();
const signal = new AbortController().signal;
const on = new Map(catalogue.map((tool) => [tool.name, tool]));
const progress = () => undefined;

/** Everything that a caller can ask, with `spaces` of the caller's own over the rules of the operator. */
function serverFor(spaces: string[] | null, rules: SpaceRules = {}) {
  const boundary = createBoundary({
    confluenceClient: policedClient(fixture().confluenceClient, createSpacePolicy(rules)),
    content: createContentConverter(),
    documents: createDocumentReader(),
    audit: recordingAudit(),
  });
  const who = caller(principal('confluence:delete', { spaces: spaces && new Set(spaces) }));
  const dispatch = createDispatch(on, boundary, { openClaims });
  const read = createBoundedRead(boundary);
  return {
    call: async (name: string, args: Record<string, unknown>) => {
      const { content } = await dispatch({ name, arguments: args, signal, progress }, who);
      return content[0].text;
    },
    read: (uri: string) => createResources({ on, read }).read({ uri }, { signal, progress }, who),
    complete: (value: string) =>
      createCompletions({ on, prompts: promptsThatAreOn(on), read })(
        {
          ref: { type: 'ref/resource', uri: 'confluence://space/{space_key}' },
          argument: { name: 'space_key', value },
        },
        { signal, progress },
        who,
      ),
  };
}

describe("a caller's own spaces", () => {
  it('are all there is, for tools that read, search and list', async () => {
    const { call } = serverFor(['eng']);
    expect(await call('confluence_get_page', { page_id: corners.open.page })).toContain(rareWord);
    expect(await call('confluence_get_page', { page_id: corners.hidden.page })).toMatch(/^NOT_FOUND: /);
    const found = await call('confluence_search', { query: rareWord });
    expect(found).toContain(corners.open.title);
    expect(found).not.toMatch(/FIN|HR/);
    expect(await call('confluence_list_spaces', {})).not.toMatch(/FIN|HR/);
  });

  it('hold for writes, previews included', async () => {
    const { call } = serverFor(['ENG']);
    expect(await call('confluence_delete_page', { page_id: corners.hidden.page, dry_run: true })).toMatch(/^NOT_FOUND/);
    const args = { page_id: corners.open.page, target_space_key: 'FIN' };
    expect(await call('confluence_move_page', args)).toMatch(/^NOT_FOUND: /);
    expect(fixture().writes()).toEqual([]);
  });

  it('hold for resources and completions', async () => {
    const { read, complete } = serverFor(['ENG']);
    await expect(read(`confluence://page/${corners.hidden.page}`)).rejects.toThrow(/NOT_FOUND/);
    await expect(read('confluence://space/FIN')).rejects.toThrow(/NOT_FOUND/);
    expect((await complete('')).completion.values).toEqual(['ENG']);
  });

  it('only narrow: what the operator denies or makes read-only stays so', async () => {
    const { call } = serverFor(['ENG', 'HR', 'FIN'], { deny: ['FIN'], readOnly: ['HR'] });
    expect(await call('confluence_get_page', { page_id: corners.hidden.page })).toMatch(/^NOT_FOUND: /);
    expect(await call('confluence_delete_page', { page_id: corners.readOnly.page, dry_run: true })).toMatch(
      /^POLICY_DENIED: /,
    );
    const disjoint = serverFor(['FIN'], { filter: ['ENG'] });
    for (const { page } of [corners.open, corners.hidden]) {
      expect(await disjoint.call('confluence_get_page', { page_id: page })).toMatch(/^NOT_FOUND: /);
    }
  });

  it('may be none at all, and are no matter for other callers', async () => {
    expect(await serverFor([]).call('confluence_get_page', { page_id: corners.open.page })).toMatch(/^NOT_FOUND: /);
    expect(await serverFor(null).call('confluence_get_page', { page_id: corners.hidden.page })).toContain(rareWord);
  });
});
