import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { folderOf, violationsOf, type SourceFile } from './support/house-rules.js';
import { circlesOf, fileGraph, folderGraph } from './support/import-graph.js';
import { undocumentedExports, unusedExports } from './support/exported-names.js';

const top = fileURLToPath(new URL('..', import.meta.url));

function readFiles(folder: string): SourceFile[] {
  return readdirSync(`${top}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(`${top}${path}`, 'utf8') }));
}

const source = readFiles('src');
const tests = readFiles('test');
const bench = readFiles('bench');

describe('the house', () => {
  it('is built by its own rules', () => {
    expect(source.length).toBeGreaterThan(10);
    expect(source.flatMap(violationsOf)).toEqual([]);
  });

  it('is tested and measured by its own rules', () => {
    expect([...tests, ...bench].flatMap(violationsOf)).toEqual([]);
  });

  it('has one entry to each room', () => {
    const folders = new Set(source.map(({ path }) => folderOf(path)).filter((folder) => !folder.includes('.')));
    const closed = [...folders].filter((folder) => !source.some(({ path }) => path === `src/${folder}/index.ts`));
    // Nobody imports cli: it may import every other room, and has one file each for its commands.
    expect(closed.filter((folder) => folder !== 'cli')).toEqual([]);
  });

  it('says of each export what its name does not: its users read that, not its code', () => {
    expect(undocumentedExports(source)).toEqual([]);
  });

  it('exports what another file imports, and keeps the rest', () => {
    expect(unusedExports(source, [...source, ...tests, ...bench])).toEqual([]);
  });

  it('has no circle of files: each can be understood, tested and moved after what it needs', () => {
    expect(circlesOf(fileGraph([...source, ...tests, ...bench]))).toEqual([]);
  });

  it('has no circle between the folders of content: the layers are read from the bottom up', () => {
    expect(circlesOf(folderGraph(source, 'src/content'))).toEqual([]);
  });
});

describe('the rules', () => {
  const refusals = (path: string, text: string) => violationsOf({ path, text });

  it.each([
    ['src/http/x.ts', `import axios from 'axios';`, /axios, which lives only in outbound/],
    ['src/http/x.ts', `import type { AxiosError } from 'axios';`, /axios/],
    ['src/http/x.ts', `const a = await import('axios');`, /axios/],
    ['src/http/x.ts', `export { isAxiosError } from 'axios';`, /axios/],
    ['src/http/x.ts', `let a: import('axios').AxiosError;`, /axios/],
    ['src/http/x.ts', `const a = require('axios');`, /axios/],
    ['src/http/x.ts', `import a = require('axios');`, /axios/],
    ['src/http/x.ts', `const a = await import(name);`, /\(computed\), which has no home yet/],
    ['src/mcp/x.ts', `import express from 'express';`, /express, which lives only in http and sandbox/],
    ['src/http/x.ts', `import { jwtVerify } from 'jose';`, /jose, which lives only in auth/],
    ['src/mcp/x.ts', `import { Client } from '@modelcontextprotocol/client';`, /client and cli/],
    ['src/mcp/x.ts', `import { Client } from '@modelcontextprotocol/sdk/client/index.js';`, /client and cli/],
    ['src/cli/x.ts', `import { McpServer } from '@modelcontextprotocol/server';`, /lives only in mcp/],
    ['src/mcp/x.ts', `import { gfm } from 'micromark-extension-gfm';`, /lives only in content/],
    ['src/mcp/x.ts', `import leftPad from 'left-pad';`, /no home yet/],
    ['src/sandbox/x.ts', `import { x } from '../confluence/index.js';`, /not in its row of the import table/],
    ['src/content/x.ts', `import type { Logger } from '../observability/index.js';`, /not in its row/],
    ['src/http/x.ts', `import { x } from '../compose.js';`, /not in its row/],
    ['src/http/x.ts', `import { x } from '../cli/serve.js';`, /not in its row/],
    ['src/errors.ts', `import { x } from './config/index.js';`, /not in its row/],
    [
      'src/mcp/tools/x.ts',
      `import { x } from '../../confluence/port.js';`,
      /enters confluence by src\/confluence\/port.js/,
    ],
    ['src/compose.ts', `import { x } from './http/app.js';`, /index.js is a room's only entry/],
    ['src/index.ts', `import { x } from './http/index.js';`, /only hands argv to cli/],
    ['src/http/x.ts', `import { x } from '../../test/support/x.js';`, /outside src/],
    ['src/kitchen/x.ts', ``, /kitchen, which is not on the floor plan/],
    ['src/mcp/x.ts', `const a = process.env['X'];`, /settings are read once, by config/],
    ['src/mcp/x.ts', `const a = process['env'];`, /process\.env/],
    ['src/mcp/x.ts', `const { env: e } = process;`, /process\.env/],
    ['src/mcp/x.ts', `const a = globalThis.process.env;`, /process\.env/],
    ['src/mcp/x.ts', `import { env } from 'node:process';`, /process\.env/],
    ['src/mcp/x.ts', `console.log(1);`, /goes through the logger/],
    ['src/mcp/x.ts', `const { log } = console;`, /console/],
    ['src/mcp/x.ts', `globalThis.console.log(1);`, /console/],
    ['src/mcp/index.ts', `/** What a model can ask for. */`, /must open with a docblock/],
    ['src/mcp/x.ts', `export default 1;`, /default export/],
    ['src/mcp/x.ts', `export default function x() {}`, /default export/],
    ['src/mcp/x.ts', `const x = 1; export { x as default };`, /default export/],
    ['src/mcp/x.ts', '\n'.repeat(300) + 'export {};', /has 301 lines/],
    ['test/mcp/x.test.ts', '\n'.repeat(300) + 'export {};', /has 301 lines/],
    ['src/mcp/utils/x.ts', ``, /missing noun/],
    ['src/mcp/string-helpers.ts', ``, /missing noun/],
    ['src/mcp/types.ts', ``, /missing noun/],
    ['src/mcp/getPage.ts', ``, /kebab-case/],
    ['src/confluence/datacenter/x.ts', `import { y } from '../cloud/y.js';`, /one can change without the other/],
    ['src/confluence/cloud/x.ts', `import type { Y } from '../datacenter/y.js';`, /one can change without the other/],
    ['src/documents/x.ts', `import { y } from '../content/index.js';`, /not in its row/],
    ['src/mcp/tool-door.ts', ``, /names tool-door by a metaphor/],
    ['src/mcp/x.ts', `export const toolShelf = 1;`, /names toolShelf by a metaphor/],
    ['src/mcp/x.ts', `export function openVault() {}`, /names openVault/],
    ['src/mcp/x.ts', `export interface X { grant_book: string }`, /names grant_book/],
  ])('refuse in %s the source %j', (path, text, reason) => {
    expect(refusals(path, text)).toEqual([expect.stringMatching(reason)]);
    expect(refusals(path, text)[0]).toContain(path);
  });

  it.each([
    ['src/outbound/x.ts', `import axios from 'axios';`],
    [
      'src/mcp/x.ts',
      `import { z } from 'zod';\nimport { join } from 'node:path';\nimport { AppError } from '../errors.js';`,
    ],
    ['src/mcp/tools/x.ts', `import type { Page } from '../../confluence/index.js';\nimport { y } from '../params.js';`],
    ['src/cli/x.ts', `import { x } from '../compose.js';\nimport { y } from '../http/index.js';\nconsole.log(1);`],
    ['src/index.ts', `import { main } from './cli/main.js';`],
    ['src/config/x.ts', `const a = process.env['X'];`],
    ['src/mcp/x.ts', `// console.log(process.env)\nconst a = "import 'axios'";\nconst b = { console: 1 }.console;`],
    ['src/mcp/x.ts', `process.exitCode = 1;\nconst { pid } = process;`],
    ['src/mcp/prototypes.ts', `export const type = 1;`],
    ['src/mcp/content-type.ts', ``],
    ['src/mcp/x.ts', `export const bookmark = 1;\nexport const baggage = { outdoors: 1 };`],
    ['src/confluence/cloud/x.ts', `import { y } from '../rest/y.js';`],
    ['test/http/x.test.ts', `import axios from 'axios';\nconst a = process.env['X'];`],
    ['src/mcp/index.ts', `/**\n * The table.\n * May import: content.\n * Promise: one table.\n */\nexport {};`],
  ])('allow in %s the source %j', (path, text) => {
    expect(refusals(path, text)).toEqual([]);
  });
});

