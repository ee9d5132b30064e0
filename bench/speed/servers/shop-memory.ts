/**
 * What http4k/benchmark-mcp-servers-v2 keeps in Redis, with the same contents (its `infra/redis/seed.py`) and the same
 * questions, in the server's own memory: both servers of the comparison ask the same code.
 */
export interface CartItem {
  readonly product_id: number;
  readonly qty: number;
}

const users = 1_000;
const products = 100_000;
const top = 10;

const nameOf = (n: number): string => `user-${String(n).padStart(5, '0')}`;

function itemsOf(n: number): CartItem[] {
  const third = n % 3 === 0 ? [{ product_id: ((n * 17) % products) + 1, qty: 1 }] : [];
  return [
    { product_id: ((n * 7) % products) + 1, qty: 1 + (n % 3) },
    { product_id: ((n * 13) % products) + 1, qty: 1 + (n % 2) },
    ...third,
  ];
}

function orderOf(n: number, j: number): string {
  return JSON.stringify({
    order_id: `ORD-${String(n).padStart(5, '0')}-${String(j).padStart(2, '0')}`,
    product_id: ((n * j * 7) % products) + 1,
    qty: 1 + (j % 3),
    price: (((n * j * 13) % 9_999) + 1) / 100,
    ts: 1_740_000_000 + n * 86_400 + j * 3_600,
  });
}

const carts = new Map<string, { items: string; total: string }>();
const histories = new Map<string, string[]>();
for (let n = 1; n <= users; n += 1) {
  const items = itemsOf(n);
  const total = items.reduce((sum, { product_id: id, qty }) => sum + (qty * (((id * 100) % 9_999) + 1)) / 100, 0);
  carts.set(nameOf(n), { items: JSON.stringify(items), total: total.toFixed(2) });
  histories.set(
    nameOf(n),
    Array.from({ length: 20 }, (_, j) => orderOf(n, j + 1)),
  );
}

const scores = new Map<number, number>();
for (let id = 1; id <= products; id += 1) scores.set(id, (id * 7) % 10_000);
const byScore = (a: number, b: number): number => (scores.get(b) ?? 0) - (scores.get(a) ?? 0);
let most = [...scores.keys()].sort(byScore).slice(0, top);

const requests = new Map<string, number>();

/** Asynchronous, as a store on the network is. */
export const memory = {
  popular: (): Promise<readonly number[]> => Promise.resolve(most),
  cart: (user: string): Promise<{ items: string; total: string } | undefined> => Promise.resolve(carts.get(user)),
  /** The five oldest, as `LRANGE 0 4` has them. */
  history: (user: string): Promise<readonly string[]> => Promise.resolve((histories.get(user) ?? []).slice(0, 5)),
  countRequest(key: string): Promise<number> {
    const count = (requests.get(key) ?? 0) + 1;
    requests.set(key, count);
    return Promise.resolve(count);
  },
  /** Histories end at a thousand, or a long run would measure its own memory. */
  addOrder(user: string, order: string): Promise<void> {
    const orders = histories.get(user) ?? [];
    if (orders.length < 1_000) orders.push(order);
    histories.set(user, orders);
    return Promise.resolve();
  },
  promote(id: number): Promise<void> {
    scores.set(id, (scores.get(id) ?? 0) + 1);
    most = [...new Set([...most, id])].sort(byScore).slice(0, top);
    return Promise.resolve();
  },
};
