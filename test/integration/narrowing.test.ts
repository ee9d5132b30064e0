import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

interface Asked {
  headers?: Record<string, string>;
  query?: string;
}

async function ask(method: string, params: object, { headers = {}, query = '' }: Asked) {
  const response = await fetch(`${service.url}${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'mcp-protocol-version': '2025-06-18',
      authorization: `Bearer ${await service.token()}`,
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return { status: response.status, body: await response.json() };
}

const toolNames = async (asked: Asked): Promise<string[]> => {
  const { body } = await ask('tools/list', {}, asked);
  return body.result.tools.map(({ name }: { name: string }) => name);
};

describe('a request that narrows itself', () => {
  it('lists and calls what it left, and knows nothing of the rest', async () => {
    const asked = { headers: { 'X-MCP-Readonly': 'true' }, query: '?exclude_tools=confluence_search' };
    const names = await toolNames(asked);
    expect(names).toContain('confluence_get_page');
    expect(names).not.toContain('confluence_search');
    expect(names).not.toContain('confluence_delete_page');
    for (const name of ['confluence_search', 'confluence_delete_page']) {
      const { body } = await ask('tools/call', { name, arguments: { page_id: '131073', query: 'x' } }, asked);
      expect(body).toMatchObject({ error: { code: -32602, message: `Unknown tool: ${name}` } });
    }
    expect(await toolNames({})).toContain('confluence_delete_page');
  });

  it('sees the spaces that it names, and no others', async () => {
    const params = { name: 'confluence_get_page', arguments: { page_id: '131073' } };
    const inHr = await ask('tools/call', params, { query: '?spaces=HR' });
    expect(inHr.body.result.content[0].text).toMatch(/^NOT_FOUND: /);
    const inEng = await ask('tools/call', params, { headers: { 'X-MCP-Spaces': 'eng' } });
    expect(inEng.body.result.isError).toBeUndefined();
  });

  it('gets lists and answers in the form that it asks for', async () => {
    const params = { name: 'confluence_get_labels', arguments: { page_id: '131073' } };
    for (const [form, isThere] of [
      ['never', false],
      ['always', true],
    ] as const) {
      const list = await ask('tools/list', {}, { query: `?structured=${form}` });
      expect(list.body.result.tools.every((tool: object) => 'outputSchema' in tool)).toBe(isThere);
      const { body } = await ask('tools/call', params, { query: `?structured=${form}` });
      expect('structuredContent' in body.result).toBe(isThere);
    }
  });

  it('is refused when it names what is not there', async () => {
    for (const asked of [{ headers: { 'X-MCP-Tools': 'nope' } }, { query: '?readnly=true' }]) {
      expect(await ask('tools/list', {}, asked)).toMatchObject({
        status: 400,
        body: { error: 'invalid_input', message: expect.stringMatching(/nope|readnly/) },
      });
    }
  });

  it('is of nobody’s business without a token', async () => {
    const { status } = await ask('tools/list', {}, { query: '?readnly=1', headers: { authorization: 'Bearer x' } });
    expect(status).toBe(401);
  });
});

describe('a stream that narrows itself', () => {
  // Its messages were held against everything that there is: 403 for a tool that was not there.
  it('knows nothing of the rest in its messages either', async () => {
    const own = await startTestService({ transport: 'sse' });
    try {
      const token = await own.token('confluence:read');
      const headers = { authorization: `Bearer ${token}` };
      const post = async (query: string) => {
        const leaving = new AbortController();
        const stream = await fetch(`${own.origin}/mcp-server/sse${query}`, { headers, signal: leaving.signal });
        const first = await stream.body?.getReader().read();
        const path = /data: (\S+)/.exec(Buffer.from(first?.value ?? []).toString())?.[1] ?? '';
        const answer = await fetch(own.origin + path, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({
            ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
            params: { name: 'confluence_delete_page', arguments: { page_id: '131073' } },
          }),
        });
        leaving.abort();
        return answer.status;
      };
      expect(await post('')).toBe(403);
      expect(await post('?readonly=true')).toBe(202);
    } finally {
      await own.close();
    }
  });
});
