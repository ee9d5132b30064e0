import { escapeUTF8 as escape } from 'entities';
import type { ListedTool } from '../../mcp/index.js';
import type { Endpoint } from './endpoints.js';

interface PageFacts {
  readonly version: string;
  /** The MCP endpoint. */
  readonly url: string;
  /** Whether clients find a log-in by themselves. */
  readonly login: boolean;
  readonly endpoints: readonly Endpoint[];
  readonly tools: readonly ListedTool[];
}

/** Everything of the page's looks; the Content-Security-Policy names it by its hash. */
export const style = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--accent:#0b5fff}
@media(prefers-color-scheme:dark){:root{--accent:#8ab4ff}}
*{box-sizing:border-box}html{background:Canvas;color:CanvasText}
body{font:1rem/1.55 system-ui,sans-serif;margin:0 auto;max-width:56rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{margin-bottom:.2rem}
a{color:var(--accent)}nav{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
code,pre{font:.9em/1.45 ui-monospace,monospace}pre{background:var(--soft);border:1px solid var(--line);border-radius:.4rem;padding:.7rem;white-space:pre-wrap}
dl{display:grid;grid-template-columns:minmax(0,1fr);gap:.1rem}dt{margin-top:.8rem}dd{margin:0}
summary{cursor:pointer;padding:.3rem 0}details{border-bottom:1px solid var(--line)}
.tag{border:1px solid var(--line);border-radius:1rem;font-size:.8rem;padding:.05rem .5rem;white-space:nowrap}
@media(min-width:44rem){dl{grid-template-columns:20rem 1fr;gap:.6rem 1rem}dt{margin:0}}
`;

/** The interface for people: how to connect, each tool, the scopes, each endpoint. No script, nothing from elsewhere. */
export function renderPage(facts: PageFacts): string {
  const { version, tools, endpoints } = facts;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>confluence-mcp-server</title>
<style>${style}</style>
<header>
<h1>confluence-mcp-server <span class="tag">${escape(version)}</span></h1>
<p>An MCP server that lets agents read and write Confluence. An edit changes only what was edited.</p>
<nav aria-label="On this page"><a href="#connect">Connect</a><a href="#tools">Tools</a><a href="#scopes">Scopes</a><a href="#http">HTTP</a><a href="/openapi.json">OpenAPI</a></nav>
</header>
<main>
${renderConnect(facts)}
<h2 id="tools">Tools</h2>
<p>${String(tools.length)} tools are enabled. A caller sees those that their scopes allow.</p>
${tools.map(renderTool).join('\n')}
<h2 id="scopes">Scopes</h2>
<dl>
<dt><code>confluence:read</code></dt><dd>Tools that change nothing.</dd>
<dt><code>confluence:write</code></dt><dd>Tools that create and change; includes <code>confluence:read</code>.</dd>
<dt><code>confluence:delete</code></dt><dd>Tools that delete; includes <code>confluence:write</code>.</dd>
</dl>
<h2 id="http">HTTP</h2>
<dl>
${endpoints.map(renderEndpoint).join('\n')}
</dl>
</main>
</html>
`;
}

function renderConnect({ url, login }: PageFacts): string {
  const proof = login ? {} : { headers: { Authorization: 'Bearer TOKEN' } };
  const entry = { type: 'http', url, ...proof };
  const header = login ? '' : ' --header "Authorization: Bearer TOKEN"';
  const how = login
    ? 'A client that supports login opens a browser by itself.'
    : 'Replace <code>TOKEN</code> with the token that the operator gave you; through the gcloud proxy, leave the header out.';
  const json = (value: object): string => `<pre><code>${escape(JSON.stringify(value, null, 2))}</code></pre>`;
  const args = ['-y', 'mcp-remote', url, ...(login ? [] : ['--header', 'Authorization: Bearer TOKEN'])];
  return `<h2 id="connect">Connect</h2>
<p>The endpoint is <code>${escape(url)}</code>, with or without the trailing slash. ${how}</p>
${renderInstallLinks(url, login)}
<h3>Claude Code</h3>
<pre><code>${escape(`claude mcp add --transport http confluence ${url}${header}`)}</code></pre>
<h3>VS Code, <code>.vscode/mcp.json</code></h3>
${json({ servers: { confluence: entry } })}
<h3>Cursor, <code>~/.cursor/mcp.json</code></h3>
${json({ mcpServers: { confluence: { url, ...proof } } })}
<h3>Gemini CLI, <code>~/.gemini/settings.json</code></h3>
${json({ mcpServers: { confluence: { httpUrl: url, ...proof } } })}
<h3>Claude on the web and desktop</h3>
<p>Settings, Connectors, Add custom connector, with the URL above. It needs a public URL and a login.</p>
<h3>Programs that only start local servers</h3>
${json({ mcpServers: { confluence: { command: 'npx', args } } })}`;
}

/** What an application that is installed here takes over at a click; it asks before it does. */
function renderInstallLinks(url: string, login: boolean): string {
  const asked = [{ id: 'token', type: 'promptString', description: 'Token for confluence-mcp-server', password: true }];
  const vsCode = login
    ? { name: 'confluence', type: 'http', url }
    : { name: 'confluence', type: 'http', url, headers: { Authorization: 'Bearer ${input:token}' }, inputs: asked };
  const cursor = login ? { url } : { url, headers: { Authorization: 'Bearer TOKEN' } };
  const config = encodeURIComponent(Buffer.from(JSON.stringify(cursor)).toString('base64'));
  const links = {
    'Add to VS Code': `vscode:mcp/install?${encodeURIComponent(JSON.stringify(vsCode))}`,
    'Add to Cursor': `cursor://anysphere.cursor-deeplink/mcp/install?name=confluence&config=${config}`,
  };
  const list = Object.entries(links).map(([text, href]) => `<a href="${escape(href)}">${text}</a>`);
  return `<p>${list.join(' · ')}</p>`;
}

function renderTool({ name, title, description, annotations, inputSchema, outputSchema }: ListedTool): string {
  const effect = annotations.readOnlyHint ? 'reads' : annotations.destructiveHint ? 'changes' : 'creates';
  const schema = (label: string, value: object | undefined): string =>
    value === undefined ? '' : `<h4>${label}</h4><pre><code>${escape(JSON.stringify(value, null, 1))}</code></pre>`;
  return `<details id="${escape(name)}"><summary><code>${escape(name)}</code> ${escape(title)} <span class="tag">${effect}</span></summary>
<p>${escape(description)}</p>${schema('Arguments', inputSchema)}${schema('Structured answer', outputSchema)}</details>`;
}

function renderEndpoint({ method, path, summary, token }: Endpoint): string {
  const tag = token ? ' <span class="tag">token</span>' : '';
  return `<dt><code>${method.toUpperCase()} ${escape(path)}</code></dt><dd>${escape(summary)}${tag}</dd>`;
}
