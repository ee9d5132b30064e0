/**
 * Every way in which the program prints something, with a secret in each setting: none of them is in what is printed. The
 * first case of each command is the built program in a process of its own, as is what happens to a process; the others
 * are too where all is tried.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { createKeyPair } from '../../src/auth/index.js';
import { settings } from '../../src/config/settings.js';
import { start } from '../support/process.js';
import { runCommand } from '../support/terminal.js';
import { temporaryFile } from '../support/settings.js';
import { isThorough } from '../support/thorough.js';

let drawn = 0;
const planted: string[] = [];
/** A text that stands nowhere else. */
function secret(): string {
  drawn += 1;
  planted.push(`Zq7x${drawn}kXw9Lm2Rt5Vb8Nc4Hs6Jd3Pf1Gy0`);
  return planted.at(-1) as string;
}

const folder = mkdtempSync(join(tmpdir(), 'printed-'));
const rsaKey = temporaryFile((await createKeyPair()).privateKeyPem);
const inUrls: Readonly<Record<string, string>> = { REDIS_URL: 'redis', HTTPS_PROXY: 'http', HTTP_PROXY: 'http' };
const secretNames = Object.entries(settings).flatMap(([name, { ...setting }]) => ('secret' in setting ? [name] : []));

/** A value for each setting that holds a secret, in its form. */
function env(changes: Record<string, string> = {}): Record<string, string> {
  const secrets = secretNames.map((name) => {
    const scheme = inUrls[name];
    const value = name === 'MCP_JWT_SIGNING_KEY' ? Buffer.from(secret()).toString('hex') : secret();
    return [name, scheme === undefined ? value : `${scheme}://user:${value}@127.0.0.1:9`];
  });
  return {
    ...(Object.fromEntries(secrets) as Record<string, string>),
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'debug',
    CONFLUENCE_URL: 'http://127.0.0.1:9/wiki',
    CONFLUENCE_USERNAME: 'bot',
    CONFLUENCE_DEPLOYMENT: 'cloud',
    CONFLUENCE_PERSONAL_TOKEN: '',
    AUTH_MODES: 'static',
    STATIC_TOKENS_FILE: temporaryFile(
      JSON.stringify({ [secret()]: { user_id: 'a', organization_id: 'b', permissions: ['confluence:read'] } }),
    ),
    MCP_CLIENT_STORAGE_DIR: folder,
    ...changes,
  };
}

const pem = (text: string) => `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`;
const nowhere = ['--url', 'http://127.0.0.1:9/mcp'];
/** What somebody planted to happen in the process once it serves, and a signal says so. */
const later = (script: string): Record<string, string> => ({
  REDIS_URL: '',
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => {${script}})`)}`,
});

