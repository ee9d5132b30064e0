import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/mcp/index.js';
import { seedIds } from '../../src/sandbox/index.js';
import { tinyCode } from '../../src/sandbox/wire/web-path.js';
import { absentToolsOf, unsupportedToolsOf } from '../catalogue/tool-calls.js';
import { plantAsKnownPeople } from '../contract/data-center.js';
import { oldHttpClient, textOf, type AnyClient } from '../support/clients.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { startTestService, type TestService } from '../support/service.js';
import { upstreamWrites } from '../support/upstream-writes.js';
import { isThorough } from '../support/thorough.js';
import { corners, furnish, rareWord, type Corner } from '../support/three-spaces.js';
import { contentless, findCalls, readCalls, sourceCalls, writeCalls, type Calls } from './space-policy-calls.js';

const { open, readOnly, hidden, missing } = corners;

let service: TestService;
let client: AnyClient;

const startOn = async (deployment: Deployment): Promise<void> => {
  service = await startTestService({
    deployment,
    env: { CONFLUENCE_SPACES_FILTER: 'eng,HR', CONFLUENCE_SPACES_READ_ONLY: 'hr', TOOLSETS: 'all,examples' },
  });
  if (deployment === 'datacenter') plantAsKnownPeople(service.sandbox.world);
  furnish(service.sandbox.world);
  client = await oldHttpClient(service.url, await service.token());
};
const stop = async (): Promise<void> => {
  await client.close();
  await service.close();
};

type ArgsOf = (corner: Corner) => Record<string, unknown>;

/** Each call once as it is, and for writing tools once as a preview; the turns of both forms of one call are different. */
function* callsOf(...tables: Calls[]): Generator<[tool: string, argsOf: ArgsOf, turn: number]> {
  let turn = 0;
  for (const [tool, calls] of tables.flatMap((table) => Object.entries(table))) {
    for (const argsOf of calls) {
      yield [tool, argsOf, turn++];
      if (isWriter(tool)) yield [tool, (corner) => ({ ...argsOf(corner), dry_run: true }), turn];
    }
  }
}
const isWriter = (tool: string): boolean => catalogue.find(({ name }) => name === tool)?.effect !== 'read';

const namedOf = (deployment: Deployment, tables: Calls[]) =>
  [...callsOf(...tables)]
    .filter(([tool, argsOf]) => isOn(deployment, tool, argsOf))
    .map(([tool, argsOf, turn]) => [tool, JSON.stringify(argsOf(hidden)), argsOf, turn] as const);

const isOn = (deployment: Deployment, tool: string, argsOf: ArgsOf): boolean =>
  !absentToolsOf(deployment).includes(tool) && isNamedOn(deployment, argsOf(hidden));

/**
 * Unless all is tried, one deployment has a call as it is and the other its preview: the rule is asked before either. What only one
 * has is tried there in both forms.
 */
function inTurns(deployment: Deployment, all: ReturnType<typeof namedOf>): ReturnType<typeof namedOf> {
  return all.filter(
    ([tool, , argsOf, turn]) =>
      isThorough ||
      !isWriter(tool) ||
      !deployments.every((one) => isOn(one, tool, argsOf)) ||
      turn % deployments.length === deployments.indexOf(deployment),
  );
}

/** Data Center has no ids of tasks but those of their pages. */
const isNamedOn = (deployment: Deployment, { task_id: task = '-' }: Record<string, unknown>) =>
  deployment === 'cloud' || String(task).includes('-');

/** Everything that a caller sees, with the names of the corner's things taken out. */
async function answer(tool: string, args: Record<string, unknown>, corner: Corner): Promise<string> {
  const result = await client.call(tool, args);
  const names = Object.entries(corner).sort(([, a], [, b]) => String(b).length - String(a).length);
  const text = JSON.stringify(result).replaceAll(corner.spaceKey.toLowerCase(), corner.spaceKey);
  return names.reduce((rest, [name, value]) => rest.replaceAll(String(value), `{${name}}`), text);
}

