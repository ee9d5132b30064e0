/**
 * Asks the agent one question on the command line:
 *
 *   OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_MODEL=llama3.1 MCP_TOKEN=… node examples/agent/main.js "What tools can you call?"
 *
 * OPENAI_API_KEY where the endpoint wants one; MCP_URL for another server than the local one. `npm run build` comes first.
 */
import { bearerToken, connect } from 'confluence-mcp-server/client';
import { runAgent } from './agent.js';

/** Node would print the program around an error as well, which is one long line here. */
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

const {
  OPENAI_BASE_URL: url = 'https://api.openai.com/v1',
  OPENAI_MODEL: model = 'gpt-4o-mini',
  OPENAI_API_KEY: key,
  MCP_URL: server = 'http://127.0.0.1:8080/mcp-server/mcp/',
  MCP_TOKEN: token,
} = process.env;
const question = process.argv.slice(2).join(' ') || 'What tools can you call?';

const client = await connect({ url: server, ...(token && { tokenSource: bearerToken(token) }) });
try {
  console.log(JSON.stringify(await runAgent({ client, endpoint: { url, model, key }, question }), null, 2));
} finally {
  await client.close();
}
