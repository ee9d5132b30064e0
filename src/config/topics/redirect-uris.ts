import { z } from 'zod';
import { isLoopbackHost } from '../formats.js';

const form = /^([a-z][a-z0-9+.-]*):\/\/([^\s/?#@*:[\]]+|\[[0-9a-f:.]+\])(:(?:\d{1,5}|\*))?((?:\/[^\s?#*]*)?)(\*?)$/i;
/** Schemes that a browser would run or show instead of handing the code to an application. */
const unsafe = /^(?:javascript|data|vbscript|file|blob|about|ftp|wss?)$/i;

/**
 * A redirect URI, exact or with `*` in place of the port or of the last segments of the path (`http://127.0.0.1:*\/*`).
 * Plain http is for loopback alone (RFC 8252, 7.3); a scheme of an application's own is possible (7.1).
 */
export const redirectPattern = z.string().superRefine((given, context) => {
  const problem = problemWith(given);
  if (problem !== undefined) context.addIssue(problem);
});

function problemWith(given: string): string | undefined {
  const [, scheme = '', host = '', , path = '', star = ''] = form.exec(given) ?? [];
  if (scheme === '') return 'takes redirect URIs without user, query or fragment; * only for the port or at the end';
  if (star === '*' && !path.endsWith('/'))
    return 'takes * for whole segments of a path, e.g. https://app.example.com/callback/*';
  if (unsafe.test(scheme)) return 'takes https, http on loopback, or the scheme of an application';
  if (/^http$/i.test(scheme) && !isLoopbackHost(host)) return 'takes http for loopback hosts alone; use https';
  return undefined;
}

/**
 * Loopback covers every native client (Claude Code, MCP Inspector, our own). The others are the hosted callbacks of
 * clients, as their makers document them or their clients register them:
 * Claude (https://support.claude.com, "Building custom connectors"), ChatGPT (https://developers.openai.com/apps-sdk/build/auth),
 * Copilot Studio and Power Platform (https://learn.microsoft.com/connectors/custom-connectors, one address below
 * `/redirect` for each connector), Microsoft 365 Copilot (https://learn.microsoft.com, "Configure authentication for MCP
 * and API plugins"), n8n Cloud (https://docs.n8n.io; an instance of one's own has
 * `https://HOST/rest/oauth2-credential/callback`), VS Code and Cursor.
 */
export const commonRedirectUris: readonly string[] = [
  'http://127.0.0.1:*/*',
  'http://localhost:*/*',
  'http://[::1]:*/*',
  'https://claude.ai/api/mcp/auth_callback',
  'https://claude.com/api/mcp/auth_callback',
  'https://chatgpt.com/connector_platform_oauth_redirect',
  'https://chatgpt.com/connector/oauth/*',
  'https://global.consent.azure-apim.net/redirect',
  'https://global.consent.azure-apim.net/redirect/*',
  'https://teams.microsoft.com/api/platform/v1.0/oAuthRedirect',
  'https://oauth.n8n.cloud/oauth2/callback',
  'https://vscode.dev/redirect',
  'https://insiders.vscode.dev/redirect',
  'cursor://anysphere.cursor-mcp/oauth/callback',
  'https://www.cursor.com/agents/mcp/oauth/callback',
];
