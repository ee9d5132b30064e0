import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDocumentReader } from '../../../src/documents/index.js';
import { createContentConverter } from '../../../src/content/index.js';
import { createConfluenceClient, scopesForTools } from '../../../src/confluence/index.js';
import { catalogue } from '../../../src/mcp/index.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { createDispatch } from '../../../src/mcp/server/dispatch.js';
import { createSpacePolicy, policedClient } from '../../../src/mcp/space-policy/index.js';
import { createOutbound, type Outbound } from '../../../src/outbound/index.js';
import { cloudId } from '../../../src/sandbox/cloud/gateway.js';
import { scopesNeeded } from '../../../src/sandbox/cloud/oauth-scopes.js';
import { seedPeople, startSandbox, type CloudSandbox } from '../../../src/sandbox/index.js';
import { toolCalls } from '../../catalogue/tool-calls.js';
import { caller, recordingAudit, recordingLogger, openClaims } from '../../mcp/fixtures/callers.js';
import { findScopes, isOpenApiAvailable } from '../../support/openapi-scopes.js';

let sandbox: CloudSandbox;
let outbound: Outbound;
const content = createContentConverter();
afterAll(() => content.close());
beforeEach(async () => {
  sandbox = await startSandbox();
  outbound = createOutbound();
});
afterEach(async () => {
  outbound.close();
  await sandbox.close();
});

/** Calls a tool with a token that has these scopes and no others, with spaces kept to a policy. */
async function callWithScopes(name: string, args: Record<string, unknown>, scopes: readonly string[]) {
  const code = sandbox.oauth.openCode({
    accountId: seedPeople.service,
    redirectUri: 'http://localhost/',
    scopes,
    codeChallenge: undefined,
  });
  const token = sandbox.oauth.redeem(code, 'http://localhost/', undefined).body['access_token'] as string;
  const log = recordingLogger();
  const confluenceClient = createConfluenceClient({
    deployment: 'cloud',
    siteUrl: sandbox.url,
    gateway: { url: sandbox.oauth.apiUrl, cloudId },
    credentials: { kind: 'caller' },
    timeoutMs: 5_000,
    maxConcurrency: 8,
    agents: outbound,
    log,
    userAgent: 'test/1',
  });
  const boundary = createBoundary({
    confluenceClient: policedClient(confluenceClient, createSpacePolicy({ deny: ['NOPE'] })),
    content,
    documents: createDocumentReader(),
    audit: recordingAudit(),
    acting: {
      actAs: 'caller',
      downstream: () => ({ accessToken: () => Promise.resolve(token), revoke: () => Promise.resolve() }),
    },
  });
  const dispatch = createDispatch(new Map(catalogue.map((tool) => [tool.name, tool])), boundary, { openClaims });
  const signal = new AbortController().signal;
  return dispatch({ name, arguments: args, signal, progress: () => undefined }, caller(undefined, 'req-1', log));
}

const tools = catalogue.filter(({ toolset }) => toolset !== 'examples');

if (!isOpenApiAvailable) process.stderr.write('SKIPPED: the official API descriptions are not here\n');

/** Holds every request that was made, and the sandbox's own judgement of it, against Atlassian's descriptions. */
function expectAtlassianToAgree(scopes: readonly string[]): void {
  const prefix = `/ex/confluence/${cloudId}`;
  const asked = sandbox.requests.filter(({ path }) => path.startsWith(prefix));
  expect(asked.length).toBeGreaterThan(0);
  for (const { method, path } of asked) {
    const described = findScopes(method, path.slice(prefix.length));
    const isOpen = described.some((set) => set.every((scope) => scopes.includes(scope)));
    expect([method, path, isOpen]).toEqual([method, path, true]);
    const emulated = scopesNeeded(method, path.slice(`${prefix}/wiki`.length));
    expect(emulated.map((set) => [...set].sort())).toEqual(described.map((set) => [...set].sort()));
  }
}

describe('the scopes that are asked of Atlassian', () => {
  it.each(tools.map((tool) => ({ tool, name: tool.name })))('are enough for $name', async ({ tool, name }) => {
    const result = await callWithScopes(name, toolCalls[name]?.args ?? {}, scopesForTools([tool]));
    expect(result.isError === true ? result.content[0].text : '').toBe('');
    expect(sandbox.requests.filter(({ status }) => status === 401)).toEqual([]);
    if (isOpenApiAvailable) expectAtlassianToAgree(scopesForTools([tool]));
  });

  it('are all that the client ever names', () => {
    const folder = fileURLToPath(new URL('../../../src/confluence/cloud', import.meta.url));
    const named = readdirSync(folder).flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /'((?:[a-z]+:[\w.-]+:|search:)confluence|read:confluence-user)'/g,
        ),
      ].map(([, scope]) => scope),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(scopesForTools(tools)).toEqual(expect.arrayContaining(named));
  });

  it('grow with what the tools do', () => {
    const reading = scopesForTools(tools.filter(({ effect }) => effect === 'read'));
    expect(reading.filter((scope) => /^(?:write|delete):/.test(scope))).toEqual([]);
    expect(scopesForTools(tools)).toEqual(expect.arrayContaining([...reading, 'write:page:confluence']));
    expect(scopesForTools(tools).length).toBeLessThan(50);
    expect(scopesForTools(catalogue.filter(({ toolset }) => toolset === 'examples'))).toEqual([]);
  });

  it('name the one that is missing when a token has fewer', async () => {
    const result = await callWithScopes('confluence_add_labels', toolCalls['confluence_add_labels']?.args ?? {}, [
      'read:page:confluence',
      'read:space:confluence',
    ]);
    expect(result.content[0].text).toContain('FORBIDDEN');
    expect(result.content[0].text).toContain('write:label:confluence');
  });
});
