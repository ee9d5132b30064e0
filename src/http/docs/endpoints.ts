import { oauthPaths } from '../../auth/index.js';

/** Which parts of the interface this service has switched on. */
export interface Interface {
  readonly mcpPath: string;
  readonly basePath: string;
  readonly sse: boolean;
  readonly oauth: boolean;
  readonly protectedResource: boolean;
  readonly metrics: boolean;
  readonly devTokens: boolean;
}

/** One operation, as both the page and the OpenAPI document show it. */
export interface Endpoint {
  readonly method: 'get' | 'post';
  /** In the form of OpenAPI: `{name}` for a parameter. */
  readonly path: string;
  readonly summary: string;
  /** Whether a bearer token is asked for. */
  readonly token: boolean;
  /** Media type of what is sent, where something is. */
  readonly sends?: 'application/json' | 'application/x-www-form-urlencoded';
  /** Status to its meaning. */
  readonly answers: Readonly<Record<string, string>>;
}

const refusals = {
  '401': 'No token, or one that is not accepted; `WWW-Authenticate` says what is needed.',
  '403': 'The caller may not do this; `error` is `access_denied` or `insufficient_scope`.',
  '429': 'Too many requests; `Retry-After` says when to try again.',
};

/** Every HTTP endpoint of this service. */
export function listEndpoints(on: Interface): Endpoint[] {
  return [
    ...mcpEndpoints(on),
    ...probeEndpoints(on),
    ...(on.protectedResource ? metadataEndpoints(on) : []),
    ...(on.oauth ? oauthEndpoints() : []),
    ...(on.devTokens ? devEndpoints() : []),
  ];
}

function mcpEndpoints({ mcpPath, basePath, sse }: Interface): Endpoint[] {
  const sends = 'application/json';
  const message: Omit<Endpoint, 'path'> = {
    method: 'post',
    summary: 'MCP over streamable HTTP: one JSON-RPC message; stateless, with or without the trailing slash.',
    token: true,
    sends,
    answers: {
      '200': 'The answer, as JSON or as an event stream.',
      '202': 'A notification was accepted.',
      '400': 'No message, a batch, or an unknown request option.',
      ...refusals,
    },
  };
  const stream: Endpoint[] = [
    {
      method: 'get',
      path: `${basePath}/sse`,
      summary: 'The old HTTP+SSE transport: opens the stream.',
      token: true,
      answers: { '200': 'An event stream; its first event says where to post.', ...refusals },
    },
    {
      method: 'post',
      path: `${basePath}/messages`,
      summary: 'The old HTTP+SSE transport: accepts a message for an open stream.',
      token: true,
      sends,
      answers: { '202': 'Accepted; the answer comes on the stream.', '404': 'No such stream.', ...refusals },
    },
  ];
  return [{ ...message, path: mcpPath }, { ...message, path: `${mcpPath}/` }, ...(sse ? stream : [])];
}

function probeEndpoints({ basePath, metrics }: Interface): Endpoint[] {
  const get = { method: 'get', token: false } as const;
  const health = {
    ...get,
    summary: 'Liveness. Never calls Confluence.',
    answers: { '200': 'Alive, with the version.' },
  };
  const paths = [...new Set(['/health', `${basePath}/health`])];
  return [
    ...paths.map((path): Endpoint => ({ ...health, path })),
    {
      ...get,
      path: '/ready',
      summary: 'Readiness, with the state of each dependency.',
      answers: { '200': 'Yes.', '503': 'Not ready; the failing dependencies are named.' },
    },
    { ...get, path: '/docs', summary: 'This interface as a page.', answers: { '200': 'A page.' } },
    { ...get, path: '/openapi.json', summary: 'This interface as OpenAPI.', answers: { '200': 'OpenAPI 3.1.' } },
    ...(metrics
      ? [
          {
            ...get,
            path: '/metrics',
            token: true,
            summary: 'Metrics for Prometheus; the token is that of METRICS_TOKEN.',
            answers: { '200': 'Text format.', '401': refusals['401'] },
          },
        ]
      : []),
  ];
}

function metadataEndpoints({ mcpPath }: Interface): Endpoint[] {
  const wellKnown = '/.well-known/oauth-protected-resource';
  return [wellKnown + mcpPath, `${wellKnown}${mcpPath}/`, wellKnown].map((path) => ({
    method: 'get',
    path,
    summary: 'Who issues tokens for the MCP endpoint (RFC 9728).',
    token: false,
    answers: { '200': 'Protected-resource metadata.' },
  }));
}

const oauthSummaries: Readonly<Record<string, [Endpoint['method'], string, Endpoint['sends']?]>> = {
  '/.well-known/oauth-authorization-server': ['get', 'Metadata of the authorization server (RFC 8414).'],
  '/.well-known/openid-configuration': ['get', 'The same, where OpenID clients look for it.'],
  '/jwks': ['get', 'Public keys of the tokens.'],
  '/register': ['post', 'Dynamic client registration (RFC 7591).', 'application/json'],
  '/token': ['post', 'Tokens for a code, or for a refresh token.', 'application/x-www-form-urlencoded'],
  '/revoke': ['post', 'Revokes a token (RFC 7009).', 'application/x-www-form-urlencoded'],
};

function oauthEndpoints(): Endpoint[] {
  const answers = {
    '200': 'As the standard defines it.',
    '400': '`error` and `error_description`.',
    '429': refusals['429'],
  };
  const page = { '200': 'A page.', '303': 'Redirects to the next page.', '400': 'The login cannot go on.' };
  const programs = oauthPaths.endpoints.map((path): Endpoint => {
    const [method, summary, sends] = oauthSummaries[path] ?? ['get', 'Part of the authorization server.'];
    return { method, path, summary, token: false, ...(sends && { sends }), answers };
  });
  const pages = oauthPaths.pages.map((path): Endpoint => ({
    method: path.endsWith('/finish') || path.includes('interaction') ? 'post' : 'get',
    path: path.replace(/:(\w+)/g, '{$1}'),
    summary: 'For the browser of a person who is logging in.',
    token: false,
    answers: page,
  }));
  return [...programs, ...pages];
}

function devEndpoints(): Endpoint[] {
  const answers = {
    '200': 'A token for tests, for an hour at most.',
    '400': 'An unknown scope, or a lifetime that is too long.',
  };
  const both = { path: '/dev/token', summary: 'A signed token for local work.', token: false, answers };
  return [
    { ...both, method: 'get' },
    { ...both, method: 'post', sends: 'application/json' },
  ];
}
