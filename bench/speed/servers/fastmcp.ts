import { Agent } from 'node:http';
import axios from 'axios';
import { FastMCP } from 'fastmcp';
import { createServer } from 'node:net';
import { z } from 'zod';
import { createAuthenticator } from '../../../src/auth/index.js';

/** The TypeScript `fastmcp` package with one tool, stateless, its caller checked as everywhere: what people would pick. */
const { JWT_PUBLIC_KEY: publicKey = '', JWT_ISSUER: issuer = '', JWT_AUDIENCE: audience = '' } = process.env;
const authenticator = await createAuthenticator({
  jwt: { publicKey, issuer, audience, algorithms: ['RS256'] },
  defaultScopes: ['confluence:read'],
});
const upstream = axios.create({
  baseURL: process.env['UPSTREAM'] ?? '',
  httpAgent: new Agent({ keepAlive: true, maxSockets: 256 }),
});

const server = new FastMCP<{ id: string }>({
  name: 'fastmcp',
  version: '1.0.0',
  authenticate: async ({ headers }) => {
    const principal = await authenticator.authenticate({ authorization: [headers.authorization ?? ''] });
    return { id: principal.id };
  },
});

server.addTool({
  name: 'confluence_get_page',
  description: 'Read a page.',
  parameters: z.object({ page_id: z.string(), format: z.string().optional() }),
  execute: async ({ page_id: id }) => {
    const { data } = await upstream.get<{ title: string; body: { storage: { value: string } } }>(
      `/wiki/api/v2/pages/${id}`,
      { params: { 'body-format': 'storage' } },
    );
    return `# ${data.title}\n\n${data.body.storage.value}`;
  },
});

/** It wants to know its port beforehand. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const port = await freePort();
await server.start({
  transportType: 'httpStream',
  httpStream: { port, host: '127.0.0.1', endpoint: '/mcp-server/mcp', stateless: true, enableJsonResponse: true },
});
process.stdout.write(`{"port":${port}}\n`);
