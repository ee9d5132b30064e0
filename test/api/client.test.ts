import { describe, expect, it } from '@jest/globals';
import { answer, callFirst, useApiServer } from './api-server.js';
import { patiently } from '../support/patiently.js';

const server = useApiServer();

const read = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/items' } as const;
const create = {
  ...read,
  effect: 'create',
  method: 'POST',
  input: { properties: { title: { type: 'string' } } },
} as const;
const reading = (more: object = {}, api: object = {}) => ({ ...api, tools: { list_items: { ...read, ...more } } });
const creating = (more: object = {}, api: object = {}) => ({ ...api, tools: { create_item: { ...create, ...more } } });

describe('a call', () => {
  it('answers with the part that the definition selects', async () => {
    server().handler = (_seen, res) => answer(res, 200, { data: { items: [{ id: 1, secret: 'x' }] } });
    const selected = await server().call(reading({ select: 'data.items[].{id: id}' }));
    expect(selected).toEqual({ status: 200, result: [{ id: 1 }], warnings: [] });
    expect((await server().call(reading({ select: '/data/items/0/id' }))).result).toBe(1);
  });

  it('sends what nothing else mentions: in the query of a read, in the JSON body of a write', async () => {
    const input = { properties: { state: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } } };
    await server().call(reading({ input }), { state: 'a&b', tags: ['x', 'y'] });
    expect(server().last).toMatchObject({ method: 'GET', url: '/items?state=a%26b&tags=x&tags=y', body: '' });
    await server().call(creating(), { title: 'Hi' });
    expect(server().last).toMatchObject({ method: 'POST', url: '/items', body: '{"title":"Hi"}' });
    expect(server().last.headers['content-type']).toBe('application/json');
  });

  it('sends a form where the definition says so', async () => {
    await server().call(creating({ body_encoding: 'form' }), { title: 'a b&c' });
    expect(server().last.body).toBe('title=a+b%26c');
    expect(server().last.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('tells of a write that answers without content', async () => {
    server().handler = (_seen, res) => void res.writeHead(204).end();
    expect(await server().call(creating(), { title: 'x' })).toEqual({
      status: 204,
      result: null,
      warnings: [],
    });
  });

  it('tells where the thing is that a write made, when the answer says nothing else', async () => {
    server().handler = (_seen, res) => void res.writeHead(201, { Location: '/items/7' }).end();
    expect((await server().call(creating(), { title: 'x' })).result).toEqual({ location: '/items/7' });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('names no type of a body that %s has not', async (method) => {
    await server().call({ tools: { change_item: { ...read, effect: 'delete', method } } });
    expect(server().last).toMatchObject({ method, body: '' });
    expect(server().last.headers).not.toHaveProperty('content-type');
  });

  it('tells all of a write whose answer has not the expected form', async () => {
    server().handler = (_seen, res) => answer(res, 201, { created: 7 });
    const { result, warnings } = await server().call(creating({ select: 'ticket' }), { title: 'x' });
    expect(result).toEqual({ created: 7 });
    expect(warnings).toHaveLength(1);
  });
});

describe('limits', () => {
  it('end a call that takes too long, and say that a write may have happened', async () => {
    server().handler = () => undefined;
    const call = server().call(creating({ timeout_ms: 200 }));
    await expect(call).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      hint: expect.stringMatching(/may have happened/),
    });
  });

  it('end an answer that is too large, compressed or not', async () => {
    const { gzipSync } = await import('node:zlib');
    const zeros = JSON.stringify('0'.repeat(2_000_000));
    server().handler = (_seen, res, count) =>
      count % 2 === 1
        ? answer(res, 200, zeros)
        : void res
            .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
            .end(gzipSync(zeros));
    for (const _time of [1, 2]) {
      await expect(server().call(reading())).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(/larger than 1048576 bytes/),
        hint: expect.not.stringMatching(/try again/i),
      });
    }
    await expect(server().call(creating())).rejects.toMatchObject({ hint: expect.stringMatching(/may have happened/) });
  });

  it('end a call whose caller has gone, without an error of its own', async () => {
    const controller = new AbortController();
    server().handler = () => controller.abort(new Error('gone'));
    await expect(server().call(reading(), {}, { signal: controller.signal })).rejects.toThrow('gone');
  });

  it('count no time that a call waits for its place against the API, and send nothing too late', async () => {
    await patiently(async (patience) => {
      server().seen.length = 0;
      server().handler = (_seen, res) => void setTimeout(() => answer(res, 201, { ok: true }), 250 * patience);
      const client = await server().client(creating({ timeout_ms: 400 * patience }, { max_concurrency: 1 }));
      const calls = await Promise.allSettled(Array.from({ length: 14 }, () => callFirst(client)));
      const failures = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as unknown] : []));
      const nothingSent = { code: 'UPSTREAM_UNAVAILABLE', hint: expect.stringContaining('Nothing was sent') };
      expect(failures).toEqual(failures.map(() => expect.objectContaining(nothingSent)));
      expect(failures.length).toBeGreaterThan(10);
      expect(server().seen).toHaveLength(calls.length - failures.length);
      expect((await callFirst(client)).status).toBe(201);
    });
  });

  it('tell a port without TLS from a certificate that is not trusted', async () => {
    const call = server().call(reading({}, { base_url: server().origin.replace('http:', 'https:') }));
    await expect(call).rejects.toMatchObject({ message: 'The API demo does not answer in TLS.' });
  });

  it('pause calls to an API that keeps failing, reads and hangs alike, and no other', async () => {
    await patiently(async (patience) => {
      server().seen.length = 0;
      server().lines.length = 0;
      const client = await server().client(creating({ timeout_ms: 300 * patience }));
      server().handler = (_seen, res, count) => (count % 2 === 0 ? answer(res, 500, {}) : undefined);
      for (let call = 0; call < 10; call += 1) await expect(callFirst(client)).rejects.toBeDefined();
      await expect(callFirst(client)).rejects.toMatchObject({
        message: expect.stringContaining('calls to it are paused'),
        hint: expect.stringMatching(/^Nothing was sent\. Try again in (?:1 second|[2-5] seconds)\.$/),
      });
      expect(server().seen).toHaveLength(10);
    });
    expect(server().lines.filter(({ event }) => event === 'api_circuit_opened')).toHaveLength(1);
    server().handler = (_seen, res) => answer(res, 200, {});
    expect((await server().call(creating())).status).toBe(200);
  });
});

