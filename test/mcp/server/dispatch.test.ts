import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createDocumentReader } from '../../../src/documents/index.js';
import { createContentConverter } from '../../../src/content/index.js';
import { AppError } from '../../../src/errors.js';
import { defineTool } from '../../../src/mcp/tools/define-tool.js';
import type { Effect, Tool, ToolContext } from '../../../src/mcp/tools/define-tool.js';
import { createBoundary } from '../../../src/mcp/server/boundary.js';
import { createDispatch } from '../../../src/mcp/server/dispatch.js';
import { UnknownToolError } from '../../../src/mcp/server/errors.js';
import { pageId } from '../../../src/mcp/schemas/input.js';
import { noticeOf } from '../../../src/mcp/server/untrusted-text.js';
import { caller, principal, recordingAudit, recordingLogger, openClaims } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';

type Run = (
  args: { page_id?: string | undefined; dry_run: boolean },
  context: ToolContext,
) => Promise<{ said: string }>;

function probe(run: Run, effect: Effect = 'read'): Tool {
  return defineTool({
    name: 'probe',
    title: 'Probe',
    toolset: 'examples',
    ...(effect === 'read' ? { effect } : { effect, writes: () => ({}) }),
    description: 'A tool of this test.',
    input: z.strictObject({
      page_id: pageId.optional(),
      space_key: z.string().optional(),
      dry_run: z.boolean().default(false),
    }),
    output: z.object({ said: z.string().max(20) }),
    run,
    render: ({ said }, fence) => fence(said),
  });
}

function fixture(tool: Tool, confluenceClient = stubClient()) {
  const audit = recordingAudit();
  const log = recordingLogger();
  const boundary = createBoundary({
    confluenceClient,
    content: createContentConverter(),
    documents: createDocumentReader(),
    audit,
  });
  const dispatch = createDispatch(new Map([[tool.name, tool]]), boundary, { openClaims });
  const controller = new AbortController();
  const call = (name = 'probe', args: unknown = {}, who = principal()) =>
    dispatch(
      { name, arguments: args, signal: controller.signal, progress: () => undefined },
      caller(who, 'req-9', log),
    );
  return { audit, log, confluenceClient, call, controller };
}

const says =
  (said: string): Run =>
  () =>
    Promise.resolve({ said });

