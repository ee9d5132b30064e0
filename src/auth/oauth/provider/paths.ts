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

/** The MCP endpoint as a resource (RFC 8707). Clients name it as they were given it, with or without a slash at the end. */
export interface Resources {
  /** Without the slash: the audience of every token. */
  readonly audience: string;
  readonly forms: readonly [string, string];
}

export function createResources(origin: string, mcpPath: string): Resources {
  const audience = new URL(mcpPath, origin).href.replace(/\/$/, '');
  return { audience, forms: [audience, `${audience}/`] };
}
