import { Router, urlencoded, type Response } from 'express';
import type { OAuthAnswer } from './oauth-authority.js';
import { consentPage } from './oauth-page.js';
import type { Site } from './site.js';

/** `auth.atlassian.com`: the login in a browser, and the token endpoint. */
export function oauthRoutes(site: Site): Router {
  const router = Router();
  const form = urlencoded({ extended: false });
  router.get('/authorize', (req, res) => {
    const query = textsOf(req.query);
    const fault = faultIn(query, site);
    if (fault !== undefined) return void res.status(400).type('text').send(fault);
    const { signedIn } = site.oauth;
    if (signedIn !== undefined) return consent(site, res, query, signedIn);
    const people = [...site.world.users.values()].filter(({ accountType, active }) => active && accountType !== 'app');
    res.type('html').send(consentPage(people, query));
  });
  router.post('/authorize', form, (req, res) => {
    const query = textsOf(req.body);
    const fault = faultIn(query, site);
    if (fault !== undefined) return void res.status(400).type('text').send(fault);
    const { accountId = '' } = query;
    if (!site.world.users.has(accountId)) {
      const error = { error: 'access_denied', error_description: 'User did not authorize the request' };
      return sendBack(res, query, error);
    }
    consent(site, res, query, accountId);
  });
  router.post('/oauth/token', form, (req, res) => {
    const { status, body } = tokenAnswer(site, textsOf(req.body));
    res.status(status).set('Cache-Control', 'no-store').json(body);
  });
  return router;
}

type Texts = Readonly<Record<string, string>>;

/** Nobody is sent anywhere before the client and its address are known to be right. */
function faultIn(query: Texts, site: Site): string | undefined {
  if (query['client_id'] !== site.oauth.clientId) return 'Unknown client_id';
  if (!URL.canParse(query['redirect_uri'] ?? '')) return 'redirect_uri is not an absolute URL';
  if (query['response_type'] !== 'code') return 'response_type has to be code';
  if (query['audience'] !== 'api.atlassian.com') return 'audience has to be api.atlassian.com';
  if (query['prompt'] !== 'consent') return 'prompt has to be consent';
  if (!query['scope']) return 'scope is missing';
  if (query['code_challenge'] !== undefined && query['code_challenge_method'] !== 'S256') return 'PKCE is S256 here';
  return undefined;
}

function consent(site: Site, res: Response, query: Texts, accountId: string): void {
  const code = site.oauth.openCode({
    accountId,
    redirectUri: query['redirect_uri'] as string,
    scopes: (query['scope'] as string).split(' '),
    codeChallenge: query['code_challenge'],
  });
  sendBack(res, query, { code });
}

function sendBack(res: Response, query: Texts, answer: Texts): void {
  const url = new URL(query['redirect_uri'] as string);
  const { state } = query;
  for (const [name, value] of Object.entries({ ...answer, ...(state === undefined ? {} : { state }) })) {
    url.searchParams.set(name, value);
  }
  res.redirect(302, url.href);
}

function tokenAnswer({ oauth }: Site, body: Texts): OAuthAnswer {
  if (body['client_id'] !== oauth.clientId || body['client_secret'] !== oauth.clientSecret) {
    return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
  }
  if (body['grant_type'] === 'authorization_code') {
    return oauth.redeem(body['code'] ?? '', body['redirect_uri'] ?? '', body['code_verifier']);
  }
  if (body['grant_type'] === 'refresh_token') return oauth.refresh(body['refresh_token'] ?? '');
  return { status: 403, body: { error: 'unsupported_grant_type', error_description: 'Unsupported grant type' } };
}

function textsOf(values: unknown): Texts {
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
