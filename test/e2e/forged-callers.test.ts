/** The program in each mode of AUTH_MODES, and what somebody without a right would send it over the wire. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeries, misuses, now, removed, stranger, type Claims, type Headers } from '../support/forgeries.js';
import { startJwksServer, type JwksServer } from '../support/jwks-server.js';
import { createTestEcKey, createTestKey, forgeJwt, secondsFromNow, type TestKey } from '../support/keys.js';
import { authorizeAtOnce, createClient, redeem } from '../support/oauth-client.js';
import { atlassianSurroundings, serveInProcess, type Surroundings } from '../support/oauth-surroundings.js';
import { start } from '../support/process.js';
import { temporaryFile } from '../support/settings.js';
import { isThorough } from '../support/thorough.js';
import { seedPeople } from '../../src/sandbox/index.js';

const audience = 'https://mcp.example.com';
const staticToken = 'static-token-of-more-than-thirty-two-characters';
const stolenAudience = '/projects/1/locations/x/services/mcp';
const [google, issuer] = [createTestKey('google'), createTestKey('issuer')];
const iap = createTestEcKey('iap');

/** A mode, how the good token of its caller is made, and where it is sent. */
interface Mode {
  readonly name: string;
  readonly env: () => Record<string, string>;
  /** Absent where tokens are no JWTs that we can make. */
  readonly jwt?: { readonly key: TestKey; readonly claims: Claims };
  readonly token?: () => string;
  readonly header?: string;
  /** Other suites start the built program with it: it is served in this process where not all is tried. */
  readonly isBuiltElsewhere?: true;
}

let around: Surroundings;
let certs: JwksServer;
let lure: JwksServer;
let oauthToken: string;
beforeAll(async () => {
  around = await atlassianSurroundings();
  [certs, lure] = [await startJwksServer(google, issuer, iap), await startJwksServer(stranger)];
});
afterAll(() => Promise.all([around.close(), certs.close(), lure.close()]));

const googleClaims = { iss: 'https://accounts.google.com', aud: audience, sub: '117', hd: 'acme.example' };
const jwtClaims = { iss: 'https://issuer.example', aud: audience, sub: 'alice', scope: 'confluence:read' };
const jwtEnv = { AUTH_MODES: 'jwt', JWT_ISSUER: 'https://issuer.example', JWT_AUDIENCE: audience };
const modes: readonly Mode[] = [
  {
    name: 'google-oidc',
    env: () => ({
      AUTH_MODES: 'google-oidc',
      GOOGLE_AUDIENCES: audience,
      GOOGLE_ALLOWED_DOMAINS: 'acme.example',
      GOOGLE_JWKS_URL: certs.url,
    }),
    jwt: { key: google, claims: { ...googleClaims, email: 'ann@acme.example', email_verified: true } },
  },
  {
    name: 'jwt with a key in PEM',
    isBuiltElsewhere: true,
    env: () => ({ ...jwtEnv, JWT_PUBLIC_KEY: issuer.publicKeyPem }),
    jwt: { key: issuer, claims: jwtClaims },
  },
  {
    name: 'jwt with a key set',
    isBuiltElsewhere: true,
    env: () => ({ ...jwtEnv, JWT_JWKS_URL: certs.url }),
    jwt: { key: issuer, claims: jwtClaims },
  },
  {
    name: 'iap',
    env: () => ({ AUTH_MODES: 'iap', IAP_AUDIENCE: stolenAudience, IAP_JWKS_URL: certs.url }),
    jwt: {
      key: iap,
      claims: { iss: 'https://cloud.google.com/iap', aud: stolenAudience, sub: 'accounts.google.com:1' },
    },
    header: 'x-goog-iap-jwt-assertion',
  },
  {
    name: 'static',
    isBuiltElsewhere: true,
    env: () => ({
      AUTH_MODES: 'static',
      STATIC_TOKENS_FILE: temporaryFile(
        JSON.stringify({
          [staticToken]: { user_id: 'ann', organization_id: 'acme', permissions: ['confluence:read'] },
        }),
      ),
    }),
    token: () => staticToken,
  },
  { name: 'oauth', env: () => ({ ...around.env, PORT: new URL(around.baseUrl).port }), token: () => oauthToken },
];

interface Answer {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly body: string;
}

