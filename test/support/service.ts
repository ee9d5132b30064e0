import { PassThrough } from 'node:stream';
import { createKeyPair, signToken, type KeyPair } from '../../src/auth/index.js';
import { compose, type Services } from '../../src/compose.js';
import { readWriteRules, toolNames } from '../../src/compose-settings.js';
import { loadConfig } from '../../src/config/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { serveHttp, type Service } from '../../src/serve.js';
import { settingsOf, type Deployment } from './deployments.js';
import { sharedContent } from './shared-content.js';

/** The whole service in this process, in front of a sandbox of its own, with signed bearer tokens. */
export interface TestService {
  url: string;
  origin: string;
  sandbox: Sandbox;
  services: Services;
  keys: KeyPair;
  /** A token that the service accepts, unless a claim is replaced. */
  token(scope?: string, claims?: Partial<Parameters<typeof signToken>[0]>): Promise<string>;
  /** Everything that was logged, one object a line. */
  logs(): Record<string, unknown>[];
  close(): Promise<void>;
}

export const issuer = 'https://issuer.example';
export const audience = 'https://confluence-mcp.example';

export interface TestServiceOptions {
  env?: Record<string, string>;
  transport?: 'http' | 'sse';
  sandbox?: Sandbox;
  /** Default cloud. */
  deployment?: Deployment;
  /** Who the service is in Confluence, by first name; default its own account, which may do everything. */
  person?: string | undefined;
}

/** Making a key pair takes longer than starting a service. */
let sharedKeys: Promise<KeyPair> | undefined;

export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { deployment = 'cloud', person } = options;
  const sandbox = options.sandbox ?? (await startSandboxOf(deployment));
  const keys = await (sharedKeys ??= createKeyPair());
  const settings = {
    mode: 'serve',
    env: {
      ...settingsOf(sandbox, deployment, person),
      AUTH_MODES: 'jwt',
      JWT_PUBLIC_KEY: keys.publicKeyPem,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: audience,
      HOST: '127.0.0.1',
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '0',
      TOOLSETS: 'default,examples',
      ...options.env,
    },
    flags: { transport: options.transport },
    catalogue: toolNames,
  } as const;
  const writePolicy = await readWriteRules(settings, toolNames);
  const config = loadConfig({ ...settings, writePolicy });
  const log = recordLog();
  // What counts its conversions has them to itself.
  const isCounted = config.server.metricsToken !== undefined || config.server.healthPort !== undefined;
  const content = isCounted ? undefined : sharedContent;
  const services = await compose(config, {
    version: '0.0.0-test',
    logDestination: log.destination,
    writePolicy,
    content,
  });
  const service: Service = await serveHttp(services);
  const url = service.url as string;
  return {
    url,
    origin: new URL(url).origin,
    sandbox,
    services,
    keys,
    token: (scope = 'confluence:delete', claims = {}) =>
      signToken({
        privateKeyPem: keys.privateKeyPem,
        subject: 'alice',
        issuer,
        audience,
        scope,
        expiresIn: '5m',
        ...claims,
      }),
    logs: log.lines,
    close: async () => {
      await service.close();
      if (!options.sandbox) await sandbox.close();
    },
  };
}

/** Reads each line once: tests ask again and again what was logged so far. */
function recordLog() {
  const lines: Record<string, unknown>[] = [];
  let unread = '';
  const destination = new PassThrough().on('data', (chunk: Buffer) => (unread += chunk.toString('utf8')));
  return {
    destination,
    lines: () => {
      const end = unread.lastIndexOf('\n') + 1;
      for (const line of unread.slice(0, end).split('\n')) {
        if (line !== '') lines.push(JSON.parse(line) as Record<string, unknown>);
      }
      unread = unread.slice(end);
      return [...lines];
    },
  };
}

/** Tests that need the credentials of a Data Center ask for them by `settingsOf`. */
function startSandboxOf(deployment: Deployment): Promise<Sandbox> {
  if (deployment === 'cloud') return startSandbox();
  return startSandbox({ flavor: 'datacenter', contextPath: '/confluence' }) as Promise<
    Sandbox<unknown>
  > as Promise<Sandbox>;
}
