/**
 * A small ticket API: list, search, get and create, each within the caller's organisation. Whoever stands in front of it
 * vouches for the caller in X-User-ID and X-Organization-ID; without them it answers nobody.
 *
 *   node examples/tickets/tickets-api.js        listens on 127.0.0.1:8091 (HOST and PORT override)
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express from 'express';

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

/** The API as an Express application. `onRequest` hears of every request, refused ones included. */
export function createTicketsApi({ onRequest = () => undefined } = {}) {
  const organizations = seed();
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    onRequest(req);
    const user = req.get('X-User-ID');
    const organization = req.get('X-Organization-ID');
    if (!user || !organization)
      return void res.status(401).json({ message: 'Who are you? Identity headers are missing.' });
    if (!organizations.has(organization)) organizations.set(organization, []);
    res.locals = { user, organization, tickets: organizations.get(organization) };
    next();
  });
  app.use(express.json());

  app.get('/tickets', (req, res) => {
    const { status, after = '0' } = req.query;
    const found = res.locals.tickets.filter((one) => status === undefined || one.status === status);
    const start = Number(after);
    const end = start + pageSize;
    res.json({ tickets: found.slice(start, end), next: end < found.length ? String(end) : null });
  });

  app.get('/tickets/search', (req, res) => {
    const words = String(req.query.q ?? '').toLowerCase();
    if (words === '') return void res.status(400).json({ message: 'q is empty.' });
    const text = ({ title, description }) => `${title} ${description}`.toLowerCase();
    res.json({ tickets: res.locals.tickets.filter((one) => text(one).includes(words)) });
  });

  app.get('/tickets/:id', (req, res) => {
    const ticket = res.locals.tickets.find(({ id }) => id === req.params.id);
    if (ticket === undefined) return void res.status(404).json({ message: `There is no ticket ${req.params.id}.` });
    res.json({ ticket });
  });

  app.post('/tickets', (req, res) => {
    const { title, description = '' } = req.body ?? {};
    if (typeof title !== 'string' || title === '')
      return void res.status(422).json({ message: 'A ticket needs a title.' });
    const { user, organization, tickets } = res.locals;
    const id = `${organization[0].toUpperCase()}-${tickets.length + 1}`;
    const ticket = { id, title, status: 'open', description, created_by: user };
    tickets.push(ticket);
    res.status(201).json({ ticket });
  });
  return app;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { HOST = '127.0.0.1', PORT = '8091' } = process.env;
  const server = createTicketsApi().listen(Number(PORT), HOST, () =>
    console.log(`Tickets at http://${HOST}:${PORT}/tickets`),
  );
  process.on('SIGTERM', () => server.close());
}
