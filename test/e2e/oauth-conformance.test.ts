/** The official suite's scenarios for authorization servers. It needs a newer Node, so `.ci/real-clients` brings it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedPeople } from '../../src/sandbox/index.js';
import { freePort } from '../support/free-port.js';
import { approve, createClient } from '../support/oauth-client.js';
import {
  atlassianSurroundings,
  serveInProcess,
  type InProcess,
  type Surroundings,
} from '../support/oauth-surroundings.js';
import { Visitor } from '../support/visitor.js';

/** How the suite is started: the programs and their first arguments, separated by spaces. */
const suite = (process.env['MCP_CONFORMANCE'] ?? '').split(' ').filter(Boolean);
if (suite.length === 0)
  process.stderr.write(
    'SKIPPED: MCP_CONFORMANCE does not say where the conformance suite is (.ci/real-clients does).\n',
  );

(suite.length === 0 ? describe.skip : describe)('the official conformance suite', () => {
  let around: Surroundings;
  let service: InProcess;
  beforeAll(async () => {
    around = await atlassianSurroundings();
    around.sandbox.oauth.signedIn = seedPeople.amina;
    service = await serveInProcess(around.env);
  });
  afterAll(async () => {
    await service.close();
    await around.close();
  });

  /** Runs all of them, and is the person in them: whoever is sent to `/authorize` allows what is asked. */
  async function runSuite(): Promise<string> {
    const port = await freePort();
    const { id } = await createClient(around, { redirect_uris: [`http://127.0.0.1:${port}/callback`] });
    const [command = '', ...first] = suite;
    const where = ['--url', around.baseUrl, '--resource', around.mcpUrl, '--client-id', id, '--port', String(port)];
    const child = spawn(command, [...first, 'authorization', ...where]);
    const ended = once(child, 'close');
    let text = '';
    let isSent = false;
    const hear = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const url = /http\S+\/authorize\?\S+(?=\s)/.exec(text)?.[0];
      if (url === undefined || isSent) return;
      isSent = true;
      void allow(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const [code] = (await ended) as [number];
    return `${text}\nexit ${code}`;
  }

  async function allow(url: string): Promise<void> {
    const visitor = new Visitor();
    const page = await visitor.follow(await visitor.get(url));
    await visitor.follow(await approve(visitor, page));
  }

  it('passes every scenario for authorization servers', async () => {
    const report = await runSuite();
    expect(report).toContain('authorization-server-metadata-endpoint: 2 passed, 0 failed');
    expect(report).toContain('authorization-code-grant: 1 passed, 0 failed');
    expect(report).toMatch(/exit 0$/);
  }, 60_000);
});
