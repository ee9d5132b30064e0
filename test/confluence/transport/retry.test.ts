import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { answer, read, useUpstream, write } from '../upstream.js';

const upstream = useUpstream();
/** The jitter of each wait: a hundredth of the longest that it could be. */
beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0.01);
});
afterEach(() => {
  jest.restoreAllMocks();
});
const delays = () => upstream().lines.flatMap(({ delayMs }) => delayMs ?? []);

describe('retries', () => {
  it.each([429, 502, 503, 504])('repeat a read after %d', async (status) => {
    upstream().handler = (_req, res, attempt) => answer(res, attempt < 3 ? status : 200, { ok: true });
    expect(await upstream().send()).toEqual({ ok: true });
    expect(upstream().requests).toHaveLength(3);
  });

  it('repeat a POST that only reads', async () => {
    upstream().handler = (_req, res, attempt) => answer(res, attempt < 2 ? 503 : 200, { ok: true });
    expect(await upstream().send({ ...write, method: 'POST', readOnly: true })).toEqual({ ok: true });
  });

  it('repeat a read whose answer broke off', async () => {
    upstream().handler = (_req, res, attempt) => {
      if (attempt > 1) return answer(res, 200, { ok: true });
      res.writeHead(200, { 'Content-Length': '100' });
      res.write('{"ok"', () => res.destroy());
    };
    expect(await upstream().send()).toEqual({ ok: true });
  });

  it('end after four attempts', async () => {
    upstream().handler = (_req, res) => answer(res, 503, '');
    expect((await caught(upstream().send())).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream().requests).toHaveLength(4);
    expect(delays()).toEqual([4, 8, 16]);
  });

  it.each([500, 400, 404, 409])('do not follow %d', async (status) => {
    upstream().handler = (_req, res) => answer(res, status, '');
    await caught(upstream().send());
    expect(upstream().requests).toHaveLength(1);
  });

  it('never repeat a write or a probe', async () => {
    upstream().handler = (_req, res) => answer(res, 503, '');
    await caught(upstream().send(write));
    await caught(upstream().send({ once: true }));
    expect(upstream().requests).toHaveLength(2);
  });

  it('wait as long as they are told', async () => {
    upstream().handler = (_req, res, attempt) =>
      attempt === 1
        ? answer(res, 429, '', { 'X-RateLimit-Reset': new Date(Date.now() + 300).toISOString() })
        : answer(res, 200, { ok: true });
    const started = performance.now();
    await upstream().send();
    expect(performance.now() - started).toBeGreaterThan(280);
  });

  it('do not wait past the budget, but tell how long the wait would be', async () => {
    upstream().handler = (_req, res) => answer(res, 429, '', { 'Retry-After': '90' });
    const error = await caught(upstream().send());
    expect(error.code).toBe('RATE_LIMITED');
    expect(error.details).toEqual({ retry_after_seconds: 90 });
    expect(error.hint).toBe('Try again in 90 seconds.');
    expect(upstream().requests).toHaveLength(1);
  });

  it('end with their caller', async () => {
    upstream().handler = (_req, res) => answer(res, 429, '', { 'Retry-After': '3' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const call = upstream().transport().forCall({ signal: controller.signal })(read);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are seen in the log', async () => {
    upstream().handler = (_req, res, attempt) => answer(res, attempt < 2 ? 503 : 200, { ok: true });
    await upstream().send();
    expect(upstream().lines).toMatchObject([{ event: 'confluence_retry', attempt: 1, reason: 503, request_id: 'r-1' }]);
  });
});
