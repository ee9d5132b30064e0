import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { roomOf, violationsOf, type SourceFile } from './support/house-rules.js';

const top = fileURLToPath(new URL('..', import.meta.url));

function readFiles(folder: string): SourceFile[] {
  return readdirSync(`${top}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(`${top}${path}`, 'utf8') }));
}

const source = readFiles('src');

describe('the house', () => {
  it('is built by its own rules', () => {
    expect(source.length).toBeGreaterThan(10);
    expect(source.flatMap(violationsOf)).toEqual([]);
  });

  it('is tested by its own rules', () => {
    expect(readFiles('test').flatMap(violationsOf)).toEqual([]);
  });

  it('has one door to each room', () => {
    const rooms = new Set(source.map(({ path }) => roomOf(path)).filter((room) => !room.includes('.')));
    const doorless = [...rooms].filter((room) => !source.some(({ path }) => path === `src/${room}/index.ts`));
    // Nobody visits cli: it holds the keys to every other room, and one file each for its commands.
    expect(doorless.filter((room) => room !== 'cli')).toEqual([]);
  });
});

describe('the rules', () => {
  const refusals = (path: string, text: string) => violationsOf({ path, text });

  it.each([
    ['src/http/x.ts', `import axios from 'axios';`, /axios, which lives only in confluence and api/],
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
    ['src/compose.ts', `import { x } from './http/app.js';`, /index.js is a room's only door/],
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
  ])('refuse in %s the source %j', (path, text, reason) => {
    expect(refusals(path, text)).toEqual([expect.stringMatching(reason)]);
    expect(refusals(path, text)[0]).toContain(path);
  });

  it.each([
    ['src/confluence/x.ts', `import axios from 'axios';`],
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
    ['test/http/x.test.ts', `import axios from 'axios';\nconst a = process.env['X'];`],
    ['src/mcp/index.ts', `/**\n * The table.\n * May import: content.\n * Promise: one table.\n */\nexport {};`],
  ])('allow in %s the source %j', (path, text) => {
    expect(refusals(path, text)).toEqual([]);
  });
});
