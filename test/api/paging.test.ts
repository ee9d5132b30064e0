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
    ['what says that there is no more', 'next', { next: false }, {}, undefined],
    ['links of which none leads on', "links[?rel == 'next'].href", { links: [{ rel: 'prev' }] }, {}, undefined],
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
    ['no list to count', { count: 'pages', items: 'rows' }, { items: [1] }, /what is counted is no list/],
    [
      'only that there is more',
      { next: 'next' },
      { items: [1], next: true },
      /followed: .* neither a text nor a number/,
    ],
    ['a list of tokens', { next: 'next' }, { items: [1], next: ['a'] }, /followed: .* neither a text nor a number/],
    [
      'an object around the address',
      { next: 'next' },
      { items: [1], next: { href: 'https://x/?p=5' } },
      /followed: .* neither a text nor a number/,
    ],
  ])('warns of a list that may end too early: %s', async (_what, paging, body, warning) => {
    server().handler = (_seen, res) => answer(res, 200, body);
    const { result, warnings } = await server().call(
      reading({ select: 'items', paging: { parameter: 'p', ...paging } }),
    );
    expect(result).toEqual([1]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it.each([1, 2, 3, 7, 15, 40, 200])('ends with a warning where tokens go around in a circle of %d', async (circle) => {
    server().handler = ({ url }, res) => {
      const sent = Number(parameter(url, 'p') ?? '-1');
      answer(res, 200, { items: [sent], next: sent + 1 < circle + 3 ? sent + 1 : 3 });
    };
    const client = await server().client(reading({ select: 'items', paging: { parameter: 'p', next: 'next' } }));
    const warnings: string[] = [];
    const seen: unknown[] = [];
    for (let cursor: string | undefined = undefined; seen.length < 1_000;) {
      const part: Awaited<ReturnType<typeof callFirst>> = await callFirst(
        client,
        cursor === undefined ? {} : { cursor },
      );
      seen.push(...(part.result as unknown[]));
      warnings.push(...part.warnings);
      if (part.nextCursor === undefined) break;
      cursor = part.nextCursor;
      expect(cursor.length).toBeLessThan(150);
    }
    expect(warnings).toEqual([expect.stringMatching(/may be more.*told the value again/)]);
    expect(new Set(seen).size).toBe(circle + 4);
    // Short lists are told of at once, long ones before they have come around once more.
    expect(seen.length).toBeLessThanOrEqual(circle + 4 < 15 ? circle + 4 : 2 * circle + 40);
  });

  it('refuses a cursor with other arguments than those of the list that it goes on with', async () => {
    server().handler = (_seen, res) => answer(res, 200, [1, 2]);
    const input = { properties: { state: { type: 'string' }, size: { type: 'integer', default: 2 } } };
    const api = reading({ input, paging: { parameter: 'page', count: 'pages' } });
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
    const api = reading({ max_chars: 1_000, paging: { parameter: 'page', count: 'pages' } });
    const error = (await server()
      .call(api)
      .catch((reason: unknown) => reason)) as { hint: string };
    const [, cursor] = /the cursor (\S+) goes on after it/.exec(error.hint) ?? [];
    expect((await server().call(api, { cursor })).result).toEqual(['short']);
  });

  const numbers = Array.from({ length: 120 }, (_, index) => index);
  /** An API that gives at most `cap` items at once, however many it is asked for. */
  const capped = (unit: 'pages' | 'items', cap: number, more: { total?: unknown; headers?: object } = {}): void => {
    server().handler = ({ url }, res) => {
      const at = Number(parameter(url, 'at') ?? (unit === 'pages' ? '1' : '0'));
      const from = unit === 'pages' ? (at - 1) * cap : at;
      answer(res, 200, { items: numbers.slice(from, from + cap), total: more.total }, { ...more.headers });
    };
  };
  const counting = (unit: string, more: object = {}): object =>
    reading({ query: { limit: 100 }, select: 'items', paging: { parameter: 'at', count: unit, ...more } });

  it.each([
    ['pages', 50, {}, {}, 4],
    ['pages', 40, {}, {}, 4],
    ['items', 50, {}, {}, 4],
    ['pages', 50, { total: 'total' }, { total: 120 }, 3],
    ['pages', 40, { total: 'total' }, { total: 120 }, 3],
    ['items', 40, { total: 'total' }, { total: '120' }, 3],
    ['pages', 40, { total: 'header:X-Total-Count' }, { headers: { 'X-Total-Count': '120' } }, 3],
    ['pages', 40, { total: 'total' }, { total: -1 }, 4],
  ] as const)(
    'counts %s of %d items, fewer than asked for, to the end: %j of %j',
    async (unit, cap, paging, told, calls) => {
      capped(unit, cap, told);
      expect(await walk(counting(unit, paging))).toEqual(numbers);
      expect(server().seen).toHaveLength(calls);
    },
  );

  it('says so when a list ends before the total that the API tells', async () => {
    capped('items', 60, { total: 130 });
    const api = counting('items', { total: 'total' });
    let last = await server().call(api);
    while (last.nextCursor !== undefined) last = await server().call(api, { cursor: last.nextCursor });
    expect(last).toMatchObject({ result: [], warnings: [expect.stringMatching(/130 items, and has given 120/)] });
  });

  it.each([
    ['a token that stays the same', { next: 'next' }, { items: [1], next: 'same' }, /the value again/],
    ['a number that stays 0', { next: 'next' }, { items: [1], next: 0 }, /the value again/],
    ['a page number that turns nothing', { count: 'pages' }, { items: [1] }, /the part before once again/],
    ['an offset that turns nothing', { count: 'items' }, { items: [1, 2] }, /the part before once again/],
  ])('ends a list that would go on without end: %s', async (_what, paging, body, warning) => {
    server().handler = (_seen, res) => answer(res, 200, body);
    const api = reading({ select: 'items', paging: { parameter: 'p', ...paging } });
    const first = await server().call(api);
    const second = await server().call(api, { cursor: first.nextCursor });
    expect([first.warnings, second.nextCursor]).toEqual([[], undefined]);
    expect(second.warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('hands out what is too long in several parts, and loses nothing', async () => {
    const long = Array.from({ length: 50 }, (_, index) => ({ id: index, text: 'x'.repeat(100) }));
    server().handler = ({ url }, res) =>
      answer(res, 200, [long, [{ id: 50 }]][Number(parameter(url, 'page') ?? '1') - 1] ?? []);
    const api = reading({ max_chars: 1_000, paging: { parameter: 'page', count: 'pages' } });
    expect(await walk(api)).toEqual([...long, { id: 50 }]);
    await expect(server().call(reading({ max_chars: 1_000 }))).rejects.toThrow(/longer than 1000 characters/);
  });

  it.each(['%%%', 'x', Buffer.from('-1:2').toString('base64url')])('refuses the cursor %j', async (cursor) => {
    const api = reading({ paging: { parameter: 'page', count: 'pages' } });
    await expect(server().call(api, { cursor })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server().seen).toHaveLength(0);
  });
});
