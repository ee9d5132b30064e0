import { Agent } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import axios from 'axios';
import express from 'express';
import { catalogue } from '../../../src/mcp/index.js';
import { announce } from './announce.js';
import { createTokenCheck } from './token-check.js';

/**
 * The SDK's McpServer as people write it: made for each request, with the same tools and schemas as ours, on Express,
 * token checked. `confluence_get_page` reads the page upstream; nothing else is called.
 */
const upstream = axios.create({
  baseURL: process.env['UPSTREAM'] ?? '',
  httpAgent: new Agent({ keepAlive: true, maxSockets: 256 }),
});

async function readPage(id: string): Promise<string> {
  const { data } = await upstream.get<{ title: string; body: { storage: { value: string } } }>(
    `/wiki/api/v2/pages/${id}`,
    { params: { 'body-format': 'storage' } },
  );
  return `# ${data.title}\n\n${data.body.storage.value}`;
}

function createServer(): McpServer {
  const server = new McpServer({ name: 'sdk', version: '1.0.0' });
  const tools = catalogue.filter(({ toolset }) => toolset !== 'examples');
  for (const { name, title, description, input } of tools) {
    const inputSchema = input.shape;
    server.registerTool(name, { title, description, inputSchema }, async (args: Record<string, unknown>) => ({
      content: [{ type: 'text' as const, text: await readPage(String(args['page_id'])) }],
    }));
  }
  return server;
}

const app = express();
app.use(await createTokenCheck());
app.post('/mcp-server/mcp', express.json({ limit: '4mb' }), async (req, res) => {
  const server = createServer();
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  res.on('close', () => {
    void transport.close();
    void server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
announce(app.listen(0, '127.0.0.1'));
