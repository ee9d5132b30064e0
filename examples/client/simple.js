/**
 * Lists the tools of a server and calls one. `npm run build` comes first.
 *
 *   MCP_TOKEN=… node examples/client/simple.js
 *
 * MCP_URL for another server than the local one.
 */
import { bearerToken, connect, noToken } from 'confluence-mcp-server/client';

/** Node would print the program around an error as well, which is one long line here. */
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

const { MCP_URL: url = 'http://127.0.0.1:8080/mcp-server/mcp/', MCP_TOKEN: token } = process.env;

const client = await connect({ url, tokenSource: token ? bearerToken(token) : noToken() });
try {
  const tools = await client.listTools();
  console.log(`${tools.length} tools over MCP ${client.protocolVersion}: ${tools.map(({ name }) => name).join(', ')}`);
  const answer = await client.callTool('confluence_search', { query: 'runbook', limit: 3 });
  for (const part of answer.content) if (part.type === 'text') console.log(part.text);
} finally {
  await client.close();
}
