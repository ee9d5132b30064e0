import { describe, expect, it } from '@jest/globals';
import { mcpPath, openApp } from '../open-app.js';
import { rawExchange } from '../raw-exchange.js';

const exchange = (headers: string[], path = mcpPath) => {
  const service = openApp();
  const head = [`POST ${path} HTTP/1.1`, ...headers, 'Content-Type: application/json', 'Connection: close'];
  const bytes = `${[...head, 'Content-Length: 2'].join('\r\n')}\r\n\r\n{}`;
  return rawExchange(service.app, bytes).then((answer) => ({ answer, ...service }));
};

describe('a repeated header', () => {
  it.each([
    ['Bearer good-ann', 'Bearer bad'],
    ['Bearer bad', 'Bearer good-ann'],
    ['Bearer good-ann', 'Bearer good-ann'],
  ])('is refused for Authorization, whichever is the good one (%s, %s)', async (first, second) => {
    const headers = ['Host: x', `Authorization: ${first}`, `authorization: ${second}`];
    const { answer, authenticator, mcp } = await exchange(headers);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('{"error":"invalid_request","message":"The request carries more than one authorization');
    expect(authenticator.seen).toEqual([]);
    expect(mcp.calls).toEqual([]);
  });

  it('is refused for Host', async () => {
    const { answer } = await exchange(['Host: x', 'Host: y', 'Authorization: Bearer good-ann']);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*more than one host header/);
  });

  it('is refused on public paths as well', async () => {
    const { answer } = await exchange(['Host: x', 'Host: y'], '/health');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('does not disturb a request that sends each once', async () => {
    const { answer } = await exchange(['Host: x', 'Authorization: Bearer good-ann']);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a request that proxies could read in two ways', () => {
  const authorized = 'Host: x\r\nAuthorization: Bearer good-ann\r\nContent-Type: application/json\r\nConnection: close';
  it.each([
    [
      'both Content-Length and Transfer-Encoding',
      `${authorized}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
    ],
    ['a folded header', `${authorized}\r\nX-A: 1\r\n\tfolded\r\nContent-Length: 2\r\n\r\n{}`],
    ['a space before the colon', `${authorized}\r\nContent-Length : 2\r\n\r\n{}`],
    ['no Host', `${authorized.replace('Host: x\r\n', '')}\r\nContent-Length: 2\r\n\r\n{}`],
    ['two lengths', `${authorized}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ])('is refused: %s', async (_what, rest) => {
    const { app, mcp } = openApp();
    expect(await rawExchange(app, `POST ${mcpPath} HTTP/1.1\r\n${rest}`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(mcp.calls).toEqual([]);
  });

  it('is cut when its head is larger than Node reads', async () => {
    const bytes = `POST ${mcpPath} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'a'.repeat(200_000)}\r\n\r\n`;
    const { app, authenticator } = openApp();
    expect(await rawExchange(app, bytes)).toMatch(/^(HTTP\/1\.1 431 |$)/);
    expect(authenticator.seen).toEqual([]);
  });
});
