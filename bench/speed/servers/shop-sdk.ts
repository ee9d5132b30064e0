import express from 'express';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { announce } from './announce.js';
import { memory, type CartItem } from './shop-memory.js';

/**
 * The plain Node server of http4k/benchmark-mcp-servers-v2 (`nodejs-server/index.js`), one process of it: McpServer and
 * schemas for each request, on Express, with Node's fetch and no token check. `server.tool` of its SDK is called
 * `registerTool` now; Redis is `memory`.
 */
const api = process.env['UPSTREAM'] ?? '';

interface Search {
  readonly total_found?: number;
  readonly products?: readonly { id: number; sku: string; name: string; price: number; rating: number }[];
}

const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
const text = (value: object) => ({ content: [{ type: 'text' as const, text: JSON.stringify(value) }] });

function createServer(): McpServer {
  const server = new McpServer({ name: 'BenchmarkNodejsServer', version: '1.0.0' });
  registerSearch(server);
  registerCart(server);
  registerCheckout(server);
  return server;
}

function registerSearch(server: McpServer): void {
  server.registerTool(
    'search_products',
    {
      description: 'Search products by category and price range, merged with popularity data',
      inputSchema: {
        category: z.string().default('Electronics'),
        min_price: z.number().default(50),
        max_price: z.number().default(500),
        limit: z.number().default(10),
      },
    },
    async ({ category, min_price: least, max_price: most, limit }) => {
      const params = new URLSearchParams({ category, min_price: `${least}`, max_price: `${most}`, limit: `${limit}` });
      const [found, popular] = await Promise.all([
        json<Search>(fetch(`${api}/products/search?${params.toString()}`)),
        memory.popular(),
      ]);
      const ranks = Object.fromEntries(popular.map((id, i) => [id, i + 1]));
      const products = (found.products ?? []).map(({ id, sku, name, price, rating }) => ({
        ...{ id, sku, name, price, rating },
        popularity_rank: ranks[id] ?? 0,
      }));
      return text({
        category,
        total_found: found.total_found ?? 0,
        products,
        top10_popular_ids: popular,
        server_type: 'nodejs',
      });
    },
  );
}

function registerCart(server: McpServer): void {
  server.registerTool(
    'get_user_cart',
    {
      description: 'Get user cart details with recent order history',
      inputSchema: { user_id: z.string().default('user-00042') },
    },
    async ({ user_id: user }) => {
      const cart = await memory.cart(user);
      const items = cart === undefined ? [] : (JSON.parse(cart.items) as CartItem[]);
      const [, history] = await Promise.all([
        json<object>(fetch(`${api}/products/${items[0]?.product_id ?? 1}`)),
        memory.history(user),
      ]);
      return text({
        user_id: user,
        cart: { items, item_count: items.length, estimated_total: Number(cart?.total ?? 0) },
        recent_history: history.map((entry) => JSON.parse(entry) as unknown),
        server_type: 'nodejs',
      });
    },
  );
}

function registerCheckout(server: McpServer): void {
  server.registerTool(
    'checkout',
    {
      description: 'Process checkout: calculate total, update rate limit, record history',
      inputSchema: {
        user_id: z.string().default('user-00042'),
        items: z.array(z.object({ product_id: z.number(), quantity: z.number() })).default([
          { product_id: 42, quantity: 2 },
          { product_id: 1337, quantity: 1 },
        ]),
      },
    },
    async ({ user_id: user, items }) => {
      const now = Date.now();
      const order = JSON.stringify({ order_id: `ORD-${user}-${now}`, items, ts: Math.floor(now / 1000) });
      const [total, count] = await Promise.all([
        json<{ order_id?: string; total?: number }>(
          fetch(`${api}/cart/calculate`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ user_id: user, items }),
          }),
        ),
        memory.countRequest(user),
        memory.addOrder(user, order),
        memory.promote(items[0]?.product_id ?? 1),
      ]);
      return text({
        order_id: total.order_id ?? `ORD-${user}-${now}`,
        user_id: user,
        total: total.total ?? 0,
        items_count: items.length,
        rate_limit_count: count,
        status: 'confirmed',
        server_type: 'nodejs',
      });
    },
  );
}

const app = express();
app.use(express.json());
app.post('/mcp-server/mcp', async (req, res) => {
  const server = createServer();
  const transport = new StreamableHTTPServerTransport({});
  try {
    await server.connect(transport);
    await transport.handleRequest(req, res, req.body);
  } finally {
    // Theirs closes here as well; answers that are still to come would be lost with the SDK of today.
    res.once('close', () => void Promise.all([transport.close(), server.close()]));
  }
});
app.get('/health', (_req, res) => void res.json({ status: 'ok' }));
announce(app.listen(0, '127.0.0.1'));
