import { PassThrough } from 'node:stream';
import { createKeyPair, signToken } from '../../src/auth/index.js';
import { bearerToken, connect } from '../../src/client/index.js';
import { compose, toolNames } from '../../src/compose.js';
import { loadConfig } from '../../src/config/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { serveHttp } from '../../src/serve.js';
import { Agent, RefusedByName, type Cost } from './agent.js';
import { changesBetween, siteState } from './site-state.js';
import { grade, type Deployment, type Task } from './task.js';

export interface TaskResult {
  readonly task: Task;
  readonly cost: Cost;
  /** What is wrong; empty when the task is done and nothing else was. */
  readonly faults: string[];
  /** The tool that was refused by name. */
  readonly refused: string | null;
}

const issuer = 'https://issuer.example';
const audience = 'https://tasks.example';

/** Does a task on a site of its own, through the whole service over HTTP, and grades what is left. */
export async function doTask(task: Task, deployment: Deployment): Promise<TaskResult> {
  const site = await openSite(deployment);
  try {
    const before = siteState(site.sandbox.world);
    const agent = new Agent(site.client);
    const { answer, refused, failure } = await run(task, agent, deployment);
    const changes = changesBetween(before, siteState(site.sandbox.world));
    const faults = grade(task, { deployment, before, changes, answer });
    const isRefusalRight = refused === (deployment === 'datacenter' ? (task.notOnDataCenter ?? null) : null);
    return {
      task,
      cost: agent.cost,
      refused,
      faults: [...failure, ...faults, ...(isRefusalRight ? [] : [`refused by name: ${String(refused)}`])],
    };
  } finally {
    await site.close();
  }
}

async function run(task: Task, agent: Agent, deployment: Deployment) {
  try {
    return { answer: await task.run(agent, deployment), refused: null, failure: [] };
  } catch (error) {
    if (error instanceof RefusedByName) return { answer: null, refused: error.tool, failure: [] };
    return { answer: '', refused: null, failure: [error instanceof Error ? error.message : String(error)] };
  }
}

let sharedKeys: ReturnType<typeof createKeyPair> | undefined;

async function openSite(deployment: Deployment) {
  const { sandbox, env: siteEnv } = await startSite(deployment);
  const keys = await (sharedKeys ??= createKeyPair());
  const env = {
    ...siteEnv,
    CONFLUENCE_DEPLOYMENT: deployment,
    ...{ AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: keys.publicKeyPem, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    ...{ HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_PER_MINUTE: '0', TOOLSETS: 'all' },
  };
  const config = loadConfig({ mode: 'serve', env, flags: {}, catalogue: toolNames });
  const services = await compose(config, { version: '0.0.0-tasks', logDestination: new PassThrough().resume() });
  const service = await serveHttp(services);
  const token = await signToken({
    ...{ privateKeyPem: keys.privateKeyPem, subject: 'agent', issuer, audience },
    ...{ scope: 'confluence:delete', expiresIn: '10m' },
  });
  const client = await connect({ url: service.url as string, transport: 'http', tokenSource: bearerToken(token) });
  const close = async () => {
    await client.close();
    await service.close();
    await sandbox.close();
  };
  return { sandbox, client, close };
}

interface Site {
  readonly sandbox: Pick<Sandbox, 'world' | 'close'>;
  /** How a service gets into it. */
  readonly env: Readonly<Record<string, string>>;
}

async function startSite(deployment: Deployment): Promise<Site> {
  const seed = 'everyday';
  const now = () => new Date('2026-11-20T09:00:00Z');
  if (deployment === 'cloud') {
    const sandbox = await startSandbox({ seed, now });
    const { username, apiToken } = sandbox.credentials;
    const env = { CONFLUENCE_USERNAME: username, CONFLUENCE_API_TOKEN: apiToken };
    return { sandbox, env: { CONFLUENCE_URL: sandbox.url, ...env } };
  }
  const sandbox = await startSandbox({ seed, now, flavor: 'datacenter' });
  const env = { CONFLUENCE_PERSONAL_TOKEN: sandbox.credentials.personalToken };
  return { sandbox, env: { CONFLUENCE_URL: sandbox.url, ...env } };
}
