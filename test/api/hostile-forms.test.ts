import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiServer, load } from './api-server.js';
import { isSent, received, text } from './hostile-texts.js';
import { upTo } from '../support/thorough.js';

const server = new ApiServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

/** Every other form that a template can have: each style of a query, a form, parts of names, constants beside arguments. */
const forms = {
  tools: {
    send_all: {
      title: 'T',
      description: 'D',
      effect: 'update',
      input: {
        properties: {
          id: { type: ['string', 'integer'] },
          list: { type: 'array', items: { type: 'string' } },
          t: { type: 'string' },
          n: { type: 'number' },
          on: { type: 'boolean' },
        },
        required: ['id'],
      },
      method: 'POST',
      path: '/{id}.{id}',
      query: {
        space: { value: '{list}', style: 'space' },
        pipe: { value: '{list}', style: 'pipe' },
        'a b&c=': '{t}',
        braces: '{{{t}}}',
      },
      headers: { 'X-Mixed': 'a {t} b', 'X-Number': '{n}', 'X-On': '{on}' },
      body: { fixed: '1', 'a&b': '{t}', list: '{list}', n: '{n}', on: '{on}', mixed: '-{t}-' },
      body_encoding: 'form',
    },
  },
};

describe('hostile arguments of the other forms', () => {
  const given = fc.record(
    {
      id: fc.oneof(text, fc.integer()),
      list: fc.array(text, { maxLength: 3 }),
      t: text,
      n: fc.double({ noNaN: true, noDefaultInfinity: true }),
      on: fc.boolean(),
    },
    { requiredKeys: ['id'] },
  );

  it('arrive as the values that they are, or are refused before anything is sent', async () => {
    const { apis, faults } = await load({
      apis: { demo: { base_url: `${server.origin}/b/`, credentials: 'none', ...forms } },
    });
    expect(faults).toEqual([]);
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(given, async (arguments_) => {
        if (!(await isSent(server, () => server.callApi(apis[0], arguments_)))) return;
        sent += 1;
        const { id, list = [], t, n, on } = arguments_;
        const whole = (value: string): string => value.toWellFormed();
        const segment = whole(String(id));
        const { path, query, host } = received(server);
        expect(host).toBe(new URL(server.origin).host);
        expect(path).toEqual(['', 'b', `${segment}.${segment}`]);
        expect(query).toEqual([
          ...(list.length === 0 ? [] : [['space', list.map(whole).join(' ')]]),
          ...(list.length === 0 ? [] : [['pipe', list.map(whole).join('|')]]),
          ...(t === undefined
            ? []
            : [
                ['a b&c=', whole(t)],
                ['braces', `{${whole(t)}}`],
              ]),
        ]);
        expect([...new URLSearchParams(server.last.body)]).toEqual([
          ['fixed', '1'],
          ...(t === undefined ? [] : [['a&b', whole(t)]]),
          ...list.map((one) => ['list', whole(one)]),
          ...(n === undefined ? [] : [['n', String(n)]]),
          ...(on === undefined ? [] : [['on', String(on)]]),
          ...(t === undefined ? [] : [['mixed', `-${whole(t)}-`]]),
        ]);
        expect(server.last.headers['x-mixed']).toBe(t === undefined ? undefined : `a ${t} b`);
        expect(server.last.headers['x-number']).toBe(n === undefined ? undefined : String(n));
        const own = Object.keys(server.last.headers).filter(
          (name) => !/^(?:accept|content|host|connection|user-agent)/.test(name),
        );
        expect(own.every((name) => ['x-mixed', 'x-number', 'x-on'].includes(name))).toBe(true);
      }),
      { numRuns: upTo(300) },
    );
    expect(sent).toBeGreaterThan(upTo(40));
  }, 60_000);

  it.each([
    ['an object for a text', { t: { toString: 'x' } }],
    ['a list for a text', { t: ['x'] }],
    ['null in a list', { list: [null] }],
    ['a list in a list', { list: [['x']] }],
    ['an object in a list', { list: [{ length: 1 }] }],
    ['a function-like object for an id', { id: { toJSON: 'x' } }],
  ])('are refused where %s stands', async (_what, args_) => {
    const { apis } = await load({ apis: { demo: { base_url: server.origin, credentials: 'none', ...forms } } });
    const before = server.seen.length;
    await expect(server.callApi(apis[0], { id: 'x', ...args_ })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server.seen.length).toBe(before);
  });
});
