import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createKeyPair, signToken } from '../../src/auth/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { openStore } from '../../src/state/index.js';
import { createMemoryLog } from '../http/memory-log.js';
import { settingsOf } from '../support/deployments.js';
import { freePort } from '../support/free-port.js';
import { startReplicas } from '../support/replicas.js';
import { openRpc } from '../support/rpc.js';
import { audience, issuer } from '../support/service.js';
import { Figures, load } from './figures.js';

/** How many times a replica is killed. */
const kills = Number(process.env['CHAOS_KILLS'] ?? 10);
const betweenKillsMs = 2_000;

describe('two replicas, of which one is killed at random under load', () => {
  it('answer every read that met no kill, and lose and double no write', async () => {
    const sandbox = await startSandbox();
    const keys = await createKeyPair();
    const port = await freePort();
    const env = {
      ...settingsOf(sandbox, 'cloud'),
      ...{ AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: keys.publicKeyPem, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
      ...{ BASE_URL: `http://127.0.0.1:${port}`, HOST: '127.0.0.1', RATE_LIMIT_PER_MINUTE: '0' },
    };
    const replicas = await startReplicas(env, 2);
    const claims = { subject: 'alice', issuer, audience, scope: 'confluence:delete', expiresIn: '1h' };
    const token = await signToken({ privateKeyPem: keys.privateKeyPem, ...claims });
    const rpc = openRpc(`http://127.0.0.1:${port}/mcp-server/mcp/`, token);
    const reads = new Figures();
    const writes = new Figures();
    let retried = 0;
    let killed = 0;
    /** Asked again for each kill that it met, and for nothing else. */
    const read = async (): Promise<string> => {
      const killedBefore = killed;
      try {
        return await rpc.text('confluence_get_page', { space_key: 'ENG', title: 'Payments runbook' });
      } catch (error) {
        if (killed === killedBefore) throw error;
        retried += 1;
        return read();
      }
    };
    let isOver = false;
    let written = 0;
    const titles: string[] = [];
    /** What a careful client does: where the answer was lost it looks, and writes again only what is not there. */
    const write = async (): Promise<string> => {
      const title = `Chaos ${written++}`;
      titles.push(title);
      for (;;) {
        const made = await rpc
          .text('confluence_create_page', { space_key: 'ENG', title, content: 'x' })
          .catch(() => '');
        if (/created/i.test(made)) return 'ok';
        await wait(50);
        const found = await rpc.text('confluence_get_page', { space_key: 'ENG', title }).catch(() => '');
        if (found !== '' && !/^[A-Z_]{4,}:/.test(found)) return 'LOOKED: it was there';
      }
    };
    const working = Promise.all([
      load(
        6,
        () => isOver,
        () => reads.measure(read),
      ),
      load(
        3,
        () => isOver,
        () => writes.measure(write),
      ),
    ]);
    for (let kill = 0; kill < kills; kill++) {
      await wait(betweenKillsMs);
      await replicas.add();
      killed += 1;
      await replicas.all[Math.floor(Math.random() * 2)]?.kill();
    }
    isOver = true;
    await working;
    reads.print(`reads, ${kills} kills, asked again ${retried} times`);
    writes.print('writes');
    const times = titles.map((title) => sandbox.world.pages().filter((page) => page.title === title).length);
    expect(times.filter((count) => count !== 1)).toEqual([]);
    expect(reads.count('ok')).toBe(reads.calls);
    await replicas.close();
    await sandbox.close();
  });
});

describe('a damaged file of the embedded store', () => {
  it.each([
    ['cut in half', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
    ['written over', (path: string) => writeFileSync(path, 'not a database '.repeat(500))],
  ])('%s, is a fault at start that says what to do', async (_what, damage) => {
    const directory = mkdtempSync(join(tmpdir(), 'state-'));
    const log = createMemoryLog();
    const store = await openStore({ kind: 'embedded', directory }, log);
    for (let n = 0; n < 2_000; n++) await store.set(`key ${n}`, 'x'.repeat(300), 3_600_000);
    await store.close();
    damage(join(directory, 'state.mdb'));
    await expect(openStore({ kind: 'embedded', directory }, log)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('is damaged'),
      hint: expect.stringMatching(/backup|move it away/),
    });
  });
});
