import type { Scope } from '../../../principal.js';
import { isLoopbackUri, isPrivateSchemeUri } from '../../provider/redirect-uris.js';
import { html, tame } from './html.js';
import type { Html } from './html.js';
import type { Page } from './page.js';

interface ConsentPageInput {
  /** As the client calls itself; anybody may choose any name. */
  readonly clientName: string | undefined;
  /** The host of the client's metadata document, which proves the name as far as anything does. */
  readonly clientHost: string | undefined;
  readonly redirectUri: string;
  readonly scopes: readonly Scope[];
  readonly upstreamName: string;
  readonly upstreamOrigin: string;
  readonly csrfToken: string;
}

const meaning: Readonly<Record<Scope, string>> = {
  'confluence:read': 'Search and read pages, comments and attachments',
  'confluence:write': 'Create and change pages, comments, labels and attachments',
  'confluence:delete': 'Delete pages, comments and attachments',
};

/** Asks whether this client may act for the person, before anybody is sent to the login. */
export function consentPage(input: ConsentPageInput): Page {
  const { scopes, upstreamName, upstreamOrigin, csrfToken, redirectUri } = input;
  const client = nameOf(input);
  return {
    status: 200,
    title: `Allow ${client} to use Confluence?`,
    formTargets: [upstreamOrigin, formTargetOf(redirectUri)],
    body: html`<p>An application wants to use Confluence through this service in your name.</p>
      <dl>
        <dt>Application</dt>
        <dd><bdi>${client}</bdi></dd>
        ${
          input.clientHost === undefined
            ? html``
            : html`<dt>Published by</dt>
                <dd>${input.clientHost}</dd>`
        }
        <dt>You will be sent to</dt>
        <dd>${destinationOf(redirectUri)}</dd>
      </dl>
      ${warningAbout(redirectUri)}
      <h2>It will be able to</h2>
      <ul>
        ${scopes.map((scope) => html`<li>${meaning[scope]} <span class="note">(${scope})</span></li>`)}
      </ul>
      <p class="note">
        Only allow this if you have just started it yourself. Next you log in at ${tame(upstreamName)}.
      </p>
      <form method="post" class="deeds">
        <input type="hidden" name="csrf_token" value="${csrfToken}" />
        <button class="main" name="decision" value="approve">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>`,
  };
}

function nameOf({ clientName, clientHost }: ConsentPageInput): string {
  return tame(clientName ?? '') || clientHost || 'An unnamed application';
}

function warningAbout(redirectUri: string): Html {
  if (!isLoopbackUri(redirectUri)) return html``;
  return html`<p class="warning">The application runs on this computer, so its name cannot be proven.</p>`;
}

function destinationOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  if (isPrivateSchemeUri(redirectUri)) return `an application on this computer (${protocol}//${host})`;
  return isLoopbackUri(redirectUri) ? `this computer (${host})` : host;
}

/** A CSP source for the redirect. Host sources know no IPv6 literals and no hosts of other schemes. */
function formTargetOf(redirectUri: string): string {
  const { protocol, hostname, origin } = new URL(redirectUri);
  return isPrivateSchemeUri(redirectUri) || hostname.startsWith('[') ? protocol : origin;
}
