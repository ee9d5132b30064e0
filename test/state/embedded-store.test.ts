import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedStore } from '../../src/state/embedded-store.js';
import { transpileState } from './transpile-state.js';

const longMs = 60_000;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the embedded store', () => {
  it('remembers over a restart', async () => {
    const before = openEmbeddedStore(directory);
    await before.set('a', 'kept', longMs);
    await before.close();
    const after = openEmbeddedStore(directory);
    expect(await after.get('a')).toBe('kept');
    await after.close();
  });

  it('makes its directory and files for its own user only', async () => {
    const made = join(directory, 'deep', 'er');
    writeFileSync(join(directory, 'state.mdb'), '', { mode: 0o644 });
    for (const place of [made, directory]) {
      const store = openEmbeddedStore(place);
      await store.set('a', 'b', longMs);
      for (const file of ['state.mdb', 'state.mdb-lock']) expect(modeOf(join(place, file))).toBe(0o600);
      await store.close();
    }
    expect(modeOf(made)).toBe(0o700);
  });

  it.each([
    ['a directory below a file', () => writeFileSync(join(directory, 'file'), ''), 'file/below'],
    ['a file that is something else', () => writeFileSync(join(directory, 'state.mdb'), 'text '.repeat(4_000)), ''],
    ['a file too short to be one', () => writeFileSync(join(directory, 'state.mdb'), 'text'), ''],
    ['a directory in place of the file', () => mkdirSync(join(directory, 'state.mdb')), ''],
  ])('refuses %s, and names the setting', (_what, prepare, place) => {
    prepare();
    expect(() => openEmbeddedStore(join(directory, place))).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(directory),
        hint: expect.stringContaining('MCP_CLIENT_STORAGE_DIR'),
      }),
    );
  });

  // Node's own recursion for folders never ended there, and a server that ran as root stood still at its start.
  it('refuses a place where a file system takes no folder', () => {
    expect(() => openEmbeddedStore('/proc/x/y')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('removes what has expired while it writes', async () => {
    const store = openEmbeddedStore(directory);
    for (let n = 0; n < 30; n++) await store.set(`short ${n}`, 'x'.repeat(100_000), 1);
    const size = statSync(join(directory, 'state.mdb')).size;
    await sleep(5);
    for (let n = 0; n < 120; n++) await store.set(`short ${n}`, 'x'.repeat(100_000), 1);
    expect(statSync(join(directory, 'state.mdb')).size).toBeLessThan(size * 3);
    await store.close();
  });
});

describe('the embedded store of several processes', () => {
  let transpiled: ReturnType<typeof transpileState>;
  beforeAll(() => {
    transpiled = transpileState();
  });
  afterAll(() => rmSync(transpiled.folder, { recursive: true, force: true }));

  function run(script: string, mostKilobytes?: number) {
    const code = `import { openEmbeddedStore } from '${transpiled.url.href}embedded-store.js';
      const store = openEmbeddedStore(${JSON.stringify(directory)}); ${script}`;
    const limit = mostKilobytes === undefined ? '' : `ulimit -f ${mostKilobytes}; `;
    const args = ['-c', `${limit}exec "$0" "$@"`, process.execPath, '--input-type=module', '-e', code];
    const child = spawn('bash', args, { stdio: ['pipe', 'pipe', limit === '' ? 'inherit' : 'ignore'] });
    const said = { text: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.text += chunk.toString('utf8')));
    return { child, said, closed: once(child, 'close') as Promise<[number | null]> };
  }

  it('has every acknowledged record after its process was killed in mid-write', async () => {
    const { child, said, closed } = run(`
      for (let n = 0; ; n++) { await store.set('key ' + n, 'value ' + n, ${longMs}); process.stdout.write(n + '\\n'); }`);
    while (said.text.length < 200) await sleep(5);
    child.kill('SIGKILL');
    await closed;
    const acknowledged = said.text.split('\n').slice(0, -1).map(Number);
    const store = openEmbeddedStore(directory);
    expect(acknowledged.length).toBeGreaterThan(20);
    for (const n of acknowledged) expect(await store.get(`key ${n}`)).toBe(`value ${n}`);
    await store.set('after', 'works', longMs);
    expect(await store.get('after')).toBe('works');
    await store.close();
  });

  // The same error as of a disk that is full, and no right is needed to make one.
  it('that may not grow says why a write failed, keeps what it had, and goes on where there is room', async () => {
    const { said, closed } = run(
      `
      const failures = [];
      let n = 0;
      while (failures.length === 0) await store.set('key ' + n++, 'x'.repeat(2_000), ${longMs}).catch((e) => failures.push(e));
      for (let more = 0; more < 5; more++) await store.set('more ' + more, 'x'.repeat(2_000), ${longMs}).catch((e) => failures.push(e));
      const kept = (await store.get('key ' + (n - 2))).length;
      for (let old = 0; old < 50; old++) await store.delete('key ' + old).catch(() => undefined);
      await store.set('later', 'there was room again', ${longMs});
      const later = await store.get('later');
      await store.close();
      process.stdout.write(JSON.stringify({ n, kept, later, codes: failures.map((e) => e.code), causes: failures.map((e) => e.cause.message) }));
      process.stdin.destroy();`,
      1_000,
    );
    expect(await closed).toEqual([0, null]);
    const { n, kept, later, codes, causes } = JSON.parse(said.text) as Record<string, unknown>;
    expect(n).toBeGreaterThan(100);
    expect({ kept, later }).toEqual({ kept: 2_000, later: 'there was room again' });
    expect(new Set(codes as string[])).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    expect((causes as string[]).filter((cause) => !cause.startsWith('File too large'))).toEqual([]);
    const store = openEmbeddedStore(directory);
    expect(await store.get('later')).toBe('there was room again');
    await store.close();
  });

  it('replaces exactly, gives each record once and locks, across processes', async () => {
    const mine = openEmbeddedStore(directory);
    for (let n = 0; n < 100; n++) await mine.set(`once ${n}`, String(n), longMs);
    const log = join(directory, 'log');
    writeFileSync(log, '');
    const script = `
      import { appendFileSync } from 'node:fs';
      process.stdout.write('ready');
      await new Promise((go) => process.stdin.once('data', go));
      const taken = [];
      for (let n = 0; n < 100; n++) {
        for (let done = false; !done; ) {
          const count = await store.get('count');
          done = await store.compareAndSet('count', count, String(Number(count ?? 0) + 1), ${longMs});
        }
        const value = await store.take('once ' + n);
        if (value !== undefined) taken.push(value);
      }
      for (let n = 0; n < 5; n++) await store.withLock('lock', { ttlMs: 10_000, waitMs: 10_000 }, async () => {
        appendFileSync(${JSON.stringify(log)}, 'in ');
        await new Promise((r) => setTimeout(r, 3));
        appendFileSync(${JSON.stringify(log)}, 'out ');
      });
      await store.close();
      process.stdout.write(JSON.stringify(taken));
      process.stdin.destroy();`;
    const children = [run(script), run(script)];
    for (const { said } of children) while (said.text !== 'ready') await sleep(5);
    for (const { child } of children) child.stdin.write('go');
    expect((await Promise.all(children.map(({ closed }) => closed))).map(([code]) => code)).toEqual([0, 0]);
    const taken = children.flatMap(({ said }) => JSON.parse(said.text.slice('ready'.length)) as string[]);
    expect(taken.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await mine.get('count')).toBe('200');
    expect(await mine.get('once 0')).toBeUndefined();
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(10));
    await mine.close();
  });
});

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}
