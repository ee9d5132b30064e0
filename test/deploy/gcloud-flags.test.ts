import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { checkout, FakeCloud, fullSettings, type Call } from './fake-cloud.js';

interface CommandTree {
  readonly commands: Record<string, CommandTree>;
  readonly flags: Record<string, unknown>;
}

const find = (program: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));

/** gcloud's own table of commands and flags, which its shell completion reads: the same content as `--help`, in one file. */
function readCommandTable(): CommandTree | undefined {
  const gcloud = find('gcloud');
  const table = gcloud && resolve(realpathSync(gcloud), '../../data/cli/gcloud_completions.py');
  if (!table || !existsSync(table)) return undefined;
  const text = readFileSync(table, 'utf8');
  return JSON.parse(text.slice(text.indexOf('= {') + 2)) as CommandTree;
}

const table = readCommandTable();
const shellcheck = find('shellcheck');
if (!table) console.warn('SKIPPED: gcloud is not installed, so the flags of deploy.sh are not compared with its own.');
if (!shellcheck) console.warn('SKIPPED: shellcheck is not installed, so deploy.sh is not linted.');

/** Flags of one call that its command does not have; a word that is no command counts as one, too. */
function unknownFlags(root: CommandTree, call: Call): string[] {
  let command = root;
  let words = call.argv.slice(1);
  while (words[0] !== undefined && command.commands[words[0]]) {
    command = command.commands[words[0]] as CommandTree;
    words = words.slice(1);
  }
  if (Object.keys(command.commands).length > 0) return [call.argv.join(' ')];
  const known = { ...root.flags, ...command.flags };
  return words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.split('=')[0] ?? '')
    .filter((flag) => !(flag in known) && !(flag.replace(/^--no-/, '--') in known));
}

/** Cloud Run's API as far as a list goes: our service, and one whose name begins alike. */
async function startRunApi(): Promise<{ port: number; close: () => void }> {
  const service = (name: string, mark: string) => ({
    metadata: {
      name,
      annotations: {
        'run.googleapis.com/urls': `["https://${mark}-1.europe-west1.run.app","https://${mark}-x-ew.a.run.app"]`,
      },
    },
    status: {
      traffic: [
        { revisionName: `${mark}-00001-abc`, percent: 100 },
        { revisionName: `${mark}-00002-def`, tag: 'candidate', url: `https://candidate---${mark}-x-ew.a.run.app` },
      ],
    },
  });
  const items = [service('confluence-mcp-server', 'mcp'), service('confluence-mcp-server-two', 'other')];
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items })),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

/** What the real gcloud prints; its requests go to that port, and it must have nothing to warn of. */
async function askAsGcloud(argv: readonly string[], port: number): Promise<string> {
  const config = mkdtempSync(join(tmpdir(), 'gcloud-'));
  writeFileSync(join(config, 'token'), 'a-token');
  const proxy = `http://127.0.0.1:${String(port)}`;
  const { stdout, stderr } = await promisify(execFile)(find('gcloud') ?? '', argv, {
    env: {
      PATH: process.env.PATH ?? '',
      CLOUDSDK_CONFIG: config,
      CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: join(config, 'token'),
      CLOUDSDK_CORE_CHECK_GCE_METADATA: 'false',
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true',
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: 'true',
      CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN: 'http://run.example/',
      http_proxy: proxy,
      https_proxy: proxy,
    },
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('what deploy.sh asks of gcloud', () => {
  const calls: Call[] = [];

  beforeAll(async () => {
    const everything = {
      ...fullSettings,
      INVOKERS: 'group:ai@acme.example',
      CLOUD_RUN_NETWORK: 'default',
      CLOUD_RUN_SUBNET: 'default',
      BUILD_SERVICE_ACCOUNT: 'builder@acme-prod.iam.gserviceaccount.com',
      FAKE_ACCOUNT: 'ci@acme-prod.iam.gserviceaccount.com',
    };
    const cloud = new FakeCloud();
    for (const options of [[], ['--create-client=nightly'], ['--build=docker']])
      expect((await cloud.deploy(options, everything)).status).toBe(0);
    calls.push(...cloud.takeCalls().filter((call) => call.argv[0] === 'gcloud'));
  });

  (table ? it : it.skip)('is only commands and flags that gcloud has', () => {
    expect(calls.length).toBeGreaterThan(30);
    expect([...new Set(calls.flatMap((call) => unknownFlags(table as CommandTree, call)))]).toEqual([]);
  });

  (table ? it : it.skip)('would be found out if it were not', () => {
    const wrong = (argv: string[]): string[] => unknownFlags(table as CommandTree, { argv, stdin: '' });
    expect(wrong(['gcloud', 'run', 'deploy', 'x', '--no-such-flag'])).toEqual(['--no-such-flag']);
    expect(wrong(['gcloud', 'run', 'deplyo', 'x'])).toHaveLength(1);
  });

  (table ? it : it.skip)(
    'prints what deploy.sh reads, of this one service, where gcloud itself asks Cloud Run',
    async () => {
      const cloudRun = await startRunApi();
      const lookUps = calls.filter(({ argv }) => argv.slice(1, 4).join(' ') === 'run services list');
      const distinct = [...new Map(lookUps.map((call) => [call.argv.join(' '), call.argv])).values()];
      const answers = await Promise.all(distinct.map((argv) => askAsGcloud(argv.slice(1), cloudRun.port)));
      cloudRun.close();
      expect(answers).toEqual([
        '["https://mcp-1.europe-west1.run.app","https://mcp-x-ew.a.run.app"]\n',
        'mcp-00001-abc=100\nmcp-00002-def=\n',
        '=mcp-00001-abc=\ncandidate=mcp-00002-def=https://candidate---mcp-x-ew.a.run.app\n',
      ]);
    },
  );

  it('names the project in every call that reaches one', () => {
    const local = /^gcloud (auth|projects (describe|add-iam-policy-binding) acme-prod|run deploy --help)/;
    const silent = calls.filter(
      (call) => !local.test(call.argv.join(' ')) && !call.argv.includes('--project=acme-prod'),
    );
    expect(silent).toEqual([]);
  });
});

(shellcheck ? it : it.skip)('deploy.sh and its parts pass shellcheck', () => {
  const result = spawnSync(shellcheck ?? '', ['-x', '-a', 'deploy.sh'], { cwd: checkout, encoding: 'utf8' });
  expect(result.stdout).toBe('');
  expect(result.status).toBe(0);
});