interface Served {
  readonly url: URL;
  /** All that it has printed. */
  readonly printed: () => string;
  readonly stop: () => Promise<unknown>;
}

async function serve(env: Record<string, string>, isBuiltElsewhere = false): Promise<Served> {
  const all = {
    HOST: '127.0.0.1',
    PORT: '0',
    CONFLUENCE_URL: around.sandbox.url,
    CONFLUENCE_DEPLOYMENT: 'cloud',
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'debug',
    ...(env['AUTH_MODES'] === 'oauth' ? {} : credentials()),
    ...env,
  };
  if (isBuiltElsewhere && !isThorough) {
    const service = await serveInProcess(all);
    return { url: new URL(service.url), printed: () => JSON.stringify(service.logs()), stop: () => service.close() };
  }
  const running = start(['serve'], all);
  const [line] = await running.waitFor(/.*"server_started".*/);
  const { port } = JSON.parse(line) as { port: number };
  return {
    url: new URL(`http://127.0.0.1:${port}/mcp-server/mcp`),
    printed: () => running.out() + running.err(),
    stop: () => {
      running.child.kill('SIGKILL');
      return running.exited;
    },
  };
}

function credentials(): Record<string, string> {
  const { username, apiToken } = around.sandbox.credentials;
  return { CONFLUENCE_USERNAME: username, CONFLUENCE_API_TOKEN: apiToken };
}

/** Headers go as they are given, repeated ones too. */
async function ask(url: URL, headers: Headers, query = ''): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  const own: Headers = [
    ['Host', url.host],
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ['Content-Length', String(body.length)],
  ];
  const sent = request(new URL(query, url), { method: 'POST', headers: [...own, ...headers].flat() });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode ?? 0, challenge: answer.headers['www-authenticate'], body: text };
}

describe.each(modes)('the program with $name', (mode) => {
  const { name, env, jwt, token, header = 'Authorization', isBuiltElsewhere } = mode;
  let server: Awaited<ReturnType<typeof serve>>;
  let good: string;
  beforeAll(async () => {
    server = await serve(env(), isBuiltElsewhere);
    if (name === 'oauth') oauthToken = await logIn();
    good =
      jwt === undefined ? (token as () => string)() : forgeJwt({ key: jwt.key, claims: { ...jwt.claims, ...now() } });
  }, 60_000);
  afterAll(() => server.stop());

  const value = (text: string): string => (header === 'Authorization' ? `Bearer ${text}` : text);
  /** Status, and whether the challenge is that of a bearer token, with an error only where something was sent. */
  const judged = ({ status, challenge = '' }: Answer): string =>
    `${status}${/^Bearer realm=/.test(challenge) ? ' challenged' : ''}${/error="invalid_token"/.test(challenge) ? ' for its token' : ''}`;

  it('lets its caller in, and nobody with a forged, borrowed or misplaced token', async () => {
    expect(judged(await ask(server.url, [[header, value(good)]]))).toBe('200');
    if (header === 'Authorization') expect(judged(await ask(server.url, [[header, `bEaReR ${good}`]]))).toBe('200');
    const borrowed = Object.fromEntries(
      modes.flatMap((other) => {
        if (other.name.slice(0, 3) === name.slice(0, 3)) return [];
        const theirs =
          other.jwt === undefined ? staticToken : forgeJwt({ ...other.jwt, claims: { ...other.jwt.claims, ...now() } });
        return name === 'static' && theirs === staticToken ? [] : [[`the token of ${other.name}`, theirs]];
      }),
    );
    const forged = { ...borrowed, ...(jwt === undefined ? {} : forgeries(jwt.key, jwt.claims, lure.url)) };
    const answers: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const [what, text] of Object.entries(forged)) {
      const answer = await ask(server.url, [[header, value(text)]]);
      answers[what] = judged(answer);
      wanted[what] = '401 challenged for its token';
      expect(answer.body).not.toMatch(/jose|stack|node_modules|Error:/);
    }
    for (const [what, { headers, query, status = 401 }] of Object.entries(misuses(header, good))) {
      answers[what] = judged(await ask(server.url, headers, query));
      const isEmpty = !headers.some(([sent]) => sent.toLowerCase() === header.toLowerCase());
      wanted[what] = status === 401 ? `401 challenged${isEmpty ? '' : ' for its token'}` : String(status);
    }
    expect(answers).toEqual(wanted);
    expect(lure.requests).toEqual([]);
    expect(judged(await ask(server.url, [[header, value(good)]]))).toBe('200');

    const said = server.printed();
    const signatures = [good, ...Object.values(forged)].map((text) => text.split('.').at(-1) as string);
    const secrets = signatures.filter((text) => text.length > 16 && text !== removed);
    expect(secrets.filter((text) => said.includes(text))).toEqual([]);
    expect(said).not.toMatch(/UNION SELECT|dev\/null|evil\.example|\broot\b/);
  }, 120_000);
});

