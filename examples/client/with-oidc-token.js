/**
 * A program with a service account: its Google ID token goes into both headers and is renewed five minutes before it
 * expires. On Google Cloud the metadata server gives it; elsewhere GOOGLE_APPLICATION_CREDENTIALS names a key file, or
 * credentials that impersonate an account. `npm run build` comes first.
 *
 *   SERVICE_URL=https://… node examples/client/with-oidc-token.js
 */
import { connect, googleIdToken } from 'confluence-mcp-server/client';

/** Node would print the program around an error as well, which is one long line here. */
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

const { SERVICE_URL, AUDIENCE = SERVICE_URL, GOOGLE_APPLICATION_CREDENTIALS: keyFile } = process.env;
if (!SERVICE_URL) throw new Error('Set SERVICE_URL to the URL of the service, which is the audience too.');

const client = await connect({
  url: new URL('/mcp-server/mcp/', SERVICE_URL).href,
  tokenSource: googleIdToken({ audience: AUDIENCE, keyFile }),
});
try {
  const answer = await client.callTool('confluence_list_spaces', { limit: 5 });
  for (const part of answer.content) if (part.type === 'text') console.log(part.text);
} finally {
  await client.close();
}
