import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { moveClock, restoreClock } from '../../support/move-clock.js';
import { caught } from '../../contract/caught.js';
import { answer, read, useUpstream } from '../upstream.js';

const upstream = useUpstream();

afterEach(restoreClock);

describe('the circuit breaker', () => {
  const breaker = { failures: 3, probeAfterMs: 100 };

  it('stops calling a Confluence that keeps failing, and tries again after a while', async () => {
    upstream().handler = (_req, res) => answer(res, 500, '');
    const send = upstream().transport({ breaker }).forCall({});
    for (let call = 0; call < 3; call += 1) await caught(send(read));
    const refused = await caught(send(read));
    expect(refused.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(refused.hint).toBe('Nothing was sent. Try again in 1 second.');
    expect(refused.details).toEqual({ retry_after_seconds: 1 });
    expect(upstream().requests).toHaveLength(3);

    upstream().handler = (_req, res) => answer(res, 200, { ok: true });
    await sleep(120);
    expect(await send(read)).toEqual({ ok: true });
    const events = upstream().lines.map(({ event }) => event);
    expect(events).toContain('confluence_circuit_opened');
    expect(events).toContain('confluence_circuit_closed');
  });

  it.each([-86_400_000, 86_400_000])('pauses for as long though the clock was set by %d ms meanwhile', async (jump) => {
    upstream().handler = (_req, res) => answer(res, 500, '');
    const send = upstream().transport({ breaker }).forCall({});
    for (let call = 0; call < 3; call += 1) await caught(send(read));
    upstream().handler = (_req, res) => answer(res, 200, { ok: true });
    moveClock(jump);
    expect((await caught(send(read))).message).toContain('paused');
    await sleep(120);
    expect(await send(read)).toEqual({ ok: true });
  });

  it('opens on silence as well', async () => {
    upstream().handler = () => undefined;
    const send = upstream().transport({ breaker, timeoutMs: 50 }).forCall({});
    for (let call = 0; call < 3; call += 1) expect((await caught(send(read))).code).toBe('UPSTREAM_TIMEOUT');
    await sleep(10);
    expect((await caught(send(read))).message).toContain('paused');
  });

  it('is not opened by refusals, rate limits or callers who go away', async () => {
    const transport = upstream().transport({ breaker });
    for (const status of [400, 404, 401, 429]) {
      upstream().handler = (_req, res) => answer(res, status, '', { 'Retry-After': '90' });
      await caught(transport.forCall({})(read));
    }
    upstream().handler = () => undefined;
    for (let call = 0; call < 4; call += 1) {
      await expect(transport.forCall({ signal: AbortSignal.timeout(20) })(read)).rejects.toThrow('timeout');
    }
    upstream().handler = (_req, res) => answer(res, 200, { ok: true });
    expect(await transport.forCall({})(read)).toEqual({ ok: true });
  });
});
