import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plantAsKnownPeople } from '../contract/data-center.js';
import type { Deployment } from '../support/deployments.js';
import { corners, furnish, type Corner } from '../support/three-spaces.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';

const { open, hidden, missing } = corners;

type Request = [method: string, paramsOf: (corner: Corner) => object];

const uri = (of: (corner: Corner) => string): Request => [
  'resources/read',
  (corner) => ({ uri: `confluence://${of(corner)}` }),
];
const prompt = (name: string, argumentsOf: (corner: Corner) => object): Request => [
  'prompts/get',
  (corner) => ({ name, arguments: argumentsOf(corner) }),
];

/** Everything beside tools that names content. */
const requests: Request[] = [
  uri(({ page }) => `page/${page}`),
  uri(
    ({ spaceKey, page }) => `page/${encodeURIComponent(`https://x.example/wiki/spaces/${spaceKey}/pages/${page}/x`)}`,
  ),
  uri(({ spaceKey }) => `space/${spaceKey}`),
  uri(({ spaceKey }) => `space/${spaceKey.toLowerCase()}`),
  prompt('summarize_page', ({ page }) => ({ page_id: page })),
  prompt('review_page', ({ child }) => ({ page_id: child })),
];

const template = (argument: string, uriTemplate: string) => ({
  argument,
  ref: { type: 'ref/resource', uri: uriTemplate },
});
const pageTemplate = template('page_id', 'confluence://page/{page_id}');
const spaceTemplate = template('space_key', 'confluence://space/{space_key}');
const parentOfDraft = { argument: 'parent_id', ref: { type: 'ref/prompt', name: 'draft_page' } };

/** Resources, prompts and completions under a space policy. */
export function describeHiddenRequests(deployment: Deployment): void {
  describe('a space outside the policy, asked for without a tool,', () => {
    let client: ToolClient;
    beforeAll(async () => {
      client = await openToolClient(deployment, { env: { CONFLUENCE_SPACES_FILTER: 'eng,HR' } });
      if (deployment === 'datacenter') plantAsKnownPeople(client.sandbox.world);
      furnish(client.sandbox.world);
    });
    afterAll(() => client.close());

    /** What a caller sees, an error's text included, with the names of the corner's things taken out. */
    async function answer([method, paramsOf]: Request, corner: Corner): Promise<string> {
      const text = await client.ask(method, paramsOf(corner)).then(
        (result) => JSON.stringify(result),
        (error: Error) => `error: ${error.message}`,
      );
      const names = Object.entries(corner).sort(([, a], [, b]) => String(b).length - String(a).length);
      const plain = text.replaceAll(corner.spaceKey.toLowerCase(), corner.spaceKey);
      return names.reduce((rest, [name, value]) => rest.replaceAll(String(value), `{${name}}`), plain);
    }

    it.each(requests)('is not there for %s %j', async (...request) => {
      const ofHidden = await answer(request, hidden);
      expect(ofHidden).toMatch(/^error: /);
      expect(ofHidden).toBe(await answer(request, missing));
    });

    it.each(requests.filter(([, paramsOf]) => !JSON.stringify(paramsOf(open)).includes('x.example')))(
      'leaves what is open to %s %j',
      async (...request) => {
        expect(await answer(request, open)).not.toMatch(/^error: /);
      },
    );

    it.each([
      [spaceTemplate, ['', 'F', 'fin', 'FIN', 'Finance']],
      [pageTemplate, ['', 'Plan', 'Plan of FIN', 'Details', hidden.page]],
      [parentOfDraft, ['', 'Plan', 'FIN']],
    ])('is proposed by no completion of %j', async ({ argument: name, ref }, typed) => {
      for (const value of typed) {
        const { completion } = (await client.ask('completion/complete', { ref, argument: { name, value } })) as {
          completion: { values: string[] };
        };
        expect(completion.values.filter((one) => Object.values(hidden).includes(one))).toEqual([]);
      }
      const { completion } = (await client.ask('completion/complete', {
        ...{ ref, argument: { name, value: name === 'space_key' ? 'EN' : 'Plan' } },
      })) as { completion: { values: string[] } };
      expect(completion.values).toContain(name === 'space_key' ? open.spaceKey : open.page);
    });

    it('is not in the list of resources', async () => {
      const { resources } = (await client.ask('resources/list', {})) as { resources: { uri: string }[] };
      const ofSpaces = resources.map(({ uri }) => uri).filter((uri) => !uri.startsWith('confluence://help/'));
      expect(ofSpaces.sort()).toEqual(['confluence://space/ENG', 'confluence://space/HR']);
    });
  });
}
