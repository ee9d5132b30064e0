import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { seedIds as ids, startSandbox } from '../../../src/sandbox/index.js';
import { modernClient, oldHttpClient, type AnyClient } from '../../support/clients.js';
import { startTestService, type TestService } from '../../support/service.js';
import { isThorough } from '../../support/thorough.js';
import { kinds, type Case, type Kind } from './case.js';
import { inputs } from './inputs.js';
import { refusals } from './refusals.js';
import { variations } from './variations.js';

let service: TestService;
let token: string;
beforeAll(async () => {
  const sandbox = await startSandbox({ seed: 'everyday' });
  service = await startTestService({ sandbox, env: { TOOLSETS: 'all,examples' } });
  token = await service.token();
});
afterEach(() => service.sandbox.faults.clear());
afterAll(async () => {
  await service.close();
  await service.sandbox.close();
});

type Row = readonly [kind: Kind, what: string, it: Case];
const rows = [inputs, variations, refusals].flatMap((byKind) =>
  Object.entries(byKind).flatMap(([kind, cases]) => cases.map((one): Row => [kind as Kind, one[0], one])),
);

const revision = '2026-07-28';
/** Each era as its client speaks, and as bytes: what is put into the parameters and the headers. */
const eras = [
  [
    revision,
    modernClient,
    {
      'io.modelcontextprotocol/protocolVersion': revision,
      'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  ],
  ['2025-06-18', oldHttpClient, undefined],
] as const;

/** Ways in which a schema once made a host refuse every tool, as the keyword and what its value must not be. */
const schemaRows: readonly (readonly [
  what: string,
  keyword: string,
  bad: (value: unknown, atRoot: boolean) => boolean,
])[] = [
  ['a format', 'format', () => true],
  ['a reference', '$ref', () => true],
  ['a list of types', 'type', Array.isArray],
  ['a union at the root', 'anyOf', (_value, atRoot) => atRoot],
  ['a choice at the root', 'oneOf', (_value, atRoot) => atRoot],
];

const acceptRows: readonly (readonly [accept: string | undefined, type: RegExp])[] = [
  ['application/json', /^application\/json/],
  ['text/event-stream', /^text\/event-stream/],
  ['*/*', /json|event-stream/],
  [undefined, /json|event-stream/],
  ['application/json;q=0.9, text/plain', /^application\/json/],
  ['application/*', /^application\/json/],
  ['APPLICATION/JSON; charset=utf-8', /^application\/json/],
];

describe.each(eras)('a client of %s', (era, connect, meta) => {
  let client: AnyClient;
  beforeAll(async () => {
    client = await connect(service.url, token);
  });

  // What a tool makes of a call does not hang on the era: unless all is tried, the eras take the rows of each kind in turns.
  const turn = era === revision ? 0 : 1;
  const own = rows.filter((_row, at) => isThorough || at % eras.length === turn);
  it.each(own)('%s: %s', async (_kind, _what, [, tool, args, said, fault]) => {
    if (fault !== undefined) service.sandbox.faults.add(fault);
    const { content } = await client.call(tool, args);
    expect(content[0]?.text ?? '').toMatch(said);
  });

  it('B13: the address of a page, wherever one is named', async () => {
    const { content } = await client.call('confluence_get_page', { page_id: ids.paymentsRunbook });
    const url = /(https?:\/\/\S+)/.exec(content[0]?.text ?? '')?.[1];
    const args = { space_key: 'ENG', title: 'Below', parent_id: url, dry_run: true };
    const made = await client.call('confluence_create_page', args);
    expect(made.content[0]?.text).toMatch(/^Preview, nothing was written/);
  });

  /** Sends no header that it was not given, as fetch would. */
  const post = (method: string, accept: string | undefined): Promise<{ status: number; type: string; text: string }> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', 'mcp-protocol-version': era },
        ...(meta !== undefined && { 'mcp-method': method }),
        ...(accept !== undefined && { accept }),
      };
      const req = request(service.url, { method: 'POST', headers });
      req.on('error', reject).on('response', (res) => {
        let text = '';
        res.on('data', (chunk) => (text += String(chunk)));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', text }));
      });
      const params = meta === undefined ? {} : { _meta: meta };
      req.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    });

  it.each(schemaRows)('B5: %s', async (_what, keyword, isBad) => {
    const { text } = await post('tools/list', 'application/json');
    const { tools } = (JSON.parse(text) as { result: { tools: { name: string; inputSchema: Schema }[] } }).result;
    expect(tools.length).toBeGreaterThan(40);
    const bad = tools.filter(({ inputSchema }) =>
      [...within(inputSchema)].some((schema) => keyword in schema && isBad(schema[keyword], schema === inputSchema)),
    );
    expect(bad.map(({ name }) => name)).toEqual([]);
  });

  it.each(acceptRows)('B6: Accept of %s', async (accept, type) => {
    const answer = await post('tools/list', accept);
    expect(answer).toMatchObject({ status: 200, type: expect.stringMatching(type) });
    expect(JSON.parse(answer.text.replace(/^[^{]*/, ''))).toMatchObject({
      id: 1,
      result: { tools: expect.anything() },
    });
  });
});

it('wrote nothing', () => {
  const { world } = service.sandbox;
  expect(world.page(ids.paymentsRunbook)).toMatchObject({ status: 'current', title: 'Payments runbook' });
  expect(world.page(ids.paymentsRunbook).revisions).toHaveLength(3);
  expect([...world.attachments.values()].some(({ title }) => title === 'a.txt')).toBe(false);
  expect([...world.contents.values()].some(({ title }) => title === 'Quite new')).toBe(false);
});

it('every kind that was reported is tried, and three variations of it at least', () => {
  const counts = new Map<Kind, number>([
    ['B5', schemaRows.length],
    ['B6', acceptRows.length],
  ]);
  for (const [kind] of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const table = Object.entries(kinds).map(([kind, what]) => ({ kind, rows: counts.get(kind as Kind) ?? 0, what }));
  if (process.env['PRINT_TABLE']) {
    process.stdout.write(table.map((row) => `${row.kind}\t${row.rows}\t${row.what}\n`).join(''));
  }
  expect(table.filter((row) => row.rows < 4)).toEqual([]);
});

type Schema = Record<string, unknown>;

/** Every schema within a schema, itself included. */
function* within(schema: Schema): Generator<Schema> {
  yield schema;
  for (const property of Object.values((schema['properties'] ?? {}) as Record<string, Schema>)) yield* within(property);
  for (const key of ['items', 'additionalProperties']) {
    const inner = schema[key];
    if (typeof inner === 'object' && inner !== null) yield* within(inner as Schema);
  }
}
