/**
 * A person and a private Cloud Run service: `gcloud run services proxy` says who you are, so that no token is needed here.
 * Starts the proxy, waits for it, asks, and stops it again. `npm run build` comes first.
 *
 *   SERVICE=confluence-mcp-server PROJECT_ID=… REGION=… node examples/client/with-proxy.js
 */
import { spawn } from 'node:child_process';
import { connect } from 'confluence-mcp-server/client';

/** Node would print the program around an error as well, which is one long line here. */
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

const { SERVICE = 'confluence-mcp-server', PROJECT_ID, REGION, PORT = '3000' } = process.env;
if (!PROJECT_ID || !REGION) throw new Error('Set PROJECT_ID and REGION to those of the service.');

const flags = [`--project=${PROJECT_ID}`, `--region=${REGION}`, `--port=${PORT}`];
const proxy = spawn('gcloud', ['run', 'services', 'proxy', SERVICE, ...flags, '--quiet'], { stdio: 'inherit' });
const ended = new Promise((_done, failed) => {
  proxy.once('error', failed);
  proxy.once('exit', (code) => failed(new Error(`The proxy ended with ${code}. Does it work by hand?`)));
});

try {
  // The client tries again while the proxy is starting.
  const retry = { attempts: 8, pauseMs: 250 };
  const client = await Promise.race([connect({ url: `http://127.0.0.1:${PORT}/mcp-server/mcp/`, retry }), ended]);
  const answer = await client.callTool('confluence_get_current_user', {});
  for (const part of answer.content) if (part.type === 'text') console.log(part.text);
  await client.close();
} finally {
  ended.catch(() => undefined);
  proxy.kill();
}