/** A function of Node that throws: what it is called with does not matter. */
const broken = (module: string, name: string, thrown: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `import it from 'node:${module}'; import { syncBuiltinESMExports } from 'node:module';` +
      `it.${name} = () => { throw ${thrown} }; syncBuiltinESMExports();`,
  )}`,
});

const seen = new Set<string>();
/** What a command line prints, on both streams. */
async function printedBy(argv: string[], env: Record<string, string>): Promise<string> {
  const [command = ''] = argv;
  if (!isThorough && seen.has(command) && env['NODE_OPTIONS'] === undefined) {
    const { out, err } = await runCommand(argv, { env });
    return out + err;
  }
  seen.add(command);
  const program = start(argv, env, folder);
  program.child.stdin.end();
  if (env['NODE_OPTIONS']?.includes('SIGUSR2') === true) {
    await program.waitFor(/"server_started"/);
    program.child.kill('SIGUSR2');
  }
  await program.exited;
  return program.out() + program.err();
}

it.each<[what: string, argv: string[], changes: () => Record<string, string>]>([
  ['help', ['--help'], () => ({})],
  ['doctor', ['doctor'], () => ({})],
  ['the tools', ['toolspec'], () => ({})],
  ['a new folder', ['init', join(folder, 'new')], () => ({})],
  ['a wrong setting beside them', ['serve'], () => ({ PORT: 'x' })],
  ['a key that is too short', ['serve'], () => ({ MCP_JWT_SIGNING_KEY: secret().slice(0, 30), AUTH_MODES: 'oauth' })],
  ['a private key for a public one', ['serve'], () => ({ AUTH_MODES: 'jwt', JWT_PUBLIC_KEY: pem(secret()) })],
  ['a site with a password', ['serve'], () => ({ CONFLUENCE_URL: `https://u:${secret()}@wiki.example.com` })],
  ['a Redis of another scheme', ['serve'], () => ({ REDIS_URL: `redi://u:${secret()}@h` })],
  ['a proxy of another scheme', ['serve'], () => ({ HTTPS_PROXY: `socks://u:${secret()}@h` })],
  ['a list of tokens that is no JSON', ['serve'], () => ({ STATIC_TOKENS_FILE: temporaryFile(`{"${secret()}": {`) })],
  [
    'a list of tokens with a wrong entry',
    ['serve'],
    () => ({ STATIC_TOKENS_FILE: temporaryFile(`{"${secret()}": 7}`) }),
  ],
  [
    'a secret for the path of its file',
    ['serve'],
    () => ({ CONFLUENCE_API_TOKEN: '', CONFLUENCE_API_TOKEN_FILE: secret() }),
  ],
  [
    'a secret in another setting',
    ['serve'],
    () => ({ AUTH_MODES: secret(), CONFLUENCE_URL: secret(), BASE_URL: secret() }),
  ],
  ['a secret under a misspelt name', ['serve'], () => ({ CONFLUENCE_API_TOKENN: secret(), PORT: 'x' })],
  ['a policy that is none', ['serve'], () => ({ WRITE_POLICY_FILE: temporaryFile(`default: ${secret()}`) })],
  [
    'definitions with credentials',
    ['serve'],
    () => ({ API_TOOLS_FILE: temporaryFile(`apis: {x: {credentials: {bearer: ${secret()}}}}`) }),
  ],
  ['a server that does not answer', ['tools', ...nowhere, '--token', secret()], () => ({})],
  ['an address with a password', ['tools', '--url', `http://u:${secret()}@127.0.0.1:9/mcp`], () => ({})],
  ['an address with a token', ['tools', '--url', `http://127.0.0.1:9/mcp?access_token=${secret()}`], () => ({})],
  ['an address that is none', ['tools', '--url', `https://u:${secret()}@`], () => ({})],
  ['a password for an address', ['tools', '--url', secret()], () => ({})],
  ['an address for a command', [`https://u:${secret()}@127.0.0.1/mcp`], () => ({})],
  ['a secret for a command', [secret()], () => ({})],
  ['a secret for a command, in quotes', [`'a' ${secret()} 'b'`], () => ({})],
  ['a secret for a short option', ['tools', `-t${secret()}`], () => ({})],
  ['a secret for one of a few words', ['tools', '--transport', secret()], () => ({})],
  ['an argument too many', ['tools', secret()], () => ({})],
  ['an argument without its key', ['call', 'hello', secret()], () => ({})],
  ['JSON that is none', ['call', 'hello', '--json', `{"${secret()}"`], () => ({})],
  ['a secret for a port', ['sandbox', '--port', secret()], () => ({})],
  ['a secret for the port of a server', ['serve', '--port', secret()], () => ({})],
  ['a key for the path of its file', ['token', 'sign', '--subject', 'x', '--key', pem(secret())], () => ({})],
  [
    'a secret for the length of a life',
    ['token', 'sign', '--subject', 'x', '--key', rsaKey, '--expires', secret()],
    () => ({}),
  ],
  ['an option that there is not', ['tools', `--tokn=${secret()}`], () => ({})],
  ['a key that signs nothing', ['token', 'sign', '--subject', 'x', '--key', temporaryFile(pem(secret()))], () => ({})],
  ['a log-in', ['tools', ...nowhere, '--login'], () => ({ MCP_LOGIN_CLIENT_SECRET: secret() })],
  [
    'credentials of Google that are none',
    ['tools', ...nowhere, '--google'],
    () => ({ GOOGLE_APPLICATION_CREDENTIALS: temporaryFile(`{"private_key":"${secret()}`) }),
  ],
  ['an error that nobody caught', ['serve'], () => later('throw new Error(`of ${process.env.CONFLUENCE_API_TOKEN}`)')],
  ['a rejection that nobody caught', ['serve'], () => later('Promise.reject(process.env.CONFLUENCE_API_TOKEN)')],
  [
    'an error before anything is loaded',
    ['serve'],
    () => broken('v8', 'setFlagsFromString', 'new Error(`of ${process.env.CONFLUENCE_API_TOKEN}`)'),
  ],
  [
    'what is no error before anything is loaded',
    ['serve'],
    () => broken('v8', 'setFlagsFromString', 'process.env.MCP_JWT_SIGNING_KEY'),
  ],
  [
    'an error of the start that nobody thought of, about settings of each kind',
    ['serve'],
    () =>
      broken(
        'http',
        'createServer',
        "new Error(['CONFLUENCE_API_TOKEN', 'REDIS_URL', 'METRICS_TOKEN'].map((name) => process.env[name]).join(' '))",
      ),
  ],
])(
  '[L1][L3] prints no secret: %s',
  async (_what, argv, changes) => {
    const printed = await printedBy(argv, env(changes()));
    const forms = (text: string) => [text, encodeURIComponent(text), Buffer.from(text).toString('hex')];
    expect(planted.filter((text) => forms(text).some((form) => printed.includes(form)))).toEqual([]);
    expect(planted.length).toBeGreaterThan(secretNames.length);
    expect(printed).not.toBe('');
  },
  60_000,
);
