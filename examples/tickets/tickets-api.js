/**
 * A small ticket API: list, search, get and create, each within the caller's organisation. Whoever stands in front of it
 * vouches for the caller in X-User-ID and X-Organization-ID; without them it answers nobody. It needs nothing but Node.js, so
 * that the image of the server runs it, too.
 *
 *   node examples/tickets/tickets-api.js        listens on 127.0.0.1:8091 (HOST and PORT override)
 */
import { realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const pageSize = 2;

/** @returns {Map<string, Ticket[]>} tickets by organisation */
function seed() {
  const ticket = (id, title, status, createdBy) => ({ id, title, status, description: '', created_by: createdBy });
  return new Map([
    [
      'north',
      [
        ticket('N-1', 'Printer on floor 2 is out of paper', 'open', 'nora'),
        ticket('N-2', 'VPN drops every hour', 'open', 'nora'),
        ticket('N-3', 'New laptop for Ines', 'closed', 'nils'),
      ],
    ],
    ['south', [ticket('S-1', 'Invoice 4711 was paid twice', 'open', 'sam')]],
  ]);
}

/** What is answered to each method and path, as a status and JSON. */
const routes = {
  'GET /tickets': ({ tickets, query }) => {
    const status = query.get('status');
    const found = tickets.filter((one) => status === null || one.status === status);
    const start = Number(query.get('after') ?? '0');
    const end = start + pageSize;
    return [200, { tickets: found.slice(start, end), next: end < found.length ? String(end) : null }];
  },
  'GET /tickets/search': ({ tickets, query }) => {
    const words = (query.get('q') ?? '').toLowerCase();
    if (words === '') return [400, { message: 'q is empty.' }];
    const text = ({ title, description }) => `${title} ${description}`.toLowerCase();
    return [200, { tickets: tickets.filter((one) => text(one).includes(words)) }];
  },
  'GET /tickets/:id': ({ tickets, id }) => {
    const ticket = tickets.find((one) => one.id === id);
    return ticket === undefined ? [404, { message: `There is no ticket ${id}.` }] : [200, { ticket }];
  },
  'POST /tickets': ({ tickets, user, organization, body }) => {
    const { title, description = '' } = body;
    if (typeof title !== 'string' || title === '') return [422, { message: 'A ticket needs a title.' }];
    const id = `${organization[0].toUpperCase()}-${tickets.length + 1}`;
    const ticket = { id, title, status: 'open', description, created_by: user };
    tickets.push(ticket);
    return [201, { ticket }];
  },
};

/** The API as a server. `onRequest` hears of every request, refused ones included. */
export function createTicketsApi({ onRequest = () => undefined } = {}) {
  const organizations = seed();
  return createServer(async (request, response) => {
    onRequest(request);
    const [status, answer] = await answerTo(request, organizations).catch((error) => [400, { message: error.message }]);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
}

async function answerTo(request, organizations) {
  const { 'x-user-id': user, 'x-organization-id': organization } = request.headers;
  if (!user || !organization) return [401, { message: 'Who are you? Identity headers are missing.' }];
  if (!organizations.has(organization)) organizations.set(organization, []);
  const { pathname, searchParams: query } = new URL(request.url, 'http://tickets');
  const [, id] = /^\/tickets\/([^/]+)$/.exec(pathname) ?? [];
  const route =
    routes[`${request.method} ${pathname}`] ??
    (id === undefined ? undefined : routes[`${request.method} /tickets/:id`]);
  if (route === undefined) return [404, { message: `There is no ${request.method} ${pathname}.` }];
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = text === '' ? {} : JSON.parse(text);
  return route({
    tickets: organizations.get(organization),
    user,
    organization,
    query,
    body,
    id: id && decodeURIComponent(id),
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { HOST = '127.0.0.1', PORT = '8091' } = process.env;
  const server = createTicketsApi().listen(Number(PORT), HOST, () =>
    console.log(`Tickets at http://${HOST}:${PORT}/tickets`),
  );
  process.on('SIGTERM', () => server.close());
}
