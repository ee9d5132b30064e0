/** What the pages say can be done: each command is run, each settings block is read by all of its readers, each link followed. */
import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { describeSettings, loadConfig } from '../../src/config/index.js';
import { optionHeaders, optionNames } from '../../src/mcp/server/request-options.js';
import { FakeCloud, fullSettings, type Call } from '../deploy/fake-cloud.js';
import { runCommand } from '../support/terminal.js';
import { anchorsOf, blocksOf, checkout, pages, textOf, type Block } from './markdown.js';

const blocks = pages.flatMap(blocksOf);
const titled = (wanted: readonly string[]): [string, Block][] =>
  blocks
    .filter(({ language }) => wanted.includes(language))
    .map((block) => [`${block.page}:${String(block.line)}`, block]);

const outside = [
  'npx',
  'claude',
  'openssl',
  'kubectl',
  'terraform',
  'aws',
  'az',
  'confluence-mcp',
  'xargs',
  'mcp-publisher',
];
/** What a reader has at hand where a block names it. */
const atHand: Record<string, string> = {
  ...Object.fromEntries(
    ['ACCOUNT', 'AWS_REGION', 'VPC', 'CLUSTER', 'TARGET_GROUP', 'SUBNETS', 'SECURITY_GROUP', 'REGISTRY'].map((name) => [
      name,
      'x',
    ]),
  ),
  NORA: 'token',
  CONFLUENCE_API_TOKEN: 'token',
};
const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** A checkout with stand-ins for every program that a block may call, and of the two larger folders what it names. */
function readersFolder(text: string): FakeCloud {
  const cloud = new FakeCloud(['gcloud', 'docker', 'curl', 'node', 'npm'], outside);
  const named = ['deploy', 'examples'].filter((folder) => text.includes(`${folder}/`));
  // Of its own where a block may write into it.
  if (named.includes('deploy')) rmSync(join(cloud.folder, 'deploy'), { recursive: true });
  for (const name of [...named, '.env.example', 'cloudbuild.yaml', 'compose.yaml', 'compose.test.yaml'])
    cpSync(join(checkout, name), join(cloud.folder, name), { recursive: true });
  const settings = Object.entries(fullSettings).map(([name, value]) => `${name}=${value}\n`);
  for (const name of ['.env', '.env.production', '.env.oauth']) cloud.write(name, settings.join(''));
  cloud.write(
    '.env.oauth',
    `${settings.join('')}AUTH_MODES=oauth\nMCP_JWT_SIGNING_KEY=${'00'.repeat(32)}\nREDIS_URL=rediss://r.example:6379\nOIDC_CONFIG_URL=https://id.example/x\nOIDC_CLIENT_ID=c\nOAUTH_ALLOWED_DOMAINS=acme.example\n`,
  );
  return cloud;
}

/** What is wrong with a call that a block made, seen by the program itself. */
async function faultOf({ argv }: Call): Promise<string | undefined> {
  const [program = '', ...args] = argv;
  const [, script = ''] = args.filter((word) => !word.startsWith('-'));
  if (program === 'npm' && args[0] === 'run') return scripts[script] === undefined ? `no script ${script}` : undefined;
  const ours = program === 'confluence-mcp' || (program === 'node' && args[0] === 'dist/index.js');
  if (!ours) return undefined;
  const own = program === 'node' ? args.slice(1) : args;
  const command = own.slice(0, own[0] === 'token' ? 2 : 1);
  const help = await runCommand([...command, '--help']);
  if (help.code !== 0) return `${command.join(' ')}: ${help.err}`;
  const flags = own.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0] ?? '');
  const unknown = flags.filter((flag) => !new RegExp(`${flag}\\b`).test(help.out));
  return unknown.length === 0 ? undefined : `${command.join(' ')} has no ${unknown.join(', ')}`;
}

describe('a command block, pasted into a shell', () => {
  it.each(titled(['sh', 'bash']))('%s runs', async (_title, { text }) => {
    const cloud = readersFolder(text);
    const env = { ...atHand, HOME: cloud.folder };
    const outcome = await cloud.paste(
      `set -eu; cd ${cloud.folder}; FAKE_ANONYMOUS_STATUS=200; ${text.includes('--public') ? 'export FAKE_ANONYMOUS_STATUS FAKE_MCP_STATUS=401' : ':'}\n${text}\nwait`,
      env,
    );
    expect([outcome.status, outcome.stderr]).toEqual([0, outcome.stderr]);
    const faults = await Promise.all(cloud.takeCalls().map(faultOf));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });
});

describe('a settings block', () => {
  const settingsBlocks = titled(['dotenv']);
  const known = new Set(describeSettings().flatMap(({ name, aliases }) => [name, ...aliases]));

  it.each(settingsBlocks)('%s means the same to a shell, to the server and to deploy.sh', async (_title, { text }) => {
    const cloud = readersFolder(text);
    const expected = parseDotenv(text);
    const sourced = spawnSync('bash', ['-c', `set -a; ${text}\nenv -0`], {
      env: { PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
    });
    expect(
      Object.fromEntries(sourced.stdout.split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2))),
    ).toMatchObject(expected);
    // deploy.sh hands the server's loader what it would set on the service.
    const { GOOGLE_ALLOWED_EMAILS: _, ...settings } = fullSettings;
    const isOwnLogin = expected['CONFLUENCE_AUTH'] === 'user';
    const base = Object.entries(settings).filter(
      ([name]) => !isOwnLogin || !/CONFLUENCE_(USERNAME|API_TOKEN)/.test(name),
    );
    const file = cloud.write(
      'block.env',
      `${base
        .filter(([name]) => !(name in expected))
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')}\n${text}`,
    );
    expect(await cloud.deploy(['--check', `--env-file=${file}`])).toMatchObject({ status: 0 });
    const seen = parseDotenvLines(cloud.takeCalls().find(({ argv }) => argv[0] === 'node')?.stdin ?? '');
    const forServer = Object.entries(expected).filter(([name]) => known.has(name));
    expect(seen).toMatchObject(Object.fromEntries(forServer));
    expect(() => loadConfig({ mode: 'serve', env: { ...seen, K_SERVICE: 'x' } })).not.toThrow();
  });

  it('is there for each mode that is deployed with settings', () => {
    const modes = settingsBlocks.flatMap(([, { text }]) => parseDotenv(text)['AUTH_MODES']?.split(',') ?? []);
    expect(new Set(modes)).toEqual(new Set(['google-oidc', 'cloud-run-iam', 'iap', 'oauth']));
  });
});

/** As `env` prints them: no quotes, one a line. */
function parseDotenvLines(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

describe('the rest of the pages', () => {
  it.each(titled(['json', 'yaml']))('%s is what it says it is', (_title, { language, text }) => {
    expect(() => (language === 'json' ? (JSON.parse(text) as unknown) : (parseYaml(text) as unknown))).not.toThrow();
  });

  it.each(pages)('%s links to what is there', (page) => {
    const links = [
      ...textOf(page)
        .replace(/^```[^]*?^```$|`[^`\n]*`/gm, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^(https?|mailto|page):/.test(link)) return false;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(checkout, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('README has at most 200 lines', () => {
    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });
});

// Nobody finds a header that no page names.
it('names each way in which a request narrows itself', () => {
  const page = textOf('docs/authentication.md');
  const ways = [...optionHeaders, ...optionNames.map((name) => `?${name}=`)];
  expect(ways.filter((way) => !page.includes(`\`${way}\``))).toEqual([]);
});
