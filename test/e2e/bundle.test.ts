import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../support/process.js';

const root = new URL('../../', import.meta.url).pathname;
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const node = (cwd: string, ...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } });

/** As the source maps name them: the packages whose code is in the bundle, with the version that is installed. */
function bundledPackages(): string[] {
  const maps = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((file) => (JSON.parse(read('dist', file)) as { sources: string[] }).sources);
  const folders = sources.flatMap(
    (source) =>
      /node_modules\/.*node_modules\/(?:@[^/]+\/)?[^/]+|node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? [],
  );
  // Packages that were made of others name their sources too.
  const installed = [...new Set(folders)].filter((folder) => existsSync(join(root, folder, 'package.json')));
  return installed.map((folder) => {
    const { name, version } = JSON.parse(read(folder, 'package.json')) as { name: string; version: string };
    return `${name} ${version}`;
  });
}

/** What Node reads of `dist` before a service runs: these files, and all that they import at once, from file to file. */
function filesAtStart(): string[] {
  const files = readdirSync(join(root, 'dist'));
  const found = new Set(['index.js', ...files.filter((file) => /^(?:run-process|serve)-\w+\.js$/.test(file))]);
  expect(found.size).toBe(3);
  for (const file of found) {
    for (const [, name] of read('dist', file).matchAll(/\b(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(name ?? '');
  }
  return [...found];
}

/** Of a server that nobody but this machine can call. */
const settings = {
  ...{ AUTH_MODES: 'none', HOST: '127.0.0.1', CONFLUENCE_DEPLOYMENT: 'cloud' },
  ...{ CONFLUENCE_URL: 'https://example.atlassian.net/wiki', CONFLUENCE_USERNAME: 'ann@example.com' },
  CONFLUENCE_API_TOKEN: 'not-a-secret',
};

/** Writes into the file LOADED each module that Node loads, with the time. */
const noteLoaded = `
import { appendFileSync } from 'node:fs';
export const load = (url, context, next) => {
  appendFileSync(process.env.LOADED, Date.now() + ' ' + url + '\\n');
  return next(url, context);
};`;

const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** The sources of what a server with these settings has loaded by the time that it listens. */
async function loadedAtStart(env: Record<string, string>): Promise<string[]> {
  const loaded = join(mkdtempSync(join(tmpdir(), 'loaded-')), 'modules');
  const hooks = dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(dataUrl(noteLoaded))});`);
  const server = start(['serve'], { ...env, PORT: '0', LOADED: loaded, NODE_OPTIONS: `--import=${hooks}` });
  const [line] = await server.waitFor(/^.*"server_started".*$/m);
  const { time } = JSON.parse(line) as { time: string };
  server.child.kill('SIGKILL');
  await server.exited;
  const notes = readFileSync(loaded, 'utf8').trim().split('\n');
  const urls = notes.flatMap((note) => {
    const [at, url = ''] = note.split(' ');
    return Number(at) <= Date.parse(time) ? [url] : [];
  });
  const files = urls
    .filter((url) => url.startsWith(`file://${join(root, 'dist')}`))
    .map((url) => `${url.slice(7)}.map`);
  return files.flatMap((map) => (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources);
}

describe('the bundle', () => {
  // Where nothing else is installed, as in an image.
  const program = mkdtempSync(join(tmpdir(), 'program-'));
  beforeAll(() => {
    node(root, 'scripts/external-packages.js', program);
    const filter = (path: string): boolean => !path.startsWith(join(root, 'dist/bench'));
    cpSync(join(root, 'dist'), join(program, 'dist'), { recursive: true, filter });
    cpSync(join(root, 'package.json'), join(program, 'package.json'));
  });
  afterAll(() => rmSync(program, { recursive: true }));

  // package.test.ts walks the tour with nothing beside it at all.
  it('runs by itself, with the packages beside it that have binaries', () => {
    expect(readdirSync(join(program, 'node_modules'))).not.toContain('express');
    expect(node(program, 'dist/index.js', '--version')).toBe(`${manifest.version}\n`);
  });

  it('has what those depend on', () => {
    const script = `import { open } from 'lmdb'; const db = open({ path: 'db' }); await db.put('a', 1); console.log(db.get('a'));`;
    expect(node(program, '--input-type=module', '-e', script)).toBe('1\n');
  });

  it('writes the names of classes alone, because a function with a written name is slower to make', () => {
    const calls = readdirSync(join(root, 'dist')).flatMap((file) => {
      const text = file.endsWith('.js') ? read('dist', file) : '';
      const helpers = [...text.matchAll(/([\w$]+)=\(target,value\)=>[\w$]+\(target,"name"/g)].map(([, name]) => name);
      return helpers.flatMap((name) => text.match(new RegExp(`\\b${name}\\(\\w+`, 'g')) ?? []);
    });
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter((call) => !call.endsWith('(this'))).toEqual([]);
  });

  it('reads at its start nothing of what no setting asks for', () => {
    const files = filesAtStart().flatMap(
      (file) => (JSON.parse(read('dist', `${file}.map`)) as { sources: string[] }).sources,
    );
    const isRead = (name: string): boolean => files.some((file) => file.includes(name));
    expect(
      ['node_modules/express/', 'src/config/load-config.ts', 'node_modules/zod/'].filter((name) => !isRead(name)),
    ).toEqual([]);
    const unread = [
      ...[
        'oidc-provider',
        'openid-client',
        'ioredis',
        'undici',
        'google-auth-library',
        'unpdf',
        'yaml',
        'prom-client',
        'ajv',
      ],
      ...['@modelcontextprotocol/sdk', '@modelcontextprotocol/client', 'micromark', 'htmlparser2', 'fflate', 'diff'],
      ...['axios', 'form-data', 'thread-stream', 'entities', 'commander'],
    ].map((name) => `node_modules/${name}/`);
    const ours = [
      'src/mcp/tools/pages/',
      'src/confluence/cloud/',
      'src/http/docs/',
      'src/sandbox/',
      'src/client/',
      'src/api/client/',
      'src/documents/pdf.ts',
      'src/content/edit/',
    ];
    expect([...unread, ...ours].filter(isRead)).toEqual([]);
  });

  it('loads the library that counts, the tools and what judges their writes after a start with metrics and a policy', async () => {
    const policy = join(program, 'write-policy.json');
    writeFileSync(policy, JSON.stringify({ default: { spaces: ['ENG'], writes_per_hour: 60 } }));
    const loaded = await loadedAtStart({ ...settings, METRICS_TOKEN: 'm'.repeat(40), WRITE_POLICY_FILE: policy });
    const isLoaded = (name: string): boolean => loaded.some((file) => file.includes(name));
    expect(['src/mcp/write-policy/load-write-policy.ts', 'src/cli/serve.ts'].filter((name) => !isLoaded(name))).toEqual(
      [],
    );
    const later = [
      'node_modules/prom-client/',
      'src/mcp/tools/pages/',
      'src/mcp/write-policy/judge.ts',
      'src/content/',
    ];
    expect(later.filter(isLoaded)).toEqual([]);
  });

  it('imports none of those modules of Node of which every export would be read at once', () => {
    const imported = filesAtStart().flatMap((file) => [
      ...read('dist', file).matchAll(/\b(?:from|import)\s*"(?:node:)?(https?|tls|process)"/g),
    ]);
    expect(imported.map(([text]) => text)).toEqual([]);
  });

  it('lets no package write of itself where DEBUG names it, past the log', async () => {
    const server = start(['serve'], { ...settings, DEBUG: 'express:*,router*,body-parser:*,*', PORT: '0' });
    const [line] = await server.waitFor(/^.*"server_started".*$/m);
    const { port } = JSON.parse(line) as { port: number };
    await (await fetch(`http://127.0.0.1:${port}/health?token=shown-nowhere`)).text();
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    expect(server.err()).toBe('');
    expect(server.out()).not.toContain('shown-nowhere');
  });

  it('has what every start reads in few files, each of which is a turn of the loader', () => {
    expect(filesAtStart().length).toBeLessThan(18);
  });

  it('has stack traces that name the lines of our sources', () => {
    const script = `import { connect } from './dist/client/index.js';
      await connect({ url: 'http://127.0.0.1:1/mcp' }).catch(({ stack }) => console.log(stack));`;
    writeFileSync(join(program, 'fail.mjs'), script);
    const [, line] =
      /src\/client\/connect\.ts:(\d+):\d+\)/.exec(node(program, '--enable-source-maps', 'fail.mjs')) ?? [];
    expect(read('src/client/connect.ts').split('\n')[Number(line) - 1]).toMatch(/await|connect/);
  });

  it('is exported as a client with types', () => {
    const { types, default: code } = manifest.exports['./client'];
    expect(existsSync(join(root, code))).toBe(true);
    expect(read(types)).toContain('connect');
  });

  it('carries the licence of every package in it', () => {
    const titles = read('dist/LICENSES.txt').match(/^\S+ \S+ \(.+\)$/gm) ?? [];
    const bundled = bundledPackages();
    expect(bundled.length).toBeGreaterThan(100);
    const listed = new Set(titles.map((title) => title.replace(/ \(.*/, '')));
    expect(bundled.filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe('the bill of materials', () => {
  it('names every package that is in the bundle or beside it', () => {
    const { components } = JSON.parse(
      execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' }),
    );
    const listed = components.map(
      (one: { group?: string; name: string; version: string }) =>
        `${one.group ? `${one.group}/` : ''}${one.name} ${one.version}`,
    );
    const direct = Object.entries(manifest.dependencies as Record<string, string>).map(
      ([name, version]) => `${name} ${version}`,
    );
    expect([...bundledPackages(), ...direct].filter((name) => !listed.includes(name))).toEqual([]);
  });
});
