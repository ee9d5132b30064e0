import { compose } from '../compose.js';
import { toolNames } from '../compose-settings.js';
import { ConfigError, loadConfig, type Config } from '../config/index.js';
import { isAppError } from '../errors.js';
import { startSandbox, type Sandbox } from '../sandbox/index.js';
import { serveHttp, type Service } from '../serve.js';
import { withRealPort } from './free-port.js';
import { colorsFor, exitCode, print, type Colors, type Io } from './io.js';
import { ownCommand } from './own-command.js';
import { runTour } from './tour.js';
import { version } from '../version.js';

interface DemoFlags {
  tour?: boolean;
  port?: string | undefined;
}

type DemoService = Service & Required<Pick<Service, 'url' | 'devIssuer'>>;

/** `demo`: the sandbox and the server in front of it, with real token checking. With `--tour`, a client too. */
export async function demoCommand(io: Io, flags: DemoFlags): Promise<number> {
  const sandbox = await startSandbox({ seed: 'company' });
  try {
    const service = await startInFrontOf(sandbox, io, { ...flags, port: await withRealPort(flags.port) });
    if (service === undefined) return exitCode.badSettings;
    try {
      return await show(io, service, sandbox, flags);
    } finally {
      await service.close();
    }
  } finally {
    await sandbox.close();
  }
}

async function show(io: Io, service: DemoService, sandbox: Sandbox, flags: DemoFlags): Promise<number> {
  const scope = 'confluence:delete';
  const { access_token: token } = await service.devIssuer.sign({ subject: 'demo', scope, expiresIn: 3600 });
  if (flags.tour) return (await runTour(io, { url: service.url, token })) ? exitCode.ok : exitCode.failed;
  print(io, welcome(colorsFor(io), { url: service.url, token, confluenceUrl: sandbox.url }));
  await io.stopped;
  return exitCode.ok;
}

async function startInFrontOf(sandbox: Sandbox, io: Io, flags: DemoFlags): Promise<DemoService | undefined> {
  try {
    const services = await compose(demoConfig(sandbox, io, flags), { version, logDestination: io.stderr });
    const { url, devIssuer, ...service } = await serveHttp(services);
    if (url === undefined || devIssuer === undefined) throw new Error('The demo needs HTTP and test tokens.');
    return { ...service, url, devIssuer };
  } catch (error) {
    if (!(error instanceof ConfigError || isAppError(error))) throw error;
    const hint = isAppError(error) ? error.hint : undefined;
    io.stderr.write(`${[error.message, hint].filter(Boolean).join(' ')}\n`);
    return undefined;
  }
}

function demoConfig(sandbox: Sandbox, io: Io, { port, tour }: DemoFlags): Config {
  return loadConfig({
    mode: 'demo',
    defaults: {
      CONFLUENCE_URL: sandbox.url,
      CONFLUENCE_DEPLOYMENT: 'cloud',
      CONFLUENCE_USERNAME: sandbox.credentials.username,
      CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
      TOOLSETS: 'all,examples',
      DEV_TOKENS: 'true',
      // The tour shows a refused caller on purpose; the demo's reader wants to see unexpected ones.
      LOG_LEVEL: tour ? 'error' : 'warn',
    },
    flags: { port },
    catalogue: toolNames,
    ...(io.env ? { env: io.env } : {}),
  });
}

function welcome(
  pc: Colors,
  { url, token, confluenceUrl }: { url: string; token: string; confluenceUrl: string },
): string {
  const entry = { mcpServers: { confluence: { type: 'http', url, headers: { Authorization: `Bearer ${token}` } } } };
  const call = `${ownCommand(process.cwd())} call --url ${url} --token "$TOKEN"`;
  return [
    '',
    `${pc.bold('Confluence MCP server')} ${version}, in front of an in-memory Confluence`,
    '',
    `  MCP endpoint   ${pc.cyan(url)}`,
    `  Confluence     ${confluenceUrl}`,
    `  another token  ${new URL('/dev/token?scope=confluence:read', url).href}`,
    '',
    pc.bold('A token with every scope, valid for an hour'),
    '',
    `export TOKEN=${token}`,
    '',
    pc.bold('A client entry to paste'),
    '',
    JSON.stringify(entry, null, 2),
    '',
    pc.bold('Three calls to try in another terminal'),
    '',
    `  ${call} confluence_search query="payments runbook"`,
    `  ${call} confluence_get_page space_key=ENG title="Payments runbook"`,
    `  ${call} confluence_create_page space_key=ENG title="Hello" content="Made by an **agent**." dry_run=true`,
    '',
    pc.dim('Press Ctrl-C to stop both; everything in them is lost.'),
    '',
  ].join('\n');
}
