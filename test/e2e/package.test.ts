/** What is published: the package runs from where it was put, and every file that names it names the same thing. */
import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { describeSettings, loadConfig } from '../../src/config/index.js';
import { catalogue } from '../../src/mcp/index.js';
import { bareEnv } from '../support/process.js';
import { complaints, readLog, startUpEvents, startUpOf } from '../support/run-log.js';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;
const manifest = json('package.json');

const isNoMap = (path: string): boolean => !path.endsWith('.map');

function run(
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
  input = '',
): Promise<[code: number | null, out: string, err: string]> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...bareEnv, ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => done([code, out, err]));
    child.stdin.end(input);
  });
}

describe('the npm package', () => {
  it('walks the tour of the demo, as README shows it, from a folder that has nothing else in it', async () => {
    // Of what is packed the source maps are half, and only their names count here.
    const published = mkdtempSync(join(tmpdir(), 'published-'));
    for (const name of ['package.json', 'README.md', 'LICENSE', 'schemas', 'dist'])
      cpSync(join(root, name), join(published, name), { recursive: true, filter: isNoMap });
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    const quiet = ['ignore', 'pipe', 'ignore'] satisfies ('ignore' | 'pipe')[];
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', `--pack-destination=${folder}`], {
      cwd: published,
      stdio: quiet,
    });
    const tarball = `${String(manifest['name'])}-${String(manifest['version'])}.tgz`;
    execFileSync('tar', ['-xzf', tarball], { cwd: folder });
    const { bin } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const program = join('package', bin['confluence-mcp'] ?? '');
    expect(readFileSync(join(folder, program), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const [code, out, log] = await run(folder, [program, 'demo', '--tour', '--port', '0'], { LOG_LEVEL: 'info' });
    expect([code, out]).toEqual([0, expect.stringContaining('All 7 steps held')]);
    expect(out).toMatch(/^ +-.*Acknowledge within five minutes/m);
    expect(out).toMatch(/^ +\+.*Acknowledge within three minutes/m);
    expect(out).toContain('CONTENT_LOSS');
    expect(out).toContain('WWW-Authenticate: Bearer');
    const lines = readLog(log);
    expect(startUpOf(lines)).toEqual(startUpEvents);
    // The tour shows what a caller without a token is told.
    const stranger = { event: 'authentication', reason: 'no_token' };
    expect([complaints(lines, [stranger]), complaints(lines)]).toMatchObject([[], [stranger]]);
    expect(lines.at(-1)).toMatchObject({ event: 'server_stopped' });
    // README's picture of it: what the picture cannot show of this tour, it has to be drawn anew for.
    expect(await run(root, ['scripts/draw-tour.js', '--check'], {}, out)).toEqual([0, '', '']);
  }, 120_000);

  it('asks for what the bundle leaves outside and the types name, runs no script, and leaves the folder as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), read('package.json'));
    expect(await run(folder, ['scripts/published-manifest.js'])).toEqual([0, '', '']);
    const published = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as typeof manifest;
    const types = readdirSync(join(root, 'dist/types'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.d.ts'))
      .flatMap((name) => [...read(`dist/types/${name}`).matchAll(/from '([^.'][^']*)'/g)].map(([, from = '']) => from));
    expect(types.length).toBeGreaterThan(0);
    expect(Object.keys(published['dependencies'] as object).sort()).toEqual([...new Set(['lmdb', ...types])].sort());
    for (const name of ['scripts', 'devDependencies', 'overrides']) expect(published).not.toHaveProperty(name);
    for (const name of ['name', 'version', 'bin', 'exports', 'engines', 'files', 'mcpName'])
      expect([name, published[name]]).toEqual([name, manifest[name]]);
    expect(await run(folder, ['scripts/published-manifest.js', '--restore'])).toEqual([0, '', '']);
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(read('package.json'));
  });

  it('may be published, and says which server it is', () => {
    expect(manifest['private']).toBeUndefined();
    expect(manifest['mcpName']).toBe(json('server.json')['name']);
    expect(read('Dockerfile')).toContain(`io.modelcontextprotocol.server.name="${String(manifest['mcpName'])}"`);
  });
});

describe('the bundle for desktop clients', () => {
  it('serves over stdio as its manifest says, with nothing beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mcpb-'));
    execFileSync(process.execPath, ['scripts/pack-mcpb.js', join(folder, 'x.mcpb')], { cwd: root });
    for (const [name, data] of Object.entries(unzipSync(readFileSync(join(folder, 'x.mcpb'))))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), data);
    }
    const { server, user_config: asked } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      server: { entry_point: string; mcp_config: { args: string[]; env: Record<string, string> } };
      user_config: Record<string, { default?: string | boolean }>;
    };
    expect(existsSync(join(folder, server.entry_point))).toBe(true);
    // Claude Desktop wants a PNG, of 512 pixels each way.
    const icon = readFileSync(join(folder, 'icon.png'));
    expect([icon.toString('latin1', 1, 4), icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual(['PNG', 512, 512]);
    const told: Record<string, string> = {
      site: 'https://a.atlassian.net/wiki',
      username: 'a@b.example',
      api_token: 'x',
      personal_token: '',
      read_only: 'true',
    };
    expect(Object.keys(asked)).toEqual(Object.keys(told));
    const envOf = (filled: Record<string, string>): Record<string, string> => {
      const entries = Object.entries(server.mcp_config.env).map(([name, value]) => [
        name,
        value.replace(/\$\{user_config\.(\w+)\}/g, (_, key: string) => filled[key] ?? String(asked[key]?.default)),
      ]);
      return Object.fromEntries(entries) as Record<string, string>;
    };
    const dataCenter = envOf({ site: 'https://wiki.acme.example', personal_token: 'x' });
    const config = loadConfig({ mode: 'serve', env: dataCenter, flags: { transport: 'stdio' } });
    expect([config.confluence?.deployment, config.tools.readOnly]).toEqual(['datacenter', false]);
    const args = server.mcp_config.args.map((word) => word.replace('${__dirname}', folder));
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
    const [, out] = await run(
      folder,
      args,
      envOf(told),
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`,
    );
    expect(out).toContain('"name":"confluence-mcp-server"');
  }, 60_000);
});

describe('what stores and clients are told', () => {
  const files = [
    'server.json',
    '.claude-plugin/plugin.json',
    '.cursor-plugin/plugin.json',
    'gemini-extension.json',
    'mcpb/manifest.json',
  ];

  it.each(files)('%s names this version, and settings that there are', (path) => {
    const text = read(path);
    expect(json(path)['version']).toBe(manifest['version']);
    const known = new Set(describeSettings().map(({ name }) => name));
    const named = [...text.matchAll(/"((?:CONFLUENCE|READ_ONLY)_[A-Z_]+)"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    const pinned = [...text.matchAll(/confluence-mcp-server@([\d.]+)/g)].map(([, version]) => version);
    expect(pinned.filter((version) => version !== manifest['version'])).toEqual([]);
  });

  const cloud = { CONFLUENCE_USERNAME: 'ann@acme.example', CONFLUENCE_API_TOKEN: 'token' };
  const dataCenter = { CONFLUENCE_PERSONAL_TOKEN: 'token' };
  // Who fills in one kind of account once got the placeholder of the other, and a server that did not start.
  it.each(
    ['.claude-plugin/plugin.json', '.cursor-plugin/plugin.json', 'gemini-extension.json'].flatMap((path) => [
      [path, 'https://acme.atlassian.net/wiki', cloud] as const,
      [path, 'https://wiki.acme.example', dataCenter] as const,
    ]),
  )('%s starts the server at %s with what one fills in, and no more', (path, url, account) => {
    const { mcpServers } = json(path) as {
      mcpServers: Record<string, { args: string[]; env: Record<string, string> }>;
    };
    const { args = [], env = {} } = Object.values(mcpServers)[0] ?? {};
    const filled: Record<string, string> = { CONFLUENCE_URL: url, ...account };
    // As each of these clients does: https://github.com/PostHog/ai-plugin/pull/29 tells that Cursor knows no defaults.
    const knowsDefaults = !path.startsWith('.cursor');
    const told = Object.entries(env).map(([name, text]) => [
      name,
      text.replace(/\$(?:(\w+)|\{(\w+)(:-)?\})/, (left, bare: string, braced: string, empty?: string) =>
        empty !== undefined && !knowsDefaults ? left : (filled[bare || braced] ?? (empty === undefined ? left : '')),
      ),
    ]);
    const config = loadConfig({
      mode: 'serve',
      env: Object.fromEntries(told) as Record<string, string>,
      flags: { transport: 'stdio' },
    });
    expect(args.slice(-3)).toEqual(['serve', '--transport', 'stdio']);
    expect(config.confluence?.credentials.kind).toBe(account === cloud ? 'basic' : 'bearer');
  });

  it('the plugin for Cursor asks for each variable that its server takes', () => {
    const { variables, mcpServers } = json('.cursor-plugin/plugin.json') as {
      variables: { properties: object };
      mcpServers: { confluence: { env: Record<string, string> } };
    };
    const placeholders = Object.keys(variables.properties).map((name) => [name, `\${${name}}`]);
    expect(Object.entries(mcpServers.confluence.env)).toEqual(placeholders);
  });

  // No npm package has the registry's schema: these are its rules for what stands in our file.
  it('server.json is what the registry takes', () => {
    const { name, description, version, packages } = json('server.json') as {
      name: string;
      description: string;
      version: string;
      packages: { packageArguments: { type: string; value: string; name?: string }[] }[];
    };
    expect(name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect([description.length <= 100, /^\d+\.\d+\.\d+$/.test(version)]).toEqual([true, true]);
    const words = packages.flatMap(({ packageArguments }) =>
      packageArguments.flatMap(({ type, value, name: flag }) => (type === 'named' ? [flag, value] : [value])),
    );
    expect(words).toEqual(['serve', '--transport', 'stdio']);
  });

  it('every file names one owner, and the command of docs/deploy.md puts another one everywhere', () => {
    const owner = /github\.com\/([^/]+)\//.exec((manifest['repository'] as { url: string }).url)?.[1] ?? '';
    const tracked = execFileSync('git', ['ls-files', '-z', '--', ':!test', ':!docs'], { cwd: root, encoding: 'utf8' });
    const named = /(?:github\.com\/|ghcr\.io\/|io\.github\.|githubusercontent\.com\/)([\w-]+)\/confluence-mcp-server/g;
    const ownersIn = (text: string): string[] => [...text.matchAll(named)].map(([, name = '']) => name);
    const files = tracked.split('\0').filter((path) => path !== '' && ownersIn(read(path)).length > 0);
    expect(new Set(files.flatMap((path) => ownersIn(read(path))))).toEqual(new Set([owner]));
    const folder = mkdtempSync(join(tmpdir(), 'owner-'));
    for (const path of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), read(path));
    }
    const command = /^git grep .*$/m.exec(read('docs/deploy.md'))?.[0] ?? '';
    execFileSync('bash', ['-c', `git init -q && git add . && ${command}`], { cwd: folder });
    const after = files.flatMap((path) => ownersIn(readFileSync(join(folder, path), 'utf8')));
    expect([after.length > 6, new Set(after)]).toEqual([true, new Set(['acme'])]);
  });

  it('every icon that is named is there', () => {
    const raw = /main\/(.+)$/.exec((json('server.json')['icons'] as { src: string }[])[0]?.src ?? '')?.[1] ?? '';
    const named = [raw, String(json('.cursor-plugin/plugin.json')['logo'])];
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('the marketplace lists the plugin where it is', () => {
    const { plugins } = json('.claude-plugin/marketplace.json') as { plugins: { name: string; source: string }[] };
    expect(plugins).toMatchObject([{ name: json('.claude-plugin/plugin.json')['name'], source: './' }]);
  });

  it('the skill has a name, a description, and tools that there are', () => {
    const [, head = ''] = /^---\n([^]*?)\n---\n/.exec(read('skills/confluence/SKILL.md')) ?? [];
    const { name, description } = parse(head) as { name: string; description: string };
    expect(name).toBe('confluence');
    expect(description.length).toBeLessThanOrEqual(1024);
    const named = [...read('skills/confluence/SKILL.md').matchAll(/`(confluence_\w+)`/g)].map(([, tool = '']) => tool);
    expect(named.filter((tool) => !catalogue.some((one) => one.name === tool))).toEqual([]);
    expect(read('skills/confluence/SKILL.md')).toContain('`append_table_row`');
    expect(JSON.stringify(catalogue.find((one) => one.name === 'confluence_edit_page')?.inputSchema)).toContain(
      'append_table_row',
    );
  });

  it('the image of a release has the tag that Kubernetes pulls', () => {
    expect(read('.github/workflows/release.yml')).toContain('type=semver,pattern={{version}}');
    const { images } = parse(read('deploy/kubernetes/base/kustomization.yaml')) as { images: { newTag: string }[] };
    expect(images.map(({ newTag }) => newTag)).toEqual([manifest['version']]);
  });

  it('the workflows take the Node of the image, and each is a workflow', () => {
    expect(read('Dockerfile')).toContain(`ARG NODE_VERSION=${read('.nvmrc').trim()}-slim`);
    const { node } = manifest['engines'] as { node: string };
    expect(read('.github/workflows/ci.yml')).toContain(`node: [${node.replace('>=', '')}.0, `);
    for (const name of ['ci', 'nightly', 'release']) {
      const { on, jobs } = parse(read(`.github/workflows/${name}.yml`)) as {
        on: object;
        jobs: Record<string, { steps: { run?: string }[] }>;
      };
      expect(on).toBeDefined();
      const scripts = manifest['scripts'] as Record<string, string>;
      const called = Object.values(jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run: text = '' }) =>
          [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script = '']) => script),
        ),
      );
      expect([name, called.filter((script) => !(script in scripts))]).toEqual([name, []]);
      const files = Object.values(jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run: text = '' }) =>
          [...text.matchAll(/\bnode (scripts\/\S+)/g)].map(([, file = '']) => file),
        ),
      );
      expect([name, files.filter((file) => !existsSync(join(root, file)))]).toEqual([name, []]);
    }
  });
});
