import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createMcp } from '../../../src/mcp/index.js';
import { caller, recordingAudit, recordingLogger } from '../fixtures/callers.js';
import { stubClient } from '../fixtures/stub-client.js';
import { createMemoryStore } from '../../../src/state/index.js';

function open() {
  const policy = { toolsets: ['examples'], enabledTools: [], disabledTools: [], readOnly: false };
  const log = recordingLogger();
  const mcp = createMcp({
    confluenceClient: stubClient(),
    audit: recordingAudit(),
    log,
    claims: createMemoryStore(),
    version: '1',
    policy,
  });
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  let written = '';
  stdout.setEncoding('utf8').on('data', (chunk: string) => (written += chunk));
  const session = mcp.serveStdio(caller(), { stdin, stdout });
  const ask = (message: object) => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const frames = async (count: number): Promise<Record<string, unknown>[]> => {
    for (let wait = 0; wait < 100 && written.split('\n').length <= count; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return { stdin, session, ask, frames, log };
}

const initialize = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const hello = { name: 'hello', arguments: { name: 'Ada' } };

describe('the stdio transport', () => {
  it('serves a client of 2025 and writes frames only', async () => {
    const { ask, frames, session } = open();
    ask(initialize);
    ask({ method: 'notifications/initialized' });
    ask({ id: 2, method: 'tools/list' });
    ask({ id: 3, method: 'tools/call', params: hello });
    const answers = await frames(3);
    expect(answers.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(answers[0]).toMatchObject({ result: { protocolVersion: '2025-06-18' } });
    expect(answers[2]).toMatchObject({ result: { structuredContent: { greeting: 'Hello, Ada!' } } });
    await session.close();
    await session.closed;
  });

  it('serves a client of 2026-07-28', async () => {
    const { ask, frames, session } = open();
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    ask({ id: 1, method: 'tools/call', params: { ...hello, _meta } });
    expect((await frames(1))[0]).toMatchObject({ id: 1, result: { resultType: 'complete' } });
    await session.close();
  });

  it('takes the JSON of an object for the arguments of a call', async () => {
    const { ask, frames, session } = open();
    ask(initialize);
    ask({ id: 2, method: 'tools/call', params: { name: 'hello', arguments: '{"name":"Ada"}' } });
    expect((await frames(2))[1]).toMatchObject({ result: { structuredContent: { greeting: 'Hello, Ada!' } } });
    await session.close();
  });

  it('answers an unknown tool with -32602', async () => {
    const { ask, frames, session } = open();
    ask(initialize);
    ask({ id: 2, method: 'tools/call', params: { name: 'nope' } });
    expect((await frames(2))[1]).toMatchObject({ id: 2, error: { code: -32602, message: 'Unknown tool: nope' } });
    await session.close();
  });

  it('goes on after a line that is no message', async () => {
    const { stdin, ask, frames, session, log } = open();
    stdin.write('not json\n{"jsonrpc":"1.0"}\n');
    ask(initialize);
    expect(await frames(1)).toMatchObject([{ id: 1 }]);
    expect(log.lines.map(({ message }) => message)).toContain('stdio message refused');
    await session.close();
  });

  it('ends when its input ends', async () => {
    const { stdin, session } = open();
    stdin.end();
    await expect(session.closed).resolves.toBeUndefined();
  });
});