const files = (sources: Record<string, string>) => Object.entries(sources).map(([path, text]) => ({ path, text }));

describe('exports without a docblock', () => {
  it.each([
    ['of every kind', `export const x = 1;`, ['x']],
    ['but for what is told', `/** Told. */\nexport interface Told {}\nexport class Untold {}`, ['Untold']],
    ['where a comment is none', `// Not so.\nexport function f() {}`, ['f']],
    ['where the docblock is of the file', `/** A file. */\n\nexport type T = 1;`, ['T']],
    ['once for all overloads', `/** Told. */\nexport function f(a: 1): 1;\nexport function f(a: 2): 2;`, []],
    ['not where they are passed on', `export { x as y } from './x.js';\nexport * from './z.js';`, []],
    ['not of what a file keeps', `const x = 1;`, []],
  ])('are found %s', (_case, text, names) => {
    const found = undocumentedExports(files({ 'src/a/b/x.ts': text }));
    expect(found.map((sentence) => sentence.split(' without ')[0])).toEqual(
      names.map((name) => `src/a/b/x.ts exports ${name}`),
    );
  });
});

describe('exports without a use', () => {
  const unused = (user: string) =>
    unusedExports(
      files({ 'src/a/x.ts': `export const x = 1;\nexport interface Y {}\nexport const { z } = { z: 1 };` }),
      files({ 'src/b/user.ts': user }),
    ).map((sentence) => sentence.split(', which')[0]);

  it.each([
    ['what is imported', `import { x as other, type Y } from '../a/x.js';`, ['z']],
    ['what is passed on', `export { x, z } from '../a/x.js';`, ['Y']],
    ['a file that is loaded as a whole', `const { x } = await import('../a/x.js');`, []],
    ['nothing of another file', `import { x } from './x.js';`, ['x', 'Y', 'z']],
  ])('are all but %s', (_what, user, names) => {
    expect(unused(user)).toEqual(names.map((name) => `src/a/x.ts exports ${name}`));
  });
});

describe('circles', () => {
  it('are found however long they are, and told as the way round', () => {
    const graph = fileGraph(
      files({
        'src/a/x.ts': `import { y } from './y.js';`,
        'src/a/y.ts': `export * from '../b/z.js';`,
        'src/b/z.ts': `const x = await import('../a/x.js');`,
        'src/b/alone.ts': `import '../a/x.js';`,
      }),
    );
    expect(circlesOf(graph)).toEqual([['src/a/x.ts', 'src/a/y.ts', 'src/b/z.ts', 'src/a/x.ts']]);
  });

  it('are made by types as well, between files and between folders', () => {
    const sources = files({
      'src/a/one/x.ts': `import type { Y } from '../two/y.js';`,
      'src/a/two/y.ts': `import { x, type X } from '../one/x.js';`,
    });
    expect(circlesOf(fileGraph(sources))).toEqual([['src/a/one/x.ts', 'src/a/two/y.ts', 'src/a/one/x.ts']]);
    expect(circlesOf(folderGraph(sources, 'src/a'))).toEqual([['one', 'two', 'one']]);
  });
});