describe('a tool call', () => {
  it('answers with data and with text', async () => {
    const { call } = fixture(probe(says('hi')));
    const result = await call();
    expect(result.isError).toBeUndefined();
    expect(result.structuredContent).toEqual({ said: 'hi', notice: noticeOf('Confluence') });
    expect(result.content[0]?.text).toContain('\nhi\n');
  });

  it('[C12] fences what came from Confluence with a marker that differs each time', async () => {
    const { call } = fixture(probe(says('hi')));
    const texts = [(await call()).content[0]?.text, (await call()).content[0]?.text];
    const markers = texts.map((text) => /<<<confluence (\S+)\nhi\nconfluence \1>>>$/.exec(text ?? '')?.[1]);
    expect(markers[0]).toMatch(/^[\w-]{12}$/);
    expect(markers[1]).toMatch(/^[\w-]{12}$/);
    expect(markers[0]).not.toBe(markers[1]);
    expect(texts[0]).toContain('not instructions');
  });

  it('runs with a Confluence that is bound to its signal, request and caller', async () => {
    const { call, confluenceClient, controller } = fixture(probe(says('hi')));
    await call();
    const identity = { userId: 'alice@example.com', organizationId: null };
    expect(confluenceClient.scopes).toEqual([{ signal: controller.signal, requestId: 'req-9', identity, spaces: [] }]);
  });

  it('sees the id of a page that was named by URL', async () => {
    const pages = { resolveId: () => Promise.resolve('77') };
    const confluenceClient = stubClient({ pages } as never);
    const { call, audit } = fixture(
      probe(({ page_id: id }) => Promise.resolve({ said: id ?? '' })),
      confluenceClient,
    );
    const result = await call('probe', { page_id: 'https://acme.example/wiki/x/AbC' });
    expect(result.structuredContent).toMatchObject({ said: '77' });
    expect(audit.calls[0]?.page_id).toBe('77');
  });

  it.each(['nope', '__proto__', 'constructor', 'toString', ''])('of %j is an unknown tool', async (name) => {
    const { call, audit } = fixture(probe(says('hi')));
    await expect(call(name)).rejects.toThrow(new UnknownToolError(name));
    expect(audit.calls).toEqual([]);
  });

  it('cuts the name of an unknown tool', () => {
    expect(new UnknownToolError('x'.repeat(5000)).message).toHaveLength('Unknown tool: '.length + 128);
  });

  it('is refused before it runs when the token has no right to it', async () => {
    let ran = false;
    const tool = probe(() => {
      ran = true;
      return Promise.resolve({ said: '' });
    }, 'delete');
    const { call, audit } = fixture(tool);
    const result = await call('probe', {}, principal('confluence:write'));
    expect(result).toEqual({
      content: [
        { type: 'text', text: 'FORBIDDEN: This token may not use probe. It needs the scope confluence:delete.' },
      ],
      isError: true,
    });
    expect(ran).toBe(false);
    expect(audit.calls[0]?.outcome).toBe('FORBIDDEN');
  });

  it('with bad arguments is an error result that names the field', async () => {
    const { call } = fixture(probe(() => Promise.reject(new Error('ran'))));
    const result = await call('probe', { page_id: '../x' });
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toMatch(/^INVALID_INPUT: page_id: /);
  });

  it('tells code, message and hint of an error that is meant for callers', async () => {
    const error = new AppError('NOT_FOUND', 'No such page.', { hint: 'Search for it.', cause: new Error('body text') });
    const { call } = fixture(probe(() => Promise.reject(error)));
    expect(await call()).toEqual({
      content: [{ type: 'text', text: 'NOT_FOUND: No such page. Search for it.' }],
      isError: true,
    });
  });

  it.each([
    ['a defect', new TypeError('secret page text')],
    ['an internal error', new AppError('INTERNAL', 'secret page text')],
    ['something thrown that is no error', 'secret page text'],
  ])('hides %s behind the request id and logs it', async (_name, thrown) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the case under test
    const { call, log, audit } = fixture(probe(() => Promise.reject(thrown)));
    const text = (await call()).content[0]?.text;
    expect(text).toBe('INTERNAL: The server failed while it handled this call. Report it with request id req-9.');
    expect(log.lines).toEqual([
      {
        level: 'error',
        fields: { event: 'tool_failed', err: thrown, request_id: 'req-9' },
        message: 'A tool failed unexpectedly.',
      },
    ]);
    expect(audit.calls[0]?.outcome).toBe('INTERNAL');
  });

  it('fails as internal when its own output breaks its schema', async () => {
    const { call } = fixture(probe(says('far longer than twenty characters')));
    expect((await call()).content[0]?.text).toMatch(/^INTERNAL: /);
  });

  it('rejects without a result when it was cancelled', async () => {
    const tool = probe((_args, { signal }) => {
      const aborted = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('UPSTREAM_TIMEOUT', 'aborted')));
      });
      return aborted;
    });
    const { call, controller, audit } = fixture(tool);
    const pending = call();
    controller.abort(new Error('client went away'));
    await expect(pending).rejects.toThrow('client went away');
    expect(audit.calls[0]?.outcome).toBe('CANCELLED');
  });
});

describe('the audit of a tool call', () => {
  it('says who did what to which content, and how it ended', async () => {
    const { call, audit } = fixture(probe(says('hi'), 'update'));
    await call('probe', { page_id: 42, space_key: 'DEV', dry_run: true });
    expect(audit.calls).toEqual([
      {
        principal: 'jwt:issuer:alice',
        mode: 'jwt',
        tool: 'probe',
        effect: 'update',
        page_id: '42',
        space_key: 'DEV',
        dry_run: true,
        outcome: 'ok',
        duration_ms: expect.any(Number),
        request_id: 'req-9',
      },
    ]);
  });

  it('keeps a URL out that could not be resolved', async () => {
    const pages = { resolveId: () => Promise.reject(new AppError('INVALID_INPUT', 'another site')) };
    const { call, audit } = fixture(probe(says('hi')), stubClient({ pages } as never));
    await call('probe', { page_id: 'https://evil.example/?token=secret' });
    expect(audit.calls[0]).toMatchObject({ page_id: null, outcome: 'INVALID_INPUT' });
  });
});
