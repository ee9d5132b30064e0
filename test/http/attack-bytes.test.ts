import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.js';

/** Rows of the attack checklist that no HTTP client would send: bytes of our own on the socket of the whole service. */
let service: TestService;
let token: string;
beforeAll(async () => {
  service = await startTestService({ env: { BASE_URL: 'https://mcp.example.com' } });
  token = await service.token('confluence:read');
});
afterAll(() => service.close());

/** What comes back for these bytes until the service closes the connection. */
async function raw(bytes: string, url = service.url): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    // Not before the answer: Node's server gives up a request whose client has ended its side.
    socket.end();
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return said;
}
/** A body in one chunk, whose length is written as `line` says. */
const chunked = (line: (size: string) => string) =>
  `${head('Host: mcp.example.com', 'Transfer-Encoding: chunked')}${line('5')}hello\r\n0\r\n\r\n`;
const head = (...lines: string[]) => [`POST /mcp-server/mcp HTTP/1.1`, ...lines, '', ''].join('\r\n');

describe('the layers', () => {
  it('are passed in their order: of several faults the outermost is told', async () => {
    const env = { BASE_URL: 'https://mcp.example.com', RATE_LIMIT_PER_MINUTE: '2', MAX_BODY_BYTES: '2000' };
    const strict = await startTestService({ env });
    const [bearer, fresh] = [await strict.token(), await strict.token('confluence:read', { subject: 'bob' })];
    const wrong = new Map([
      ['Transfer-Encoding', 'gzip, chunked'],
      ['Host', 'evil.example'],
      ['Origin', 'https://evil.example'],
      ['Content-Length', '5000'],
      ['Authorization', 'Bearer of-nobody'],
      ['Content-Type', 'text/plain'],
    ]);
    const ask = async (change: [name: string, value: string | undefined][] = []): Promise<string> => {
      for (const [name, value] of change) {
        if (value === undefined) wrong.delete(name);
        else wrong.set(name, value);
      }
      const lines = [...wrong].map(([name, value]) => `${name}: ${value}`);
      const answer = await raw(`${head(...lines, 'Connection: close')}{"a":1`, strict.url);
      return /"error":"(\w+)"/.exec(answer)?.[1] ?? answer;
    };
    // Node itself refuses a length beside a coding: the first one goes without.
    wrong.delete('Content-Length');
    expect(await ask()).toBe('invalid_request');
    wrong.delete('Transfer-Encoding');
    expect(await ask([['Content-Length', '5000']])).toBe('host_not_allowed');
    expect(await ask([['Host', 'mcp.example.com']])).toBe('origin_not_allowed');
    expect(await ask([['Origin', undefined]])).toBe('payload_too_large');
    expect(await ask([['Content-Length', '6']])).toBe('invalid_token');
    expect(await ask([['Authorization', `Bearer ${bearer}`]])).toBe('unsupported_media_type');
    expect(await ask()).toBe('unsupported_media_type');
    expect(await ask()).toBe('rate_limited');
    expect(await ask([['Authorization', `Bearer ${fresh}`]])).toBe('unsupported_media_type');
    expect(await ask([['Content-Type', 'application/json']])).toBe('invalid_json');
    await strict.close();
  });
});

