import { describe, expect, it } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { answer, folderWith, useApiServer } from './api-server.js';

const server = useApiServer();

const secret = 'sk-live/4Tq+9z';
const tool = { title: 'T', description: 'D', effect: 'read', method: 'GET', path: '/items' };
const serviceOf = (value: string, more: object = {}) => ({
  secret_file: `${folderWith({ 'secret.txt': value })}/secret.txt`,
  ...more,
});
const api = (more: object = {}, credentials: object = { credentials: 'service', service: serviceOf(secret) }) => ({
  ...credentials,
  tools: { list_items: { ...tool, ...more } },
});

/** Whatever a caller, a model or a log could see of a call. */
async function seenOf(definition: object, caller: object = {}): Promise<string> {
  const outcome = await server()
    .call(definition, {}, caller)
    .catch((error: { message: string; hint: string; details: object }) => ({
      message: error.message,
      hint: error.hint,
      details: error.details,
    }));
  return JSON.stringify([outcome, server().lines]);
}

const echoes: [string, (headers: IncomingHttpHeaders) => unknown][] = [
  ['its headers', (headers) => ({ headers })],
  ['a list of names', ({ authorization = '' }) => [{ [authorization]: 1 }]],
  ['a text within a text', ({ authorization }) => ({ data: JSON.stringify({ authorization }) })],
  ['an address', ({ authorization = '' }) => `https://x.example/?k=${encodeURIComponent(authorization)}`],
  ['base64', ({ authorization = '' }) => Buffer.from(`x${authorization}`).toString('base64')],
];

describe('the secret that is sent to an API', () => {
  it.each(echoes)('is in no answer that repeats it: as %s', async (_how, echo) => {
    server().handler = ({ headers }, res) => answer(res, 200, JSON.stringify(echo(headers)).replaceAll('/', '\\u002f'));
    const seen = await seenOf(api());
    expect(server().last.headers.authorization).toBe(`Bearer ${secret}`);
    expect(seen).toContain('[redacted]');
    expect(seen).toContain('The answer held the credentials of this server');
    expect(seen).not.toContain('4Tq');
  });

  it.each([200, 400, 401, 403, 500, 503])('is in nothing that comes of an answer with status %d', async (status) => {
    server().handler = ({ headers: { authorization = '' } }, res) =>
      answer(res, status, `you sent ${authorization}`, { 'Content-Type': 'text/plain', 'X-Echo': authorization });
    expect(await seenOf(api())).not.toContain('4Tq');
  });

  it('is in no cursor and no address that an answer tells', async () => {
    server().handler = ({ headers: { authorization = '' } }, res) =>
      answer(res, 200, [1], { Link: `</items?p=${encodeURIComponent(authorization)}>; rel="next"` });
    const { nextCursor = '' } = await server().call(api({ paging: { parameter: 'p', next: 'header:Link' } }));
    expect(Buffer.from(nextCursor, 'base64url').toString()).toContain('[redacted]');
    server().handler = ({ headers: { authorization = '' } }, res) =>
      void res.writeHead(204, { Location: `/x?${authorization}` }).end();
    expect(await seenOf(api())).not.toContain('4Tq');
  });

  it('may be a number, and the password in a pair', async () => {
    const credentials = { credentials: 'service', service: serviceOf('8812345678', { header: 'X-Key' }) };
    server().handler = ({ headers }, res) => answer(res, 200, `{"key":${String(headers['x-key'])},"n":12}`);
    expect((await server().call(api({}, credentials))).result).toEqual({ key: '[redacted]', n: 12 });
    const pair = serviceOf(Buffer.from('ada:pa55word').toString('base64'), { scheme: 'Basic' });
    server().handler = ({ headers: { authorization = '' } }, res) =>
      answer(res, 401, { login: Buffer.from(authorization.slice(6), 'base64').toString().split(':') });
    expect(await seenOf(api({}, { credentials: 'service', service: pair }))).not.toContain('pa55');
  });

  it("may be the caller's own token, the old one and the new one", async () => {
    let count = 0;
    const accessToken = () => Promise.resolve(`opaque-token-${String((count += 1))}`);
    const told: unknown[] = [];
    server().handler = ({ headers }, res) => {
      told.push(headers.authorization);
      answer(res, told.length === 1 ? 401 : 200, { told });
    };
    const seen = await seenOf(api({}, { credentials: 'upstream-token' }), { accessToken });
    expect(told).toEqual(['Bearer opaque-token-1', 'Bearer opaque-token-2']);
    expect(seen).toContain('Bearer [redacted]');
    expect(seen).not.toContain('opaque-token');
  });
});
