import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { checkout } from './fake-cloud.js';

const read = (name: string): string => readFileSync(join(checkout, name), 'utf8');

/** The Dockerfile as stages of instructions, with continued lines joined and comments gone. */
const stages = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.trim().split(/\n+/));
const runtime = stages.at(-1) ?? [];
const instruction = (name: string): string[] =>
  runtime.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

describe('the image', () => {
  it('is built in stages on one base that can be pinned', () => {
    expect(read('Dockerfile')).toMatch(/^ARG NODE_VERSION=\d+-slim$/m);
    expect(stages.length).toBeGreaterThan(1);
    for (const [from] of stages) expect(from).toMatch(/^FROM node:\$\{NODE_VERSION\} AS \w+$/);
  });

  it('runs no install script of any package', () => {
    const installs = stages.flat().filter((line) => /npm (ci|install)/.test(line));
    expect(installs.length).toBeGreaterThan(0);
    for (const line of installs) expect(line).toMatch(/npm ci .*--ignore-scripts/);
  });

  it('is not alone in that: npm is told to run none where somebody works on the project either', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const withScript = Object.entries(packages)
      .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true)
      .map(([path]) => path.split('node_modules/').at(-1) ?? '');
    expect(allowScripts).toEqual(Object.fromEntries(withScript.map((name) => [name, false])));
  });

  it('ends with nothing but the program and what Node compiled of it', () => {
    expect(instruction('COPY')).toEqual([
      '--from=build /app/program ./',
      '--from=compiled /tmp/compile-cache ./compile-cache',
    ]);
    expect(instruction('RUN')).toEqual([]);
  });

  it('compiles ahead what it runs: the same base, path, user and flags', () => {
    const compiled = stages.find(([from]) => from?.endsWith(' AS compiled')) ?? [];
    const [from = '', workdir = '', copy = '', user = '', cache = '', ...rest] = compiled;
    expect(from.replace('compiled', 'runtime')).toBe(runtime[0]);
    expect(instruction('WORKDIR')).toEqual([workdir.slice('WORKDIR '.length)]);
    expect(instruction('COPY')).toContain(copy.slice('COPY '.length));
    expect(instruction('USER')).toEqual([user.slice('USER '.length)]);
    const entry = JSON.parse(instruction('ENTRYPOINT')[0] ?? '') as string[];
    const runs = rest.filter((line) => line.startsWith('RUN ')).map((line) => JSON.parse(line.slice('RUN '.length)));
    // Pages, and then tools over another API, which most starts with such tools would compile themselves.
    const folder = '/tmp/own-tools';
    expect(runs).toEqual([
      [...entry, 'demo', '--tour'],
      [...entry, 'init', folder],
      [...entry, 'toolspec'],
    ]);
    expect(rest.filter((line) => !line.startsWith('RUN '))).toEqual([`ENV API_TOOLS_FILE=${folder}/api-tools.yaml`]);
    expect(cache).toBe('ENV NODE_COMPILE_CACHE=/tmp/compile-cache');
    expect(instruction('ENV').join(' ')).toContain('NODE_COMPILE_CACHE=/app/compile-cache');
  });

  it('runs as a user with a number that is not root', () => {
    const [user = ''] = instruction('USER');
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('starts node itself, without a shell, so that SIGTERM reaches the server', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    const entryPoint = JSON.parse(instruction('ENTRYPOINT')[0] ?? '') as string[];
    expect([...entryPoint, 'serve']).toEqual(scripts.start.split(' '));
    expect(JSON.parse(instruction('CMD')[0] ?? '')).toEqual(['serve']);
    expect(instruction('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(instruction('ENV').join(' ')).toContain('NODE_ENV=production');
    expect(instruction('EXPOSE')).toEqual(['8080']);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('has a health check that makes of HTTP %i the exit status %i', async (httpStatus, exitStatus) => {
    const [, command = ''] = /CMD (\[.*\])$/.exec(instruction('HEALTHCHECK')[0] ?? '') ?? [];
    const [, ...argv] = JSON.parse(command) as string[];
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/health' ? httpStatus : 404).end(),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((done) =>
      spawn(process.execPath, argv, { env: { PORT: String(port) } }).on('close', done),
    );
    server.close();
    expect(status).toBe(exitStatus);
  });

  it('is built for linux/amd64 and pushed by Cloud Build under the name that it is given', () => {
    const build = read('deploy/build-image.yaml');
    expect(build).toMatch(/args: \[build, .*--platform=linux\/amd64/);
    expect(build).toMatch(/args: \[push, .*\$\{_IMAGE\}/);
    expect(build).toMatch(/^images: \['\$\{_IMAGE\}'\]/m);
    expect(build).toMatch(/logging: CLOUD_LOGGING_ONLY/);
  });
});

describe('.dockerignore', () => {
  const wanted = [
    'Dockerfile',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'scripts/bundle.js',
    'src/index.ts',
    'src/auth/index.ts',
  ];
  const unwanted = [
    '.env',
    '.env.production',
    'src/.env',
    '.npmrc',
    'key.pem',
    'src/key.pem',
    'src/tls/private.key',
    'test/a.test.ts',
    'node_modules/a/b.js',
    'dist/index.js',
    'coverage/x',
    'README.md',
    'deploy.sh',
  ];

  it('lets in what the Dockerfile copies, and is otherwise closed', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(lines[0]).toBe('/*');
    expect(lines).toEqual(expect.arrayContaining(['**/.env*', '**/*.pem']));
    const admitted = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(2));
    const copied = stages
      .flat()
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(admitted.sort()).toEqual([...new Set(['Dockerfile', ...copied])].sort());
  });

  const gcloud = ['/usr/bin/gcloud', '/usr/local/bin/gcloud'].find((path) => existsSync(path));
  if (!gcloud) console.warn('SKIPPED: gcloud is not installed, so its reading of .dockerignore is not checked.');
  (gcloud ? it : it.skip)('keeps secrets and everything else at home when gcloud uploads the sources', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upload-'));
    for (const path of [...wanted, ...unwanted, '.git/config']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    writeFileSync(join(folder, '.gcloudignore'), read('.dockerignore'));
    const uploaded = execFileSync(gcloud ?? '', ['meta', 'list-files-for-upload', folder], { encoding: 'utf8' });
    expect(uploaded.trim().split('\n').sort()).toEqual([...wanted].sort());
  });
});
