import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { seedPeople } from '../../src/sandbox/index.js';
import { authorizeAtOnce, callTool, createClient, redeem, refresh, type Tokens } from '../support/oauth-client.js';
import { atlassianSurroundings } from '../support/oauth-surroundings.js';
import { start } from '../support/process.js';
import { until } from '../support/until.js';
import { Figures, load } from './figures.js';

/** Gives a process another clock: https://github.com/wolfcw/libfaketime. */
const library = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));
if (library === undefined)
  process.stderr.write('SKIPPED: no libfaketime here, so no clock of a whole process jumps.\n');

/** How long each setting of the clock lasts. */
const jumpMs = Number(process.env['CLOCK_MS'] ?? 3_000);

(library === undefined ? describe.skip : describe)('the clock of a process that jumps under load', () => {
  it('costs no call and no log-in, and a Confluence that failed meanwhile is asked again in time', async () => {
    const around = await atlassianSurroundings();
    around.sandbox.oauth.signedIn = seedPeople.amina;
    const folder = mkdtempSync(join(tmpdir(), 'clock-'));
    const clock = join(folder, 'clock');
    /** What the process takes for now, as so many seconds from what it is; performance.now goes on as it is. */
    let sets = 0;
    const set = (seconds: number): void => {
      writeFileSync(clock, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`);
      utimesSync(clock, new Date(), new Date(Date.now() + 1_000 * ++sets));
    };
    set(0);
    const fake = { FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
    const server = start(
      ['serve'],
      { ...around.env, ...fake, RATE_LIMIT_PER_MINUTE: '100000' },
      '/',
      `export LD_PRELOAD=${library};`,
    );
    await server.waitFor(/"server_started"/);
    const lastTime = (): number =>
      Date.parse(/"time":"([^"]+)"/.exec(server.out().trimEnd().split('\n').at(-1) ?? '')?.[1] ?? '');

    const client = await createClient(around);
    const answer = await authorizeAtOnce(around, client);
    let tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;
    const page = { space_key: 'ENG', title: 'Payments runbook' };
    /** As clients do: a token that has run out is renewed once, and the call made again. */
    let renewing: Promise<void> | undefined;
    const renew = async (): Promise<void> => {
      const renewal = await refresh(around, client, tokens.refresh_token);
      expect(renewal.status).toBe(200);
      tokens = (await renewal.json()) as Tokens;
    };
    const read = async (): Promise<string> => {
      const once = () => callTool(around, tokens.access_token, 'confluence_get_page', page);
      let called = await once();
      if (called.status === 401) {
        await (renewing ??= renew().finally(() => (renewing = undefined)));
        called = await once();
      }
      return called.status === 200 && called.text.includes('Acknowledge within') ? 'ok' : called.text.slice(0, 60);
    };

    const jumps = [3_600, -3_600, 86_400, -86_400, 0];
    for (const seconds of jumps) {
      set(seconds);
      await until(async () => {
        await read();
        return Math.abs(lastTime() - Date.now() - seconds * 1_000) < 60_000;
      });
      const figures = new Figures();
      const endsAt = Date.now() + jumpMs;
      await load(
        4,
        () => Date.now() > endsAt,
        () => figures.measure(read),
      );
      figures.print(`with the clock ${seconds} s from what it is`);
      expect(figures.outcomes).toEqual({ ok: figures.calls });
    }

    // Calls are paused for three seconds, however the clock moves meanwhile.
    around.sandbox.faults.add({ match: { path: /api/ }, kind: 'status', status: 500 });
    await until(async () => (await read()).includes('paused') || server.out().includes('"confluence_circuit_opened"'));
    set(-86_400);
    around.sandbox.faults.clear();
    const clearedAt = performance.now();
    await wait(100);
    await until(async () => (await read()) === 'ok');
    process.stdout.write(`asked again ${Math.round(performance.now() - clearedAt)} ms after the clock was set back\n`);
    expect(performance.now() - clearedAt).toBeLessThan(10_000);

    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    await around.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
