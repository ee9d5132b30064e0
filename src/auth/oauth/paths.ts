/** Where a person decides, one path below for each login. */
export const interactionPath = '/oauth/interaction';

/** Where the upstream sends people back to. */
export const callbackPath = '/oauth/callback';

/** The endpoints that programs use, from pages of any origin. */
const endpoints = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/jwks',
  '/register',
  '/token',
  '/revoke',
] as const;

/** What browsers visit, in the form of route patterns. */
const pages = [
  '/authorize',
  '/authorize/:uid',
  callbackPath,
  `${interactionPath}/:uid`,
  `${interactionPath}/:uid/finish`,
] as const;

/** Every path that the authorization server answers. Unknown ones are not its own. */
export const oauthPaths = { endpoints, pages } as const;
