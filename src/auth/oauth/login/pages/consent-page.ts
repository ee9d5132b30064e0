import type { Scope } from '../../../principal.js';
import { isLoopbackUri, isPrivateSchemeUri } from '../../provider/redirect-uris.js';
import { html, tame } from './html.js';
import type { Html } from './html.js';
import type { Page } from './page.js';

/** An API whose tools are served beside Confluence, or alone. */
export interface ServedApi {
  readonly name: string;
  /** With the port, where it is not that of the scheme. */
  readonly host: string;
  /** What its tools need. */
  readonly scopes: ReadonlySet<Scope>;
  /** How it learns who asks: by the token of the person's login, by our word, or not at all. */
  readonly identity: 'login' | 'told' | 'none';
}

/** What an application gets at through this service, in the name of whoever allows it. */
export interface Served {
  readonly confluence: boolean;
  readonly apis: readonly ServedApi[];
}

interface ConsentPageInput {
  readonly served: Served;
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

const verbs: Readonly<Record<Scope, readonly string[]>> = {
  'confluence:read': ['read'],
  'confluence:write': ['create', 'change'],
  'confluence:delete': ['delete'],
};

const inEnglish = new Intl.ListFormat('en-GB');

/** Asks whether this client may act for the person, before anybody is sent to the login. */
export function consentPage(input: ConsentPageInput): Page {
  const { upstreamName, upstreamOrigin, csrfToken, redirectUri } = input;
  const client = nameOf(input);
  const systems = systemsOf(input.served);
  return {
    status: 200,
    title: `Allow ${client} to use ${systems}?`,
    formTargets: [upstreamOrigin, formTargetOf(redirectUri)],
    body: html`<p>An application wants to use ${systems} through this service in your name.</p>
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
        ${abilitiesOf(input)}
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

function systemsOf({ confluence, apis }: Served): string {
  const names = [...(confluence ? ['Confluence'] : []), ...apis.map(({ name }) => tame(name))];
  return names.length > 0 ? inEnglish.format(names) : 'the tools that are served';
}

/** One item for each scope in Confluence, and one for each API. */
function abilitiesOf({ served, scopes, upstreamName }: ConsentPageInput): Html[] {
  const where = served.apis.length > 0 ? ' in Confluence' : '';
  const inConfluence = scopes.map(
    (scope) => html`<li>${meaning[scope]}${where} <span class="note">(${scope})</span></li>`,
  );
  return [
    ...(served.confluence ? inConfluence : []),
    ...served.apis.map((api) => abilityAt(api, scopes, upstreamName)),
  ];
}

function abilityAt({ name, host, identity, ...api }: ServedApi, asked: readonly Scope[], upstreamName: string): Html {
  const scopes = asked.filter((scope) => api.scopes.has(scope));
  const deeds = inEnglish.format(scopes.flatMap((scope) => verbs[scope]));
  const how = {
    login: `. Calls are made with your own login at ${tame(upstreamName)}`,
    told: '. It is told that you are the one who asks',
    none: '',
  }[identity];
  const place = html`<bdi>${tame(name)}</bdi> (${tame(host)})`;
  // GRANTS_FILE may give somebody single tools, whatever scopes a client asks for.
  return scopes.length === 0
    ? html`<li>At ${place}: no more than the tools that you were given there by name${how}</li>`
    : html`<li>At ${place}: ${deeds}${how} <span class="note">(${scopes.join(', ')})</span></li>`;
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
