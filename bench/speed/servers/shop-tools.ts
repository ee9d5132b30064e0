import { z } from 'zod';
import type { Tool } from '../../../src/mcp/index.js';
import { defineTool } from '../../../src/mcp/tools/define-tool.js';
import type { SendOnce } from '../../../src/outbound/index.js';
import { memory, type CartItem } from './shop-memory.js';

const product = z.object({ id: z.int(), sku: z.string(), name: z.string(), price: z.number(), rating: z.number() });
const found = z.object({ total_found: z.int(), products: z.array(product) });
const calculated = z.object({ order_id: z.string(), total: z.number() });

/** Asks the shop's API, with a JSON body where there is one; throws where its answer is not of the schema. */
type Ask = <T>(answer: z.ZodType<T>, path: string, signal: AbortSignal, body?: object) => Promise<T>;

/** The tools of the comparison, written as this project's own are: their answers have a schema, and are held to it. */
export function createShopTools(api: string, send: SendOnce): Tool[] {
  const ask: Ask = async (answer, path, signal, body) => {
    const { text } = await send({
      method: body === undefined ? 'GET' : 'POST',
      url: new URL(`${api}${path}`),
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      data: body && JSON.stringify(body),
      maxBytes: 1_000_000,
      signal,
    });
    return answer.parse(JSON.parse(text));
  };
  // They ask another API than Confluence, which is not there at all.
  return [defineSearch(ask), defineCart(ask), defineCheckout(ask)].map((tool) => ({ ...tool, api: 'shop' }));
}

function defineSearch(ask: Ask): Tool {
  return defineTool({
    name: 'search_products',
    title: 'Search products',
    toolset: 'api:shop',
    effect: 'read',
    description: 'Search products by category and price range, merged with popularity data',
    input: z.strictObject({
      category: z.string().default('Electronics'),
      min_price: z.number().default(50),
      max_price: z.number().default(500),
      limit: z.number().default(10),
    }),
    output: z.object({
      category: z.string(),
      total_found: z.int(),
      products: z.array(product.extend({ popularity_rank: z.int() })),
      top10_popular_ids: z.array(z.int()),
      server_type: z.string(),
    }),
    isProse: true,
    async run({ category, min_price: least, max_price: most, limit }, { signal }) {
      const params = new URLSearchParams({ category, min_price: `${least}`, max_price: `${most}`, limit: `${limit}` });
      const [answer, popular] = await Promise.all([
        ask(found, `/products/search?${params.toString()}`, signal),
        memory.popular(),
      ]);
      const products = answer.products.map((one) => ({ ...one, popularity_rank: popular.indexOf(one.id) + 1 }));
      const { total_found: total } = answer;
      return { category, total_found: total, products, top10_popular_ids: [...popular], server_type: 'ours' };
    },
    render: (result) => JSON.stringify(result),
  });
}

function defineCart(ask: Ask): Tool {
  return defineTool({
    name: 'get_user_cart',
    title: 'Get user cart',
    toolset: 'api:shop',
    effect: 'read',
    description: 'Get user cart details with recent order history',
    input: z.strictObject({ user_id: z.string().default('user-00042') }),
    output: z.object({
      user_id: z.string(),
      cart: z.object({
        items: z.array(z.object({ product_id: z.int(), qty: z.int() })),
        item_count: z.int(),
        estimated_total: z.number(),
      }),
      recent_history: z.array(z.record(z.string(), z.unknown())),
      server_type: z.string(),
    }),
    isProse: true,
    async run({ user_id: user }, { signal }) {
      const kept = await memory.cart(user);
      const items = kept === undefined ? [] : (JSON.parse(kept.items) as CartItem[]);
      const [, history] = await Promise.all([
        ask(product, `/products/${items[0]?.product_id ?? 1}`, signal),
        memory.history(user),
      ]);
      return {
        user_id: user,
        cart: { items, item_count: items.length, estimated_total: Number(kept?.total ?? 0) },
        recent_history: history.map((entry) => JSON.parse(entry) as Record<string, unknown>),
        server_type: 'ours',
      };
    },
    render: (result) => JSON.stringify(result),
  });
}

function defineCheckout(ask: Ask): Tool {
  return defineTool({
    name: 'checkout',
    title: 'Check out',
    toolset: 'api:shop',
    effect: 'create',
    description: 'Process checkout: calculate total, update rate limit, record history',
    input: z.strictObject({
      user_id: z.string().default('user-00042'),
      items: z.array(z.strictObject({ product_id: z.number(), quantity: z.number() })).default([
        { product_id: 42, quantity: 2 },
        { product_id: 1337, quantity: 1 },
      ]),
    }),
    output: z.object({
      order_id: z.string(),
      user_id: z.string(),
      total: z.number(),
      items_count: z.int(),
      rate_limit_count: z.int(),
      status: z.string(),
      server_type: z.string(),
    }),
    isProse: true,
    writes: () => ({}),
    async run({ user_id: user, items }, { signal }) {
      const now = Date.now();
      const order = JSON.stringify({ order_id: `ORD-${user}-${now}`, items, ts: Math.floor(now / 1000) });
      const [{ order_id: id, total }, count] = await Promise.all([
        ask(calculated, '/cart/calculate', signal, { user_id: user, items }),
        memory.countRequest(user),
        memory.addOrder(user, order),
        memory.promote(items[0]?.product_id ?? 1),
      ]);
      return {
        ...{ order_id: id, user_id: user, total, items_count: items.length, rate_limit_count: count },
        status: 'confirmed',
        server_type: 'ours',
      };
    },
    render: (result) => JSON.stringify(result),
  });
}