describe('bytes', () => {
  it.each(['evil.example:8080', 'evil.example', 'mcp.example.com.evil.example'])(
    '[H10] the host %s is 403',
    async (host) => {
      expect(await raw(head(`Host: ${host}`, 'Content-Length: 0', 'Connection: close'))).toMatch(/^HTTP\/1\.1 403/);
    },
  );

  it.each([
    ['http://evil.example/mcp-server/mcp', 403],
    ['http://mcp.example.com@evil.example/mcp-server/mcp', 403],
    ['http:///mcp-server/mcp', 403],
    ['http://mcp.example.com/mcp-server/mcp', 401],
  ])('[H10] the target %s, which names a host itself, is %d', async (target, status) => {
    const bytes = head('Host: mcp.example.com', 'Content-Length: 0', 'Connection: close');
    expect(await raw(bytes.replace('/mcp-server/mcp', target))).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
  });

  // One front end takes them for our path, another for a path that it guards.
  it.each([
    ...[
      '/mcp-server/mcp/../..',
      '/mcp-server/mcp/..%2f..',
      '/x/../mcp-server/mcp',
      '/mcp-server/./mcp',
      '//mcp-server/mcp',
    ],
    ...[
      '/mcp-server//mcp',
      '/MCP-SERVER/MCP',
      '/mcp-server/mcp;x=1',
      '/mcp-server/mcp%00',
      '/%6dcp-server/mcp',
      '/mcp-server\\mcp',
    ],
    ...['/docs/..%2fmetrics', '/%', '/%ff%fe'],
  ])('[H20] the path %s leads nowhere', async (path) => {
    const bytes = head(
      'Host: mcp.example.com',
      'Content-Length: 0',
      `Authorization: Bearer ${token}`,
      'Connection: close',
    );
    expect(await raw(bytes.replace('/mcp-server/mcp', path))).toMatch(/^HTTP\/1\.1 404/);
  });

  it.each([
    ['two lengths', head('Host: mcp.example.com', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ['a folded header', head('Host: mcp.example.com', 'X-Long: a', ' b', 'Content-Length: 0')],
    ['lines that end in LF alone', head('Host: mcp.example.com', 'Content-Length: 0').replaceAll('\r\n', '\n')],
    ['a length that is none', head('Host: mcp.example.com', 'Content-Length: -1')],
    ['two lengths that differ', head('Host: mcp.example.com', 'Content-Length: 0', 'Content-Length: 5') + 'hello'],
    ['an encoding that is not chunked', head('Host: mcp.example.com', 'Transfer-Encoding: xchunked') + '0\r\n\r\n'],
    ['a NUL in a header', head('Host: mcp.example.com', 'X-Odd: a\0b', 'Content-Length: 0')],
    ['a length of a chunk that ends in LF', chunked((size) => `${size};a\nx\r\n`)],
    ['a length of a chunk in 0x', chunked((size) => `0x${size}\r\n`)],
    ['a length of a chunk with a blank', chunked((size) => `${size} \r\n`)],
    ['a length of a chunk that overflows', chunked(() => 'fffffffffffffffff\r\n')],
    ['a length with a sign', head('Host: mcp.example.com', 'Content-Length: +5') + 'hello'],
    ['a list of lengths', head('Host: mcp.example.com', 'Content-Length: 5, 5') + 'hello'],
    ['a coding twice', head('Host: mcp.example.com', 'Transfer-Encoding: chunked, chunked') + '0\r\n\r\n'],
    ['a coding behind chunked', head('Host: mcp.example.com', 'Transfer-Encoding: chunked, identity') + '0\r\n\r\n'],
    [
      'a quoted coding',
      head('Host: mcp.example.com', 'Transfer-Encoding: "chunked"', 'Connection: close') + '0\r\n\r\n',
    ],
    ['a blank before the colon', head('Host : mcp.example.com', 'Content-Length: 0')],
    [
      'a coding before chunked',
      head('Host: mcp.example.com', 'Transfer-Encoding: gzip, chunked', 'Connection: close') + '0\r\n\r\n',
    ],
    [
      'two types of the body',
      head(
        'Host: mcp.example.com',
        'Content-Type: application/json',
        'Content-Type: text/plain',
        'Content-Length: 0',
        'Connection: close',
      ),
    ],
    ['a coding of HTTP/1.0', chunked((size) => `${size}\r\n`).replace('HTTP/1.1', 'HTTP/1.0')],
    ['a version that is spoken otherwise', head('Host: mcp.example.com', 'Content-Length: 0').replace('/1.1', '/2.0')],
    ['no version', 'GET /health\r\n\r\n'],
    ['a fragment', head('Host: mcp.example.com', 'Connection: close').replace('/mcp HTTP', '/mcp#x HTTP')],
    ['two hosts', head('Host: mcp.example.com', 'Host: evil.example', 'Content-Length: 0', 'Connection: close')],
    [
      'two tokens',
      head(
        'Host: mcp.example.com',
        'Authorization: Bearer a',
        'Authorization: Bearer b',
        'Content-Length: 0',
        'Connection: close',
      ),
    ],
  ])('[H15] %s is 400', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400/);
  });
});
