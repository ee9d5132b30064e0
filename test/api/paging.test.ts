import { describe, expect, it } from '@jest/globals';
import { answer, callFirst, useApiServer } from './api-server.js';

const server = useApiServer();

const read = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/items' } as const;
const reading = (more: object = {}, api: object = {}) => ({ ...api, tools: { list_items: { ...read, ...more } } });

describe('paging', () => {
  const pages = [[1, 2], [3, 4], [5]];
  const walk = async (api: object, args: Record<string, unknown> = {}): Promise<unknown[]> => {
    const client = await server().client(api);
    const items: unknown[] = [];
    for (let cursor: string | undefined, calls = 0; calls < 20; calls += 1) {
      const { result, nextCursor } = await callFirst(client, { ...args, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...(result as unknown[]));
      if (nextCursor === undefined) return items;
      cursor = nextCursor;
    }
    throw new Error('no end');
  };
  const parameter = (url: string, name: string): string | null => new URL(url, 'http://x').searchParams.get(name);

  it('follows a token in the answer', async () => {
    server().handler = ({ url }, res) => {
      const at = Number(parameter(url, 'after') ?? '0');
      answer(res, 200, { items: pages[at], meta: { next: at < 2 ? at + 1 : null } });
    };
    const api = reading({ select: 'items', paging: { parameter: 'after', next: 'meta.next' } });
    expect(await walk(api)).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes the one parameter out of a next link, wherever it leads', async () => {
    server().handler = ({ url }, res) => {
      const at = Number(parameter(url, 'p') ?? '0');
      const link = at < 2 ? { Link: `<https://evil.example/x?p=${String(at + 1)}&admin=1>; rel="next"` } : {};
      answer(res, 200, pages[at], link);
    };
    expect(await walk(reading({ paging: { parameter: 'p', next: 'header:Link' } }))).toEqual([1, 2, 3, 4, 5]);
    expect(server().seen.map(({ url }) => url)).toEqual(['/items', '/items?p=1', '/items?p=2']);
  });

  it.each([
    [
      'a link with a comma in its title',
      'header:Link',
      {},
      { Link: '<https://x/?p=1>; title="a, b"; rel=prev, </?p=2>; title="c, d"; rel="last next"' },
      '2',
    ],
    ['a header of its own', 'header:X-Next-Page', {}, { 'X-Next-Page': '2' }, '2'],
    ['that header without a value', 'header:X-Next-Page', {}, { 'X-Next-Page': '' }, undefined],
    ['a token that begins with a slash', 'next', { next: '/w9AB==' }, {}, '/w9AB=='],
    ['a token with a question mark', 'next', { next: 'a?b' }, {}, 'a?b'],
    ['an address without a slash in front', 'next', { next: 'items?p=a%2Fb&x=1' }, {}, 'a/b'],
    ['a query', 'next', { next: '?p=2' }, {}, '2'],
  ])('reads on from %s', async (_what, next, body, headers, expected) => {
    server().handler = (_seen, res) => answer(res, 200, { items: [1], ...body }, headers);
    const api = reading({ select: 'items', paging: { parameter: 'p', next } });
    const { nextCursor: cursor, warnings } = await server().call(api);
    expect(warnings).toEqual([]);
    expect(cursor === undefined).toBe(expected === undefined);
    if (cursor === undefined) return;
    await server().call(api, { cursor });
    expect(parameter(server().last.url, 'p')).toBe(expected);
  });

  it.each([
    [
      'an address without the parameter',
      { next: 'next' },
      { items: [1], next: 'https://x.example/items?offset=2' },
      /its address has no p: the operator/,
    ],
    [
      'an expression that cannot be evaluated',
      { next: 'length(nothing)' },
      { items: [1] },
      /check `paging.next`: .*length/,
    ],
    ['no list to count', { count: 'pages', size: 1, items: 'rows' }, { items: [1] }, /what is counted is no list/],
  ])('warns of a list that may end too early: %s', async (_what, paging, body, warning) => {
    server().handler = (_seen, res) => answer(res, 200, body);
    const { result, warnings } = await server().call(
      reading({ select: 'items', paging: { parameter: 'p', ...paging } }),
    );
    expect(result).toEqual([1]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('refuses a cursor with other arguments than those of the list that it goes on with', async () => {
    server().handler = (_seen, res) => answer(res, 200, [1, 2]);
    const input = { properties: { state: { type: 'string' }, size: { type: 'integer', default: 2 } } };
    const api = reading({ input, paging: { parameter: 'page', count: 'pages', size: '{size}' } });
    const { nextCursor: cursor } = await server().call(api, { state: 'open', size: 2 });
    expect((await server().call(api, { size: 2, state: 'open', cursor })).result).toEqual([1, 2]);
    for (const args of [{ size: 2 }, { state: 'open', size: 3 }, { state: 'done', size: 2 }])
      await expect(server().call(api, { ...args, cursor })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(/other arguments/) as unknown,
      });
    expect(server().seen).toHaveLength(2);
  });

  it('gets past an item that is too long by itself', async () => {
    server().handler = (_seen, res) => answer(res, 200, ['x'.repeat(2_000), 'short']);
    const api = reading({ max_chars: 1_000, paging: { parameter: 'page', count: 'pages', size: 5 } });
    const error = (await server()
      .call(api)
      .catch((reason: unknown) => reason)) as { hint: string };
    const [, cursor] = /the cursor (\S+) goes on after it/.exec(error.hint) ?? [];
    expect((await server().call(api, { cursor })).result).toEqual(['short']);
  });

  it('counts pages, or items, up to one that is not full', async () => {
    server().handler = ({ url }, res) => answer(res, 200, pages[Number(parameter(url, 'page') ?? '1') - 1]);
    expect(await walk(reading({ paging: { parameter: 'page', count: 'pages', size: 2 } }))).toEqual([1, 2, 3, 4, 5]);
    server().handler = ({ url }, res) =>
      answer(
        res,
        200,
        pages
          .flat()
          .slice(Number(parameter(url, 'skip') ?? '0'))
          .slice(0, 2),
      );
    const input = { properties: { limit: { type: 'integer', default: 2 } } };
    const api = reading({ input, paging: { parameter: 'skip', count: 'items', size: '{limit}' } });
    expect(await walk(api, { limit: 2 })).toEqual([1, 2, 3, 4, 5]);
  });

  it('hands out what is too long in several parts, and loses nothing', async () => {
    const long = Array.from({ length: 50 }, (_, index) => ({ id: index, text: 'x'.repeat(100) }));
    server().handler = ({ url }, res) => answer(res, 200, parameter(url, 'page') === '2' ? [{ id: 50 }] : long);
    const api = reading({ max_chars: 1_000, paging: { parameter: 'page', count: 'pages', size: 50 } });
    expect(await walk(api)).toEqual([...long, { id: 50 }]);
    await expect(server().call(reading({ max_chars: 1_000 }))).rejects.toThrow(/longer than 1000 characters/);
  });

  it.each(['%%%', 'x', Buffer.from('-1:2').toString('base64url')])('refuses the cursor %j', async (cursor) => {
    const api = reading({ paging: { parameter: 'page', count: 'pages', size: 2 } });
    await expect(server().call(api, { cursor })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server().seen).toHaveLength(0);
  });
});
