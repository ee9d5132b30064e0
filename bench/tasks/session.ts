import { PassThrough } from 'node:stream';
import { createKeyPair, signToken } from '../../src/auth/index.js';
import { bearerToken, connect, type McpClient } from '../../src/client/index.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { compose } from '../../src/compose.js';
import { readWriteRules, toolNames } from '../../src/compose-settings.js';
import type { ContentConverter } from '../../src/content/index.js';
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

export interface TaskOptions {
  /** A file of WRITE_POLICY_FILE; with one, a person sits at the client and agrees to what they are asked. */
  readonly writePolicyFile?: string | undefined;
  /** Converts for the service; each has threads of its own without one. */
  readonly content?: ContentConverter | undefined;
}

/** Does a task on a site of its own, through the whole service over HTTP, and grades what is left. */
export async function doTask(task: Task, deployment: Deployment, options: TaskOptions = {}): Promise<TaskResult> {
  const site = await openSite(deployment, options);
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

async function openSite(deployment: Deployment, { writePolicyFile, content }: TaskOptions) {
  const { sandbox, env: siteEnv } = await startSite(deployment);
  const keys = await (sharedKeys ??= createKeyPair());
  const env = {
    ...siteEnv,
    CONFLUENCE_DEPLOYMENT: deployment,
    ...{ AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: keys.publicKeyPem, JWT_ISSUER: issuer, JWT_AUDIENCE: audience },
    ...{ HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_PER_MINUTE: '0', TOOLSETS: 'all' },
    ...(writePolicyFile !== undefined && { WRITE_POLICY_FILE: writePolicyFile }),
  };
  const settings = { mode: 'serve', env, flags: {}, catalogue: toolNames } as const;
  const writePolicy = await readWriteRules(settings, toolNames);
  const config = loadConfig({ ...settings, writePolicy });
  const logDestination = new PassThrough().resume();
  const services = await compose(config, { version: '0.0.0-tasks', logDestination, writePolicy, content });
  const service = await serveHttp(services);
  const token = await signToken({
    ...{ privateKeyPem: keys.privateKeyPem, subject: 'agent', issuer, audience },
    ...{ scope: 'confluence:delete', expiresIn: '10m' },
  });
  const url = service.url as string;
  const client =
    writePolicyFile === undefined
      ? await connect({ url, transport: 'http', tokenSource: bearerToken(token) })
      : await connectWithPerson(url, token);
  const close = async () => {
    await client.close();
    await service.close();
    await sandbox.close();
  };
  return { sandbox, client, close };
}

/** A client of the SDK at which somebody sits who agrees. */
async function connectWithPerson(url: string, token: string): Promise<Pick<McpClient, 'callTool' | 'close'>> {
  const client = new Client(
    { name: 'tasks', version: '0.0.0' },
    { capabilities: { elicitation: {} }, versionNegotiation: { mode: 'auto' } },
  );
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: {} }));
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return { callTool: (name, args) => client.callTool({ name, arguments: args }), close: () => client.close() };
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
