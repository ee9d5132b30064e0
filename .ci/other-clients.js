/**
 * Clients that others wrote, from the folder that they were installed in: each lists the tools and reads a page.
 * `node .ci/other-clients.js FOLDER URL TOKEN`
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, url, token] = process.argv;
const headers = { Authorization: `Bearer ${token}` };
const page = { space_key: 'ENG', title: 'Payments runbook' };
const expected = 'Acknowledge within five minutes';
const installed = (name) => import(pathToFileURL(createRequire(`${folder}/`).resolve(name)).href);

/** Each answers how many tools it was shown, and what it got for the page. */
const clients = {
  async '@ai-sdk/mcp'() {
    const { experimental_createMCPClient, createMCPClient = experimental_createMCPClient } =
      await installed('@ai-sdk/mcp');
    const client = await createMCPClient({ transport: { type: 'http', url, headers } });
    const tools = await client.tools();
    const answer = await tools.confluence_get_page.execute(page, { messages: [], toolCallId: '1' });
    await client.close();
    return [Object.keys(tools).length, answer];
  },

  async '@openai/agents'() {
    const { MCPServerStreamableHttp, getAllMcpTools } = await installed('@openai/agents');
    const server = new MCPServerStreamableHttp({ url, requestInit: { headers } });
    await server.connect();
    const tools = await getAllMcpTools({ mcpServers: [server], convertSchemasToStrict: true });
    const lax = tools.filter(({ strict }) => !strict).map(({ name }) => name);
    if (lax.length > 0) throw new Error(`left out of strict mode: ${lax.join(', ')}`);
    const answer = await server.callTool('confluence_get_page', page);
    await server.close();
    return [tools.length, answer];
  },

  async mcporter() {
    const config = join(folder, 'mcporter.json');
    writeFileSync(config, JSON.stringify({ mcpServers: { confluence: { baseUrl: url, headers } } }));
    const run = (...args) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(folder, 'node_modules/mcporter/dist/cli.js'), '--config', config, ...args],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`exit ${status}: ${stdout}${stderr}`);
      return stdout;
    };
    const { tools } = JSON.parse(run('list', 'confluence', '--json'));
    const words = Object.entries(page).map(([name, value]) => `${name}=${value}`);
    return [tools.length, run('call', 'confluence.confluence_get_page', ...words)];
  },
};

const counts = new Set();
for (const [name, use] of Object.entries(clients)) {
  const [count, answer] = await use();
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  if (!text.includes(expected)) throw new Error(`${name} did not get the page: ${text.slice(0, 2000)}`);
  console.log(`${name}: ${count} tools, and the page`);
  counts.add(count);
}
if (counts.size !== 1) throw new Error(`They were shown different lists: ${[...counts].join(', ')}`);
// Telemetry and sockets that a library leaves open are not this script's to wait for.
process.exit(0);