describe('redirects', () => {
  it('are followed by a read within the origin, with the credentials', async () => {
    server().handler = (seen, res) =>
      seen.url === '/items' ? void res.writeHead(302, { Location: '/moved?x=1' }).end() : answer(res, 200, [1]);
    const call = await server().call(reading({}, { credentials: 'identity-headers' }));
    expect(call.result).toEqual([1]);
    expect(server().last).toMatchObject({ url: '/moved?x=1', headers: { 'x-user-id': 'ada' } });
  });

  it.each([
    'http://localhost:1/',
    '//evil.example/x',
    'https://evil.example',
    'file:///etc/passwd',
    'http://a@127.0.0.1/',
  ])('to %s are not followed', async (location) => {
    server().handler = (_seen, res) => void res.writeHead(302, { Location: location }).end();
    await expect(server().call(reading())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      details: { status: 302 },
    });
    expect(server().seen).toHaveLength(1);
  });

  it('of a write are not followed, and end after five of a read', async () => {
    server().handler = (_seen, res) => void res.writeHead(307, { Location: '/items' }).end();
    await expect(server().call(creating())).rejects.toMatchObject({
      details: { status: 307 },
      hint: expect.stringMatching(/^The write may have happened/),
    });
    expect(server().seen).toHaveLength(1);
    await expect(server().call(reading())).rejects.toMatchObject({ details: { status: 307 } });
    expect(server().seen).toHaveLength(7);
  });
});

describe('credentials', () => {
  it('name the verified caller, in a form that a header can carry', async () => {
    const identity = { userId: 'jürgen\r\nx', organizationId: null };
    await server().call(reading({}, { credentials: 'identity-headers' }), {}, { identity });
    expect(server().last.headers).toMatchObject({ 'x-user-id': 'j%C3%BCrgen%0D%0Ax' });
    expect(server().last.headers).not.toHaveProperty('x-organization-id');
  });

  it.each(['identity-headers', 'upstream-token'])('of the rule %s need a known caller', async (credentials) => {
    const call = server().call(reading({}, { credentials }), {}, { identity: undefined });
    await expect(call).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/No caller is known/),
    });
    expect(server().seen).toHaveLength(0);
  });

  it("carry the caller's own token, and a newer one after a 401", async () => {
    const asked: (string | undefined)[] = [];
    const accessToken = (rejected?: string) => Promise.resolve(asked.push(rejected) === 1 ? 'old' : 'new');
    server().handler = ({ headers }, res) => answer(res, headers.authorization === 'Bearer new' ? 200 : 401, {});
    const call = await server().call(creating({}, { credentials: 'upstream-token' }), {}, { accessToken });
    expect(call.status).toBe(200);
    expect(asked).toEqual([undefined, 'old']);
    expect(server().seen).toHaveLength(2);
  });

  it('are sent under no other header than theirs', async () => {
    await server().call(reading());
    expect(Object.keys(server().last.headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });
});

describe('the writes of a call', () => {
  it.each([
    ['done', 201, 1],
    ['failed in the middle', 500, 1],
    ['timed out', 408, 1],
    ['refused', 409, 0],
    ['refused for now', 429, 0],
  ])('hold one that may have happened: %s', async (_how, status, held) => {
    const writes = new Set<object>();
    server().handler = (_seen, res) => answer(res, status, { id: 7 });
    await server()
      .call(creating(), { title: 'Hi' }, { writes })
      .catch(() => undefined);
    expect(writes.size).toBe(held);
  });

  it('hold none that could not be sent', async () => {
    const writes = new Set<object>();
    const client = await server().client(creating());
    server().stop();
    await expect(callFirst(client, { title: 'Hi' }, { writes })).rejects.toThrow('could not be reached');
    expect(writes.size).toBe(0);
  });
});