describe('the program behind the check of Cloud Run', () => {
  it('takes what was checked there, and nothing that only looks like it', async () => {
    const settings = {
      AUTH_MODES: 'cloud-run-iam',
      K_SERVICE: 'mcp',
      BASE_URL: 'http://127.0.0.1:1',
      CLOUD_RUN_IAM_CONFIRMED: 'true',
    };
    const { url, stop } = await serve(settings, true);
    const stripped = (changes: Claims = {}) =>
      forgeJwt({ key: google, claims: { ...googleClaims, ...now(), ...changes }, signature: () => removed });
    const header = 'X-Serverless-Authorization';
    const refused: Record<string, Headers> = {
      'no token': [],
      'a token with its signature': [
        [header, `Bearer ${forgeJwt({ key: google, claims: { ...googleClaims, ...now() } })}`],
      ],
      'another issuer': [[header, `Bearer ${stripped({ iss: 'https://evil.example' })}`]],
      'an hour over': [[header, `Bearer ${stripped({ exp: secondsFromNow(-3600) })}`]],
      'no subject': [[header, `Bearer ${stripped({ sub: undefined })}`]],
      'another scheme': [[header, `Basic ${stripped()}`]],
      'a listed token': [['Authorization', `Bearer ${staticToken}`]],
      'a signed token where a stripped one is expected': [
        ['Authorization', `Bearer ${forgeJwt({ key: issuer, claims: { ...jwtClaims, ...now() } })}`],
      ],
    };
    const answers = await Promise.all(
      Object.entries(refused).map(async ([what, headers]) => [what, (await ask(url, headers)).status]),
    );
    expect(answers).toEqual(Object.keys(refused).map((what) => [what, 401]));
    expect(
      (
        await ask(url, [
          [header, `Bearer ${stripped()}`],
          [header.toLowerCase(), `Bearer ${stripped()}`],
        ])
      ).status,
    ).toBe(400);
    expect((await ask(url, [[header, `Bearer ${stripped()}`]])).status).toBe(200);
    await stop();
  }, 60_000);
});

describe('the program without authentication', () => {
  it('serves this machine alone, and no page of another site in its browser', async () => {
    const { url, stop } = await serve({ AUTH_MODES: 'none' }, true);
    const statuses = await Promise.all(
      (
        [
          [],
          [['Authorization', 'Bearer whatever']],
          [
            ['Authorization', 'Bearer a'],
            ['Authorization', 'Bearer b'],
          ],
          [['Origin', 'https://evil.example']],
          [['Origin', 'null']],
        ] as Headers[]
      ).map(async (headers) => (await ask(url, headers)).status),
    );
    expect(statuses).toEqual([200, 200, 400, 403, 403]);
    expect((await ask(url, [['Host', 'evil.example']])).status).toBe(400);
    await stop();
    const open = start(['serve'], {
      ...credentials(),
      CONFLUENCE_URL: around.sandbox.url,
      AUTH_MODES: 'none',
      HOST: '0.0.0.0',
    });
    expect([await open.exited, open.err()]).toEqual([78, expect.stringMatching(/AUTH_MODES: .*HOST=127\.0\.0\.1/)]);
  }, 60_000);
});

/** A person at the sandbox's Atlassian, up to the access token. */
async function logIn(): Promise<string> {
  around.sandbox.oauth.signedIn = seedPeople.amina;
  const client = await createClient(around);
  const code = (await authorizeAtOnce(around, client)).searchParams.get('code') ?? '';
  return ((await (await redeem(around, client, code)).json()) as { access_token: string }).access_token;
}
