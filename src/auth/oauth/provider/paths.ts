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

/** The resource by the public origin and the path of the endpoint, whether or not that ends in a slash. */
export function createResources(origin: string, mcpPath: string): Resources {
  const audience = new URL(mcpPath, origin).href.replace(/\/$/, '');
  return { audience, forms: [audience, `${audience}/`] };
}

/**
 * With these a request narrows itself in the address that it was given; they are no part of the resource, and clients name
 * it as they were given it.
 */
export const narrowingParameters: readonly string[] = [
  'readonly',
  'toolsets',
  'tools',
  'exclude_tools',
  'spaces',
  'structured',
];

/** Whether a client names this resource, in any of its forms. */
export function isResource({ forms }: Resources, indicator: string): boolean {
  const [bare = '', ...queries] = indicator.split('?');
  if (!forms.includes(bare) || queries.length > 1) return false;
  const [query] = queries;
  if (query === undefined) return true;
  const names = [...new URLSearchParams(query).keys()];
  return names.length > 0 && names.every((name) => narrowingParameters.includes(name));
}
