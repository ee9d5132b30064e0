import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createKeyPair, signToken } from '../../src/auth/index.js';
import { createFolder, writeApiTools, type DefinitionForm } from './api-tools.js';
import { spawnServer, type Spawned } from './process.js';

export type ServerName = 'limit' | 'express' | 'sdk' | 'fastmcp' | 'ours';

/** Callers have tokens of their own, so that nothing of one is shared with another. */
export interface Callers {
  readonly tokens: readonly string[];
  /** The variables that make a server accept them. */
  readonly env: Record<string, string>;
  /** What our server is told besides, in every scene. */
  readonly ours?: Record<string, string>;
}

const issuer = 'https://issuer.example';
const audience = 'https://confluence-mcp.example';

/** The first `count` callers, with a key pair of their own. */
export async function createCallers(count: number, scope = 'confluence:read'): Promise<Callers> {
  const { privateKeyPem, publicKeyPem } = await createKeyPair();
  const sign = (n: number): Promise<string> =>
    signToken({ privateKeyPem, subject: `caller-${n}`, issuer, audience, scope, expiresIn: '2h' });
  const tokens = await Promise.all(Array.from({ length: count }, (_, n) => sign(n)));
  return { tokens, env: { JWT_PUBLIC_KEY: publicKeyPem, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } };
}

const compiled = (name: string): string => fileURLToPath(new URL(`./servers/${name}.js`, import.meta.url));
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

export function startUpstream(latencyMs: number, pageBytes: number): Promise<Spawned> {
  return spawnServer({ args: [compiled('upstream'), String(latencyMs), String(pageBytes)] });
}

export function startServer(name: ServerName, upstream: string, callers: Callers, fixedJson = '{}'): Promise<Spawned> {
  const env = { ...callers.env, UPSTREAM: upstream, FIXED_JSON: fixedJson };
  return name === 'ours' ? startOurs(upstream, callers) : spawnServer({ args: [compiled(name)], env });
}

/** The variables that give our server a hundred tools over another API, beside its own. */
export function withApiTools(form?: DefinitionForm): Record<string, string> {
  return { API_TOOLS_FILE: writeApiTools(100, form) };
}

/** The variables that let our server count what it does, and hold each write against a file of rules. */
export function withMetricsAndPolicy(): Record<string, string> {
  const rules = { default: { spaces: ['BENCH'], writes_per_hour: 60, link_hosts: [] } };
  return {
    METRICS_TOKEN: 'metrics-of-the-benchmark-0123456789abcdef',
    WRITE_POLICY_FILE: createFolder()('write-policy.json', rules),
  };
}

/** What `npm start` and the image start Node with. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8')) as { scripts: { start: string } };
  const [, ...args] = scripts.start.split(' ');
  return args.map((arg) => (arg === 'dist/index.js' ? `${repository}${arg}` : arg));
}

/** The public comparison's servers: the far end, the plain one, and its tools behind our layers. */
export async function startShop(callers: Callers): Promise<Record<'api' | 'sdk' | 'ours', Spawned>> {
  const api = await spawnServer({ args: [compiled('shop-api')] });
  const env = { ...callers.env, UPSTREAM: api.origin };
  const flags = startArguments().filter((arg) => arg.startsWith('--'));
  const [sdk, ours] = await Promise.all([
    spawnServer({ args: [compiled('shop-sdk')], env }),
    spawnServer({ args: [...flags, compiled('shop-ours')], env }),
  ]);
  return { api, sdk, ours };
}

/** The service as it is deployed, with every default but the limits that would stop a load test. */
export function startOurs(upstream: string, callers: Callers, env: Record<string, string> = {}): Promise<Spawned> {
  return spawnServer({
    args: startArguments(),
    env: {
      ...callers.env,
      CONFLUENCE_URL: `${upstream}/wiki`,
      CONFLUENCE_DEPLOYMENT: 'cloud',
      CONFLUENCE_USERNAME: 'bench@example.com',
      CONFLUENCE_API_TOKEN: 'not-a-secret',
      CONFLUENCE_MAX_CONCURRENCY: '256',
      RATE_LIMIT_PER_MINUTE: '0',
      AUTH_MODES: 'jwt',
      HOST: '127.0.0.1',
      PORT: '0',
      ...callers.ours,
      ...env,
    },
    portOf: startedPort,
  });
}

function startedPort(line: string): number | undefined {
  if (!line.includes('"server_started"')) return undefined;
  return (JSON.parse(line) as { port?: number }).port;
}

/** The tools as our server lists them, for the baseline that sends them as fixed bytes. */
export async function toolListOf(origin: string, token: string): Promise<string> {
  const answer = await fetch(`${origin}/mcp-server/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
  });
  const text = await answer.text();
  return text.startsWith('{') ? text : (text.split('\n').find((line) => line.startsWith('data: {')) ?? '').slice(6);
}
