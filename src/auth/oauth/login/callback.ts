import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Interaction, InteractionResults } from 'oidc-provider';
import { interactionPath, isResource } from '../provider/paths.js';
import type { Resources } from '../provider/paths.js';
import { expired, malformed, type Reply } from './reply.js';
import type { LoginParts } from './login-parts.js';
import { isAppError } from '../../../errors.js';
import type { Scope } from '../../principal.js';
import { accountIdOf, toLogin, type Login } from '../grants/grant-store.js';
import { scopesWithin } from '../grants/admission.js';
import { errorPage, signedInPage } from './pages/closing-pages.js';
import { isPrivateSchemeUri } from '../provider/redirect-uris.js';
import { UpstreamLoginError, type UpstreamIdentity } from '../upstream/upstream.js';
import { findInteraction } from './consent.js';
import type { ReturnedLogin } from './pending-logins.js';

/**
 * The upstream's answer. It is worth something only in the browser that consented, and only once; the code in it is
 * exchanged a step later, where the cookie of the interaction proves that browser again.
 */
export async function receiveCallback(req: IncomingMessage, parts: LoginParts): Promise<Reply> {
  const { origin, pending, loginCookie } = parts;
  const callback = new URL(req.url ?? '/', origin);
  const states = callback.searchParams.getAll('state');
  const [state] = states;
  if (state === undefined || states.length > 1) throw malformed('The answer of the login names no state.');
  if (!callback.searchParams.has('code') && !callback.searchParams.has('error')) {
    throw malformed('The answer of the login holds no code.');
  }
  // Before the state is taken: a stranger who guessed it must not be able to spoil it.
  if (!loginCookie.isIn(req, state)) throw expired();
  const login = await pending.takeByState(state);
  if (login === undefined) throw expired();
  await pending.comeBack({ ...login, callbackUrl: callback.href });
  return {
    kind: 'redirect',
    url: new URL(`${interactionPath}/${login.uid}/finish`, origin).href,
    cookie: loginCookie.clear(state),
  };
}

/** Ends the login: the upstream says who it is, our lists say whether and what, and the client gets its answer. */
export async function finish(
  uid: string,
  req: IncomingMessage,
  res: ServerResponse,
  parts: LoginParts,
): Promise<Reply> {
  const interaction = await findInteraction(uid, req, res, parts);
  const returned = await parts.pending.takeReturned(uid);
  if (returned === undefined) throw expired();
  const back = (result: InteractionResults): Promise<string> => parts.provider.interactionResult(req, res, result);

  const identity = await askUpstream(returned, parts);
  if ('error' in identity) return { kind: 'redirect', url: await back(identity) };

  const login = toLogin(identity);
  const entitlement = parts.admit(login);
  const scopes = entitlement === undefined ? [] : scopesWithin(returned.scopes, entitlement);
  recordLogin(res, login, scopes.length > 0, parts);
  if (scopes.length === 0) {
    return { kind: 'page', page: strangerPage(login, await back(refusal('This account may not use the service.'))) };
  }
  const grantId = await openGrant(interaction, identity, scopes, parts);
  const accountId = accountIdOf(login);
  const url = await back({ login: { accountId, remember: false }, consent: { grantId }, select_account: {} });
  if (!isPrivateSchemeUri(String(interaction.params['redirect_uri']))) return { kind: 'redirect', url };
  return { kind: 'page', page: signedInPage(url) };
}

interface Failed extends InteractionResults {
  readonly error: string;
  readonly error_description: string;
}

function refusal(description: string): Failed {
  return { error: 'access_denied', error_description: description };
}

async function askUpstream(
  returned: ReturnedLogin,
  { upstream, log, meter }: LoginParts,
): Promise<UpstreamIdentity | Failed> {
  try {
    return await upstream.finish(returned.callbackUrl, returned.transaction);
  } catch (error) {
    log.warn({ event: 'upstream_login_failed', err: error }, 'The upstream did not log a person in.');
    meter.login(error instanceof UpstreamLoginError ? 'upstream_refused' : 'upstream_unavailable');
    if (error instanceof UpstreamLoginError) return refusal(error.message);
    if (!isAppError(error)) throw error;
    return { error: 'temporarily_unavailable', error_description: 'The login cannot be reached. Try again shortly.' };
  }
}

/** Makes the grant, with the upstream's tokens beside it, and tells the interaction what came out of it. */
async function openGrant(
  interaction: Interaction,
  identity: UpstreamIdentity,
  scopes: readonly Scope[],
  { provider, grants, credentials, resources }: LoginParts,
): Promise<string> {
  const login = toLogin(identity);
  const scope = scopes.join(' ');
  const grant = new provider.Grant({
    accountId: accountIdOf(login),
    clientId: String(interaction.params['client_id']),
  });
  grant.jti = randomUUID();
  grant.addOIDCScope(scope);
  const forms = [...new Set([...resources.forms, ...namedForms(interaction, resources)])];
  for (const form of forms) grant.addResourceScope(form, scope);
  try {
    await grants.open(grant.jti, login);
    await credentials.save(grant.jti, identity);
    await grant.save();
    // The token endpoint takes both slash forms, whichever the client began with, and the address that it was given.
    interaction.params = { ...interaction.params, scope, resource: forms };
    await interaction.persist();
  } catch (error) {
    await grants.revoke(grant.jti).catch(() => undefined);
    throw error;
  }
  return grant.jti;
}

/** How the client named this resource: with the parameters of its own address, as a rule. */
function namedForms({ params }: Interaction, resources: Resources): string[] {
  const named = [params['resource']].flat();
  return named.filter((one): one is string => typeof one === 'string' && isResource(resources, one));
}

function recordLogin(res: ServerResponse, login: Login, isAdmitted: boolean, { audit, meter }: LoginParts): void {
  meter.login(isAdmitted ? 'accepted' : 'not_allowed');
  audit.authentication({
    outcome: isAdmitted ? 'accepted' : 'rejected',
    mode: 'oauth',
    principal: `oauth:${login.issuer}:${login.subject}`,
    reason: isAdmitted ? null : 'not_allowed',
    request_id: String(res.getHeader('X-Request-Id') ?? ''),
  });
}

/** Some providers vouch for nobody's e-mail address (Entra): then a list of addresses lets in nobody, which is said. */
function strangerPage({ name, verifiedEmail }: Login, returnTo: string) {
  const reason =
    verifiedEmail === null
      ? 'the login service does not say that its e-mail address is verified (email_verified), and this service goes by that.'
      : 'this account is not on the list of this service.';
  return errorPage({
    status: 403,
    title: 'This account may not use the service',
    message: `You are logged in as ${name}, but ${reason}`,
    hint: 'Ask the people who run it, or connect again and log in with another account.',
    returnTo,
  });
}
