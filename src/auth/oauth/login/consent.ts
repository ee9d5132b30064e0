import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction } from 'oidc-provider';
import { askedScopes } from '../grants/admission.js';
import { consentPage } from './pages/consent-page.js';
import { callbackPath } from '../provider/paths.js';
import { expired, forged, malformed } from './reply.js';
import type { LoginParts } from './login-parts.js';
import { readForm } from './forgery-protection.js';
import type { Reply } from './reply.js';

/** The interaction that this browser began. Its cookie is sent to this path alone. */
export async function findInteraction(
  uid: string,
  req: IncomingMessage,
  res: ServerResponse,
  { provider }: Pick<LoginParts, 'provider'>,
): Promise<Interaction> {
  const details = await provider.interactionDetails(req, res);
  if (details.uid !== uid) throw expired();
  return details;
}

/** Shows who asks for what. Looking changes nothing, so that a browser may load it twice. */
export async function showConsent(
  uid: string,
  req: IncomingMessage,
  res: ServerResponse,
  parts: LoginParts,
): Promise<Reply> {
  const { params } = await findInteraction(uid, req, res, parts);
  const client = await parts.provider.Client.find(String(params['client_id']));
  if (client === undefined) throw expired();
  const page = consentPage({
    served: parts.served,
    clientName: client.clientName,
    clientHost: client.clientIdMetadataDocument === true ? new URL(client.clientId).host : undefined,
    redirectUri: String(params['redirect_uri']),
    scopes: askedScopes(params['scope']),
    upstreamName: parts.upstream.displayName,
    upstreamOrigin: await parts.upstream.authorizationOrigin(),
    csrfToken: parts.csrf.make(uid),
  });
  return { kind: 'page', page };
}

/** Takes the person's answer: on to the upstream, or back to the client. */
export async function decide(
  uid: string,
  req: IncomingMessage,
  res: ServerResponse,
  parts: LoginParts,
): Promise<Reply> {
  const { origin, provider, upstream, pending, loginCookie } = parts;
  const { params } = await findInteraction(uid, req, res, parts);
  const form = await readForm(req);
  if (!isFromOurPage(req, origin) || !parts.csrf.isValid(uid, form.get('csrf_token') ?? undefined)) throw forged();
  const decision = form.get('decision');
  if (decision === 'deny') {
    parts.meter.login('denied');
    const result = { error: 'access_denied', error_description: 'The person did not allow it.' };
    return { kind: 'redirect', url: await provider.interactionResult(req, res, result) };
  }
  if (decision !== 'approve') throw malformed('The form holds no decision.');
  const { url, transaction } = await upstream.begin(new URL(callbackPath, origin).href);
  await pending.begin({ uid, scopes: askedScopes(params['scope']), transaction });
  return { kind: 'redirect', url, cookie: loginCookie.make(transaction.state) };
}

/** Browsers say where a form was; programs without these headers still need the token. */
function isFromOurPage({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return (headers.origin ?? origin) === origin && (site === undefined || site === 'same-origin');
}
