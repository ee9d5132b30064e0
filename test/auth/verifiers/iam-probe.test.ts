import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIamProbe } from '../../../src/auth/index.js';
import type { IamProbe, IamProbeOptions } from '../../../src/auth/index.js';
import { until } from '../../support/until.js';
import { recordingLogger } from '../../mcp/fixtures/callers.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A front end that answers with a status, or lets the question through to the probe itself. */
async function bench(answer: number | 'through' | 'silence', options: Partial<IamProbeOptions> = {}) {
  const requests: IncomingMessage[] = [];
  const log = recordingLogger();
  let status = answer;
  const server = createServer((req, res) => {
    requests.push(req);
    if (status === 'silence') return;
    if (status === 'through') probe.saw(new URL(req.url ?? '', 'http://x').searchParams.get('probe') ?? '');
    res.writeHead(status === 'through' ? 403 : status, { location: '/login' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const probe: IamProbe = createIamProbe({ baseUrl, confirmed: false, log, ...options });
  return { probe, requests, log, become: (next: typeof answer) => void (status = next) };
}

const refusal = (probe: IamProbe) =>
  probe.requireOn().then(
    () => 'on',
    (error: { status: number; reason: string }) => `${error.status} ${error.reason}`,
  );

describe('the question whether IAM is on', () => {
  it.each([401, 403])('is answered with yes by a front end that refuses it with %d', async (status) => {
    const { probe, requests, log } = await bench(status);
    expect(await refusal(probe)).toBe('on');
    expect(requests[0]?.url).toMatch(/^\/health\?probe=[\w-]{22}$/);
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(log.lines.map(({ level }) => level)).toEqual(['info']);
  });

  it('is answered with no when it comes to ourselves, which is said as loud as can be, once', async () => {
    const { probe, log } = await bench('through', { confirmed: true, intervalMs: 0 });
    expect(await refusal(probe)).toBe('503 iam_is_off');
    expect(await refusal(probe)).toBe('503 iam_is_off');
    expect(log.lines).toMatchObject([{ level: 'fatal', fields: { event: 'cloud_run_iam', iam: 'off' } }]);
  });

  it('is answered with no when another replica lets it in', async () => {
    const { probe } = await bench(200, { confirmed: true });
    expect(await refusal(probe)).toBe('503 iam_is_off');
  });

  it.each([302, 404, 500, 'silence'] as const)('is open after %s, and then the operator decides', async (status) => {
    const doubtful = await bench(status, { timeoutMs: 50 });
    expect(await refusal(doubtful.probe)).toBe('503 iam_is_unknown');
    expect(doubtful.log.lines.map(({ level }) => level)).toEqual(['error']);
    const confirmed = await bench(status, { timeoutMs: 50, confirmed: true });
    expect(await refusal(confirmed.probe)).toBe('on');
    expect(confirmed.log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('is open when nobody is there to be asked', async () => {
    const { probe } = await bench(401, { baseUrl: 'http://127.0.0.1:1' });
    expect(await refusal(probe)).toBe('503 iam_is_unknown');
  });

  it('is asked once for all requests of a minute, the start included', async () => {
    const { probe, requests } = await bench(401);
    await probe.check();
    await Promise.all(Array.from({ length: 20 }, () => probe.requireOn()));
    expect(requests).toHaveLength(1);
  });

  it('is asked again later, so that both turning IAM off and on is noticed', async () => {
    const { probe, become } = await bench(401, { intervalMs: 0 });
    expect(await refusal(probe)).toBe('on');
    become('through');
    expect(await refusal(probe)).toBe('503 iam_is_off');
    become(403);
    expect(await refusal(probe)).toBe('on');
  });

  // What could not be found out was kept, so that a service whose address came late refused everybody meanwhile.
  it('is asked again with the next request when it could not be answered, once for all that wait', async () => {
    const { probe, requests, become } = await bench(500);
    const together = await Promise.all([refusal(probe), refusal(probe), refusal(probe)]);
    expect(together).toEqual(Array(3).fill('503 iam_is_unknown'));
    const before = requests.length;
    become(403);
    expect(await Promise.all([refusal(probe), refusal(probe)])).toEqual(['on', 'on']);
    expect(requests).toHaveLength(before + 1);
  });

  // A start without CPU time loses its answer; the request that comes meanwhile was refused for it.
  it('that the start could not get answered is asked again for the request that waited, without an error', async () => {
    const { probe, requests, become, log } = await bench('silence', { timeoutMs: 200 });
    const started = probe.check();
    const waiting = refusal(probe);
    await until(() => requests.length === 1);
    become(403);
    await started;
    expect(await waiting).toBe('on');
    expect(requests).toHaveLength(2);
    expect(log.lines.map(({ level }) => level)).toEqual(['info']);
  });

  it('is not answered by a nonce that somebody made up', async () => {
    const { probe } = await bench(401);
    const asked = refusal(probe);
    probe.saw('made-up');
    expect(await asked).toBe('on');
  });
});
