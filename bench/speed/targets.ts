import { pageCount } from './payload.js';
import type { Target } from './load.js';

/** What is asked for, by the name that the tables use. */
export type TargetName =
  'rest-page' | 'fixed' | 'limit-page' | 'storage' | 'markdown' | 'search' | 'list' | 'health' | 'same-page' | 'shop';

const endpoint = '/mcp-server/mcp';
const pageOf = (n: number): number => (n % pageCount) + 1;

function rpc(n: number, method: string, params: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: n + 1, method, params });
}

function call(n: number, name: string, args: object): { method: 'POST'; path: string; body: string } {
  return { method: 'POST', path: endpoint, body: rpc(n, 'tools/call', { name, arguments: args }) };
}

/** The JSON of an answer, whether it came as such or as one event of a stream. */
function messageOf(body: string): { id?: unknown; result?: { isError?: boolean; tools?: unknown[] } } {
  const data = body.startsWith('{')
    ? body
    : (body.split('\n').find((line) => line.startsWith('data: {')) ?? '').slice(6);
  return data === '' ? {} : (JSON.parse(data) as ReturnType<typeof messageOf>);
}

/** Every answer is looked at; each hundredth is parsed whole, for a load generator that parses all is what is measured. */
function answers(n: number, body: string, expected: string): boolean {
  if (!body.includes(expected)) return false;
  if (n % 100 !== 0) return body.includes(`"id":${n + 1}`) && !body.includes('"isError":true');
  const { id, result } = messageOf(body);
  return id === n + 1 && result !== undefined && result.isError !== true;
}

const handshake = {
  protocolVersion: '2024-11-05',
  capabilities: {},
  clientInfo: { name: 'k6-bench', version: '1.0' },
};
const shopUser = (n: number): string => `user-${String((Math.floor(n / 12) % 50) + 1).padStart(5, '0')}`;
const shopItems = [
  { product_id: 42, quantity: 2 },
  { product_id: 1337, quantity: 1 },
];
const shopSessions: readonly { body(n: number): string; expected: string }[] = [
  {
    body: (n) =>
      rpc(n, 'tools/call', {
        name: 'search_products',
        arguments: { category: 'Electronics', min_price: 50, max_price: 500, limit: 10 },
      }),
    expected: '\\"total_found\\":2251',
  },
  {
    body: (n) => rpc(n, 'tools/call', { name: 'get_user_cart', arguments: { user_id: shopUser(n) } }),
    expected: '\\"recent_history\\":[{',
  },
  {
    body: (n) => rpc(n, 'tools/call', { name: 'checkout', arguments: { user_id: shopUser(n), items: shopItems } }),
    expected: '\\"status\\":\\"confirmed\\"',
  },
  { body: (n) => rpc(n, 'tools/list', {}), expected: 'get_user_cart' },
];

/**
 * The mix of http4k/benchmark-mcp-servers-v2 (`benchmark/benchmark.js`): four sessions in turn, one for each tool and one
 * for the list, each a handshake, its notification and the request. Its callers sleep 50 ms after each four, ours do not.
 */
function shopRequest(n: number): { method: 'POST'; path: string; body: string } {
  const post = (body: string) => ({ method: 'POST' as const, path: endpoint, body });
  if (n % 3 === 0) return post(rpc(n, 'initialize', handshake));
  if (n % 3 === 1) return post(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
  return post(shopSessions[Math.floor(n / 3) % 4]?.body(n) ?? '');
}

function verifyShop(n: number, body: string): boolean {
  if (n % 3 === 0) return answers(n, body, '"protocolVersion"');
  if (n % 3 === 1) return body === '';
  return answers(n, body, shopSessions[Math.floor(n / 3) % 4]?.expected ?? '');
}

const targets: Record<TargetName, Pick<Target, 'request' | 'verify'>> = {
  health: { request: () => ({ method: 'GET', path: '/health' }), verify: (_n, body) => body.includes('ok') },
  'rest-page': {
    request: (n) => ({ method: 'GET', path: `/page?page=${pageOf(n)}` }),
    verify: (n, body) => body.includes(`Section 0 of page ${pageOf(n)}<`),
  },
  'limit-page': {
    request: (n) => ({ method: 'GET', path: `/?page=${pageOf(n)}` }),
    verify: (n, body) => body.includes(`Section 0 of page ${pageOf(n)}<`),
  },
  fixed: {
    request: (n) => ({ method: 'POST', path: '/fixed', body: rpc(n, 'tools/list', {}) }),
    verify: (_n, body) => body.includes('confluence_get_page'),
  },
  storage: {
    request: (n) => call(n, 'confluence_get_page', { page_id: String(pageOf(n)), format: 'storage' }),
    verify: (n, body) => answers(n, body, `Section 0 of page ${pageOf(n)}<`),
  },
  markdown: {
    request: (n) => call(n, 'confluence_get_page', { page_id: String(pageOf(n)) }),
    verify: (n, body) => answers(n, body, `## Section 0 of page ${pageOf(n)}`),
  },
  'same-page': {
    request: (n) => call(n, 'confluence_get_page', { page_id: '7', format: 'storage' }),
    verify: (n, body) => answers(n, body, 'Section 0 of page 7<'),
  },
  search: {
    request: (n) => call(n, 'confluence_search', { query: `cache restart ${pageOf(n)}` }),
    verify: (n, body) => answers(n, body, 'Page 1'),
  },
  shop: { request: shopRequest, verify: verifyShop },
  list: {
    request: (n) => ({ method: 'POST', path: endpoint, body: rpc(n, 'tools/list', {}) }),
    verify: (n, body) => answers(n, body, 'confluence_get_page'),
  },
};

export function targetOf(name: TargetName, origin: string, tokens: readonly string[]): Target {
  return { ...targets[name], origin, tokens };
}
