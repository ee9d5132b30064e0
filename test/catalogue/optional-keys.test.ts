import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConfluenceClient } from '../../src/confluence/index.js';
import { createContentConverter } from '../../src/content/index.js';
import { createDocumentReader } from '../../src/documents/index.js';
import { catalogue } from '../../src/mcp/index.js';
import { createBoundary } from '../../src/mcp/server/boundary.js';
import { createDispatch } from '../../src/mcp/server/dispatch.js';
import { createOutbound } from '../../src/outbound/index.js';
import { startSandbox, type DataCenterSandbox } from '../../src/sandbox/index.js';
import { caller, recordingAudit, recordingLogger, openClaims } from '../mcp/fixtures/callers.js';
import { startAlteringProxy, type AlteringProxy, type Json, type SeenAnswer } from '../support/altering-proxy.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { toolCallsOf } from './tool-calls.js';
import { isThorough } from '../support/thorough.js';

type Path = readonly (string | number)[];

/** Every key of an answer; of a list the first item stands for all. */
function* keysOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    yield* keysOf(value[0], [...path, 0]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    yield [...path, key];
    yield* keysOf(item, [...path, key]);
  }
}

/** The same answer with one key null, or absent. */
function without(answer: Json, path: Path, how: 'null' | 'absent'): Json {
  const copy = structuredClone(answer);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown>)[step];
  const key = path.at(-1) ?? '';
  if (how === 'null') (at as Record<string | number, unknown>)[key] = null;
  else delete (at as Record<string | number, unknown>)[key];
  return copy;
}

/** Both, or one of them for every other key. */
const waysFor = (path: Path): readonly ('null' | 'absent')[] =>
  isThorough ? ['null', 'absent'] : [path.join('.').length % 2 === 0 ? 'null' : 'absent'];

/** Links and names of what can be expanded are alike in all answers: unless all is tried, the first that has such a key stands for the others. */
function nameOf(kind: string, path: Path): string {
  const at = path.findIndex((step) => step === '_links' || step === '_expandable');
  return isThorough || at === -1 || at === path.length - 1 ? `${kind} ${path.join('.')}` : path.slice(at).join('.');
}

const outbound = createOutbound();
const content = createContentConverter();
const documents = createDocumentReader();
afterAll(async () => {
  outbound.close();
  await Promise.all([content.close(), documents.close()]);
});

interface Site {
  readonly proxy: AlteringProxy;
  /** The text of a call; each has a client of its own, which remembers nothing. */
  readonly call: (name: string, args: Record<string, unknown>) => Promise<{ text: string; isError: boolean }>;
  close(): Promise<void>;
}

async function openSite(deployment: Deployment): Promise<Site> {
  const sandbox = await startSandbox({ flavor: deployment } as { flavor: 'cloud' });
  const proxy = await startAlteringProxy(sandbox.url);
  const { personalToken } = (sandbox as unknown as DataCenterSandbox).credentials;
  const basic = { kind: 'basic', ...sandbox.credentials } as const;
  const log = recordingLogger();
  return {
    proxy,
    call: async (name, args) => {
      const confluenceClient = createConfluenceClient({
        ...{ deployment, siteUrl: proxy.url, agents: outbound, log },
        credentials: deployment === 'cloud' ? basic : { kind: 'bearer', token: personalToken },
        ...{ timeoutMs: 10_000, maxConcurrency: 16, userAgent: 'confluence-mcp-server/test' },
      });
      const tools = new Map(catalogue.map((tool) => [tool.name, tool]));
      const boundary = createBoundary({ confluenceClient, content, documents, audit: recordingAudit() });
      const { signal } = new AbortController();
      const dispatch = createDispatch(tools, boundary, { form: 'always', openClaims });
      const result = await dispatch(
        { name, arguments: args, signal, progress: () => undefined },
        caller(undefined, 'req-1', log),
      );
      confluenceClient.close();
      const [said] = result.content;
      return { text: said?.type === 'text' ? said.text : '', isError: result.isError === true };
    },
    close: async () => {
      await proxy.close();
      await sandbox.close();
    },
  };
}

// A key that an answer need not have, or has as null, ended calls and log-ins at other servers and once here.
describe.each(deployments)('an answer of %s that lacks a key', (deployment) => {
  // What several tools ask for is tried with the first that does: all take it through one schema.
  const tried = new Set<string>();
  let site: Site;
  beforeAll(async () => {
    site = await openSite(deployment);
  });
  afterAll(() => site.close());

  /** Each change is tried without reaching the site: the rest of the call, its writes too, is answered as it was the first time. */
  async function sweep({ proxy, call }: Site, name: string, args: Record<string, unknown>): Promise<string[]> {
    proxy.answerWith([]);
    proxy.seen.length = 0;
    const first = await call(name, args);
    expect(first).toMatchObject({ isError: false });
    const failures: string[] = [];
    const seen = [...proxy.seen];
    const answers = [...new Map(seen.map((one) => [`${one.method} ${one.path}`, one])).values()];
    for (const { method, path, answer } of answers) {
      const kind = `${method} ${path.replaceAll(/\d{4,}|[\da-f-]{24,}/g, 'ID').replace(/\?.*/, '')}`;
      for (const key of keysOf(answer)) {
        for (const how of waysFor(key)) {
          const what = `${kind} ${key.join('.')} ${how}`;
          const same = `${nameOf(kind, key)} ${how}`;
          if (tried.has(same)) continue;
          tried.add(same);
          const altered = without(answer, key, how);
          const isIt = (one: SeenAnswer) => one.method === method && one.path === path;
          proxy.answerWith(seen.map((one) => (isIt(one) ? { ...one, answer: altered } : one)));
          const { text, isError } = await call(name, args);
          if (isError && !/^(?!INTERNAL)[A-Z_]+: \S.*/.test(text)) failures.push(`${what}: ${text}`);
          if (text.includes('undefined') || text.includes('[object')) failures.push(`${what}: ${text}`);
        }
      }
    }
    return failures;
  }

  const calls = Object.entries(toolCallsOf(deployment));
  it.each(calls)('is used or refused in words by %s', async (name, { args }) => {
    const isWriter = catalogue.find((tool) => tool.name === name)?.effect !== 'read';
    if (!isWriter) {
      expect(await sweep(site, name, args)).toEqual([]);
      return;
    }
    // A preview asks what the write would meet; the write itself changes the site, which is its own.
    const own = await openSite(deployment);
    try {
      const previewed = await sweep(site, name, { ...args, dry_run: true });
      expect([...previewed, ...(await sweep(own, name, args))]).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it('is tried with every kind of answer', () => {
    expect(tried.size).toBeGreaterThan(isThorough ? 400 : 200);
  });
});
