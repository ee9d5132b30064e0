import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp } from '../open-app.js';
import { patiently } from '../../support/patiently.js';

const send = async (text: string | Buffer, headers: Record<string, string> = {}) => {
  const { app, mcp } = openApp({ settings: { maxBodyBytes: 4_000_000 } });
  const answer = await request(app)
    .post(mcpPath)
    .set({ Authorization: 'Bearer good-ann', 'Content-Type': 'application/json', ...headers })
    .serialize((body) => body as string)
    .send(text);
  return { status: answer.status, body: answer.body, calls: mcp.calls };
};

describe('the body', () => {
  it.each(['{', 'nonsense', '"text"', '7', 'null', '{"a":1}{"b":2}', "{'a':1}", '{"a":NaN}', '  '])(
    'is refused when it is no JSON object: %s',
    async (text) => {
      const { status, body, calls } = await send(text);
      expect([status, body.error, calls]).toEqual([400, 'invalid_json', []]);
    },
  );

  it('is never quoted in the refusal', async () => {
    expect(JSON.stringify((await send('{"password":"s3cret"')).body)).not.toContain('s3cret');
  });

  it.each(['[', '{"a":'])('is refused in no time when %s repeats a hundred thousand times', async (open) => {
    await patiently(async () => {
      const startedAt = performance.now();
      const { status, body, calls } = await send(`{"params":${open.repeat(100_000)}`);
      expect([status, body.error, calls]).toEqual([400, 'invalid_json', []]);
      expect(body.message).toContain('64 levels');
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    });
  });

  it('may nest 64 levels deep', async () => {
    expect((await send(`${'{"a":'.repeat(63)}{}${'}'.repeat(63)}`)).status).toBe(200);
    expect((await send(`${'{"a":'.repeat(64)}{}${'}'.repeat(64)}`)).status).toBe(400);
  });

  it.each(['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'])(
    'changes no prototype: %s',
    async (text) => {
      const { status, calls } = await send(text);
      expect(status).toBe(200);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
      expect(Object.getPrototypeOf(calls[0]?.body)).toBe(Object.prototype);
    },
  );

  it.each(['\ufeff{"id":5}', ' \r\n\t{"id":5} '])('may begin with a mark or with white space: %j', async (text) => {
    expect((await send(text)).calls[0]?.body).toEqual({ id: 5 });
  });

  it('is whole, however many pieces it comes in, and wherever those are cut', async () => {
    const title = 'Ä€😀'.repeat(100_000);
    const [call] = (await send(JSON.stringify({ title }))).calls;
    expect((call?.body as { title: string }).title === title).toBe(true);
  });

  it('may be compressed', async () => {
    const { calls } = await send(gzipSync('{"id":5}'), { 'Content-Encoding': 'gzip' });
    expect(calls[0]?.body).toEqual({ id: 5 });
  });

  it('is refused when it only says that it is compressed', async () => {
    const { status, body } = await send('{"id":5}', { 'Content-Encoding': 'gzip' });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  it('is refused in an encoding that nobody knows', async () => {
    const { status, body } = await send('{"id":5}', { 'Content-Encoding': 'rot13' });
    expect([status, body.error]).toEqual([415, 'unsupported_media_type']);
  });
});
