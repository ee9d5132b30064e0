import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { compose } from '../../src/compose.js';
import { readApiTools, readWriteRules, withApiTools } from '../../src/compose-settings.js';
import { loadConfig } from '../../src/config/index.js';
import { serveHttp } from '../../src/serve.js';
import { folderWith } from '../api/api-server.js';

const example = new URL('../../examples/tickets/', import.meta.url);

/** The tokens of the example: `nora` of the north may do everything, `sam` of the south may not create. */
export const nora = 'demo-token-of-nora-in-the-north-0001';
export const sam = 'demo-token-of-sam-in-the-south-00002';

export type SeenRequest = IncomingMessage & { sent: string };

export interface TicketService {
  readonly url: string;
  /** Every request that the ticket API saw, with what was sent. */
  readonly requests: SeenRequest[];
  logs(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** The example as it stands, on ports that are free, and the server in front of it. */
export async function serveTickets(env: Readonly<Record<string, string>> = {}): Promise<TicketService> {
  const requests: SeenRequest[] = [];
  const keep = (request: IncomingMessage): void => {
    const seen = Object.assign(request, { sent: '' });
    requests.push(seen);
    request.on('data', (chunk) => (seen.sent += String(chunk)));
  };
  const api = await listen(await createTicketsApi(keep));
  const { port } = api.address() as AddressInfo;
  const definitions = readFileSync(new URL('api-tools.yaml', example), 'utf8').replace(':8091', `:${String(port)}`);
  const folder = folderWith({ 'api-tools.yaml': definitions });
  const service = await serveApiTools({
    AUTH_MODES: 'static',
    STATIC_TOKENS_FILE: new URL('static-tokens.json', example).pathname,
    API_TOOLS_FILE: `${folder}/api-tools.yaml`,
    ...env,
  }).catch((error: unknown) => {
    api.close();
    throw error;
  });
  return {
    ...service,
    requests,
    close: async () => {
      await service.close();
      api.close();
      api.closeAllConnections();
    },
  };
}

/** The service that these settings make, as the command line makes it. */
export async function serveApiTools(env: Readonly<Record<string, string>>): Promise<Omit<TicketService, 'requests'>> {
  let log = '';
  const logDestination = new PassThrough().on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  const options = { mode: 'serve', env: { HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_PER_MINUTE: '0', ...env } } as const;
  const apiTools = await readApiTools(options);
  const known = withApiTools(apiTools);
  const writePolicy = await readWriteRules(options, known.catalogue);
  const config = loadConfig({ ...options, ...known, writePolicy });
  const parts = { version: '0.0.0-test', logDestination, apiTools, writePolicy };
  const service = await serveHttp(await compose(config, parts));
  return {
    url: service.url as string,
    logs: () =>
      log
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    close: () => service.close(),
  };
}

/** The example is a program of its own and has no types. */
async function createTicketsApi(onRequest: (request: IncomingMessage) => void): Promise<Server> {
  const path = new URL('tickets-api.js', example).href;
  const module = (await import(path)) as { createTicketsApi(options: { onRequest: typeof onRequest }): Server };
  return module.createTicketsApi({ onRequest });
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
