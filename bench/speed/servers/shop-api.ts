import { createServer } from 'node:http';
import { announce } from './announce.js';

/**
 * The product service of http4k/benchmark-mcp-servers-v2 (`api-service/main.go`): a hundred thousand products by its
 * formulas, over plain `node:http`. Searches are answered from what was found once, so that it is never what is measured.
 */
const categories =
  'Electronics Books Clothing Sports Home Garden Toys Food Beauty Automotive Music Movies Games Office Health Pets Travel Tools Jewelry Baby'.split(
    ' ',
  );
const brands =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega Apex Nexus Vertex Zenith Nadir Flux Forge Craft Build Make Create Design Style Form Shape Mold Cast Weld Fuse Bond Link Chain Wire Mesh Weave Knit'.split(
    ' ',
  );
const tags = ['sale', 'new', 'featured', 'bestseller', 'clearance', 'limited', 'popular', 'exclusive'];
const count = 100_000;

const priceOf = (i: number): number => 1 + (i % 99_900) / 100;
const round = (value: number): number => Math.round(value * 100) / 100;

function productOf(i: number): object {
  const [category, brand] = [categories[i % 20], brands[i % 50]];
  const number = String(i + 1).padStart(6, '0');
  return {
    id: i + 1,
    sku: `SKU-${number}`,
    name: `${brand} ${category} Item ${i + 1}`,
    category,
    brand,
    price: priceOf(i),
    stock: i % 501,
    rating: 1 + (i % 40) / 10,
    tags: Array.from({ length: 2 + (i % 3) }, (_, j) => tags[(i + j) % 8]),
    weight: round((1 + (i % 100)) * 0.1),
    description: `Quality ${category} by ${brand}. SKU ${number}.`,
  };
}

const found = new Map<string, string>();

function search(query: URLSearchParams): string {
  const key = query.toString();
  const known = found.get(key);
  if (known !== undefined) return known;
  const category = query.get('category') ?? 'Electronics';
  const [least, most] = [Number(query.get('min_price')), Number(query.get('max_price') ?? Infinity)];
  const matching: number[] = [];
  for (let i = categories.indexOf(category); i >= 0 && i < count; i += 20)
    if (priceOf(i) >= least && priceOf(i) <= most) matching.push(i);
  matching.sort((a, b) => priceOf(a) - priceOf(b));
  const products = matching.slice(0, Number(query.get('limit') ?? 10)).map(productOf);
  const answer = JSON.stringify({ category, total_found: matching.length, products });
  found.set(key, answer);
  return answer;
}

interface Order {
  readonly user_id: string;
  readonly items: readonly { product_id: number; quantity: number }[];
}

function calculate({ user_id: user, items }: Order): string {
  const subtotal = round(items.reduce((sum, { product_id: id, quantity }) => sum + priceOf(id - 1) * quantity, 0));
  const tax = round(subtotal * 0.085);
  const isLarge = subtotal >= 100;
  const [discount, shipping] = [isLarge ? round(subtotal * 0.1) : 0, isLarge ? 0 : 5.99];
  return JSON.stringify({
    order_id: `ORD-${user.replaceAll('-', '')}-${items.length}`,
    user_id: user,
    ...{ subtotal, tax, shipping, discount, total: round(subtotal + tax + shipping - discount) },
    items_count: items.length,
  });
}

const server = createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://shop');
  const answer = (json: string): void => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
    res.end(json);
  };
  let body = '';
  req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  req.on('end', () => {
    if (pathname === '/products/search') return answer(search(searchParams));
    if (pathname === '/cart/calculate') return answer(calculate(JSON.parse(body) as Order));
    answer(JSON.stringify(productOf(Number(pathname.split('/').pop()) - 1)));
  });
});
announce(server.listen(0, '127.0.0.1'));