/** Tools that need the text of a page, for more than to learn where it is. */
const readsText =
  /page$|_in_page|page_(?:images|blame|diff|details|version)|copy_page|tasks?$|from_template|get_comments|add_comment/;

/** The texts of pages that a call fetched and had no use for. */
function needlessTexts(tool: string): string[] {
  if (readsText.test(tool)) return [];
  return service.sandbox.requests
    .filter(({ method, path }) => method === 'GET' && /\/(?:pages|content)\/\d+$/.test(path))
    .map(({ path, query }) => `${path} ${JSON.stringify(query)}`)
    .filter((asked) => /body-format|body\.storage/.test(asked) && !/get-draft|inlineProperties/.test(asked));
}

const writesUpstream = () => upstreamWrites(service.sandbox.requests);

export function describeHiddenSpaces(deployment: Deployment): void {
  const start = () => startOn(deployment);
  const named = (...tables: Calls[]) => namedOf(deployment, tables);
  describe('a space outside the policy', () => {
    beforeAll(start);
    beforeEach(() => {
      service.sandbox.requests.length = 0;
    });
    afterAll(stop);

    it('is tried through every tool there is', () => {
      const tried = [readCalls, sourceCalls, writeCalls, findCalls].flatMap((table) => Object.keys(table));
      expect([...new Set([...tried, ...contentless])].sort()).toEqual(catalogue.map(({ name }) => name).sort());
    });

    const calls = inTurns(deployment, named(readCalls, sourceCalls, writeCalls));
    it.each(calls)('is not there for %s %s', async (tool, _label, argsOf) => {
      const ofHidden = await answer(tool, argsOf(hidden), hidden);
      expect(ofHidden).toMatch(/"text":"NOT_FOUND: /);
      expect(ofHidden).toBe(await answer(tool, argsOf(missing), missing));
      expect(writesUpstream()).toEqual([]);
    });

    const byUrl = inTurns(deployment, named(readCalls, writeCalls))
      .filter(([, , argsOf]) => argsOf(hidden)['page_id'] === hidden.page)
      .map(([tool, label, argsOf], turn) => [tool, label, argsOf, turn] as const);
    it.each(byUrl)('is not there by URL for %s %s', async (tool, _label, argsOf, turn) => {
      const { url } = service.sandbox;
      const urls: ((corner: Corner) => string)[] = [
        ({ spaceKey, page }) => `${url}/spaces/${spaceKey}/pages/${page}/x`,
        ({ page }) => `${url}/spaces/ENG/pages/${page}/x`,
        ({ page }) => `${url}/pages/viewpage.action?pageId=${page}`,
        ({ page }) => `${url}/x/${tinyCode(page)}`,
        ({ spaceKey, title }) => `${url}/display/${spaceKey}/${encodeURIComponent(title)}`,
        ({ spaceKey }) => `${url}/spaces/${spaceKey}/overview`,
      ];
      // One place turns addresses into ids for every tool: each tool is tried with one of them, and each of them by several tools.
      const tried = urls.filter((_urlOf, at) => isThorough || (at + turn) % urls.length === 0);
      for (const urlOf of tried) {
        const [ofHidden, ofMissing] = [hidden, missing].map((corner) =>
          answer(tool, { ...argsOf(corner), page_id: urlOf(corner) }, corner),
        );
        expect(await ofHidden).toMatch(/"text":"NOT_FOUND: The page behind this URL was not found/);
        expect(await ofHidden).toBe(await ofMissing);
      }
      expect(writesUpstream()).toEqual([]);
    });

    const finds = Object.entries(findCalls)
      .filter(([tool]) => !absentToolsOf(deployment).includes(tool))
      .flatMap(([tool, calls]) => calls.map((args) => [tool, args] as const));
    it.each(finds)('is not found by %s %j', async (tool, args) => {
      let cursor: unknown;
      do {
        const result = await client.call(tool, { ...args, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        // What the caller named is named back, in the words for a space that nobody has.
        const text = JSON.stringify([result.structuredContent ?? [], textOf(result)]).replaceAll(
          /position \d+|there is no space [\\"]+FIN[\\"]+, or this account cannot see it/g,
          '',
        );
        if (result.isError === true) expect(textOf(result)).toMatch(/^INVALID_INPUT: /);
        else expect(text).not.toMatch(/FIN\b|Finance|7[23]0\d|Bluebird/);
        cursor = result.structuredContent?.['next_cursor'];
      } while (cursor !== undefined);
    });

    it('leaves what is open to be found', async () => {
      const result = await client.call('confluence_search', { query: rareWord, limit: 50 });
      const keys = (result.structuredContent?.['results'] as { space_key: string }[]).map(({ space_key: key }) => key);
      expect(new Set(keys)).toEqual(new Set(['ENG', 'HR']));
    });
  });
}

export function describeReadOnlySpace(deployment: Deployment): void {
  const named = (...tables: Calls[]) => namedOf(deployment, tables);
  const answering = (...tables: Calls[]) =>
    named(...tables).filter(([tool]) => !unsupportedToolsOf(deployment).includes(tool));
  describe('a read-only space', () => {
    beforeAll(() => startOn(deployment));
    afterAll(stop);

    it.each(inTurns(deployment, named(writeCalls)))('refuses %s %s', async (tool, _label, argsOf) => {
      const result = await client.call(tool, argsOf(readOnly));
      expect(textOf(result)).toMatch(/^POLICY_DENIED: Space HR is read-only for this server\. /);
      expect(writesUpstream()).toEqual([]);
    });

    it.each(answering(readCalls))('answers %s %s', async (tool, _label, argsOf) => {
      service.sandbox.requests.length = 0;
      const result = await client.call(tool, argsOf(readOnly));
      expect([result.isError, textOf(result)]).toEqual([undefined, expect.any(String)]);
      expect(needlessTexts(tool)).toEqual([]);
    });

    it.each(named(sourceCalls))('can be copied from by %s %s', async (tool, _label, argsOf) => {
      const result = await client.call(tool, { ...argsOf(readOnly), title: `From ${_label.length} ${tool}` });
      expect([result.isError, textOf(result)]).toEqual([undefined, expect.any(String)]);
    });
  });
}

export function describeOpenSpace(deployment: Deployment): void {
  const named = (...tables: Calls[]) => namedOf(deployment, tables);
  describe('an open space', () => {
    beforeAll(() => startOn(deployment));
    afterAll(stop);

    const previews = named(writeCalls, sourceCalls)
      .filter(([, , argsOf]) => argsOf(open)['dry_run'] === true)
      // A preview refuses what the write would: nothing of these pages is in the trash.
      .filter(([, , argsOf]) => argsOf(open)['purge'] !== true)
      // Data Center does not order pages, which its preview says.
      .filter(([, , argsOf]) => deployment === 'cloud' || argsOf(open)['position'] === undefined);
    it.each(previews)('takes %s %s', async (tool, _label, argsOf) => {
      service.sandbox.requests.length = 0;
      const result = await client.call(tool, argsOf(open));
      expect(needlessTexts(tool)).toEqual([]);
      expect([result.isError, textOf(result)]).toEqual([
        undefined,
        expect.stringMatching(/^Preview|^Nothing to change/m),
      ]);
    });

    it('takes the writes themselves', async () => {
      const { page, comment } = open;
      const calls: [tool: string, args: Record<string, unknown>][] = [
        ['confluence_edit_page', { page_id: page, edits: [{ op: 'append', content: 'more' }] }],
        ['confluence_add_comment', { reply_to: comment, body: 'x' }],
        ['confluence_create_page', { space_key: 'eng', title: 'New', parent_id: page, labels: ['zoo'] }],
        ['confluence_create_page', { space_key: 'ENG', title: 'In a folder', parent_id: seedIds.releases }],
        ['confluence_copy_page', { page_id: seedIds.releaseOctober, title: 'Beside, in a folder' }],
        ['confluence_move_page', { page_id: page, target_parent_id: seedIds.onboarding }],
      ];
      for (const [tool, args] of calls) {
        const result = await client.call(tool, args);
        expect([tool, result.isError, textOf(result)]).toEqual([tool, undefined, expect.any(String)]);
      }
    });
  });
}
