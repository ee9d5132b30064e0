import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('pagination of v2', () => {
  const sandbox = useSandbox();
  const get = (path: string) => callAs(sandbox()).get(path);

  it('gives every item once when next is followed, which begins with /wiki', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/api/v2/pages?limit=3&status=current&status=trashed&title=';
    next = next.replace('&title=', '');
    while (next !== undefined) {
      const { body, headers } = await get(next);
      seen.push(...body.results.map((page: WireJson) => page.id as string));
      next = body._links.next as string | undefined;
      expect(headers.get('link')).toContain(next === undefined ? '; rel="base"' : `<${next}>; rel="next"`);
      if (next !== undefined)
        expect(next).toMatch(/^\/wiki\/api\/v2\/pages\?limit=3&status=current&status=trashed&cursor=/);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(seedIds.oldChecklist);
    expect(seen).toHaveLength(sandbox().world.pages().length - 1);
  });

  it('refuses a cursor that is damaged, not encoded, or from another list', async () => {
    const { body } = await get('/api/v2/pages?limit=1');
    const cursor = new URL(body._links.next as string, 'http://x').searchParams.get('cursor') ?? '';
    expect(cursor).toMatch(/[+/=]/);
    for (const path of ['/api/v2/pages?cursor=abc', `/api/v2/spaces?cursor=${encodeURIComponent(cursor)}`]) {
      expect((await get(path)).status).toBe(400);
    }
  });

  it.each(['0', '251', '-1', 'x', ''])('refuses the limit %j', async (limit) => {
    expect((await get(`/api/v2/pages?limit=${limit}`)).status).toBe(400);
  });
});
