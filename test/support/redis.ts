import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import type { SelfSignedCertificate } from './self-signed-certificate.js';

/** Whether this machine can start a Redis of its own. */
export const canStartRedis = spawnSync('redis-server', ['--version']).status === 0;

const given = process.env['REDIS_URL'];

/** Whether a real Redis is there: `redis-server` on the PATH, or the one that REDIS_URL names. */
export const hasRedis = canStartRedis || given !== undefined;

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** Takes connections and commands from now on, and answers none. */
  pause(): void;
  resume(): void;
}

export interface RedisSetup {
  /** That of one that was stopped, to come back at the same address. */
  port?: number;
  /** Speaks TLS only, and shows this certificate. */
  tls?: SelfSignedCertificate;
  password?: string;
}

/** An empty Redis that keeps nothing on disk. Where none can be started it is the one of REDIS_URL, which goes on. */
export async function startRedis(setup: RedisSetup = {}): Promise<TestRedis> {
  if (!canStartRedis && given !== undefined) return lentRedis(given);
  const port = setup.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const child = spawn('redis-server', argumentsOf(port, folder, setup), { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('Ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(`redis-server ended:\n${said}`)));
  });
  const scheme = setup.tls ? 'rediss' : 'redis';
  const login = setup.password === undefined ? '' : `:${setup.password}@`;
  return {
    url: `${scheme}://${login}127.0.0.1:${port}`,
    port,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

function argumentsOf(port: number, folder: string, { tls, password }: RedisSetup): string[] {
  const common = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  if (password !== undefined) common.push('--requirepass', password);
  if (!tls) return [...common, '--port', String(port)];
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, tls.cert);
  writeFileSync(key, tls.key);
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  return [...common, '--port', '0', '--tls-port', String(port), ...files];
}

function lentRedis(url: string): TestRedis {
  const refuse = (): never => {
    throw new Error('The Redis of REDIS_URL belongs to somebody else.');
  };
  return { url, port: Number(new URL(url).port), stop: () => Promise.resolve(), pause: refuse, resume: refuse };
}
