/** One attack, the test that plays it, and which risk of the OWASP MCP Top 10 (2025, beta) it belongs to. */
export interface SecurityRow {
  readonly id: string;
  readonly attack: string;
  /** Files below `test/`, each with a part of a title in it; none for what is not covered. */
  readonly tests: readonly (readonly [file: string, title: string])[];
  /** What the tests do not try; absent when they try all of it. */
  readonly missing?: string;
  readonly risk: string;
}

type Tests = SecurityRow['tests'];
const rowsOf =
  (risk: string) =>
  (id: string, attack: string, tests: Tests, missing?: string): SecurityRow => ({
    ...{ id, attack, tests, risk },
    ...(missing === undefined ? {} : { missing }),
  });

const identity = rowsOf('MCP07');
const scope = rowsOf('MCP02');
const secrets = rowsOf('MCP01');
const injection = rowsOf('MCP05');
const context = rowsOf('MCP10');
const intent = rowsOf('MCP06');
const audit = rowsOf('MCP08');

const claims = 'auth/claims-verifier.test.ts';
const authenticator = 'auth/authenticator.test.ts';
const google = 'auth/verifiers/google-oidc.test.ts';
const keys = 'auth/key-source.test.ts';
const rows = 'http/attack-rows.test.ts';
const refusals = 'auth/oauth/provider/authorization-requests.test.ts';
const registration = 'auth/oauth/provider/registration.test.ts';
const codes = 'auth/oauth/provider/codes-and-tokens.test.ts';
const callback = 'auth/oauth/login/callback.test.ts';
const consent = 'auth/oauth/login/consent.test.ts';
const documents = 'auth/oauth/provider/client-documents.test.ts';
const transport = 'confluence/transport/create-transport.test.ts';
const redirects = 'confluence/transport/redirects.test.ts';

/** Tokens. */
const tokens: readonly SecurityRow[] = [
  identity('J1', 'no token', [['integration/identity.test.ts', 'answers 401 with a challenge that has no error']]),
  identity('J2', 'the algorithm none', [[claims, 'refuses the algorithm %j without a signature']]),
  identity('J3', 'the public key as a shared secret', [[claims, 'which was not chosen']]),
  identity('J4', 'made-up key ids', [[keys, 'refuses the key id %j']]),
  identity('J5', 'a thousand key ids, to have the key set fetched', [[keys, 'is asked once for a thousand tokens']]),
  identity('J6', 'a key, or its address, inside the token', [
    [claims, 'takes no key and no address of a key from the token'],
  ]),
  identity('J7', 'critical headers', [['auth/authenticator-properties.test.ts', 'whatever parameters stand beside']]),
  identity('J8', 'expired, or without an end', [
    [claims, 'refuses an expiry that overflows'],
    [claims, 'as soon as it has expired'],
  ]),
  identity('J9', 'from the future', [[claims, "describe('times'"]]),
  identity('J10', 'for another audience', [[claims, 'refuses a token for nobody in particular']]),
  identity('J11', 'for us and for others', [[claims, "describe('issuer and audience'"]]),
  identity('J12', 'an issuer that looks like ours', [[claims, "describe('issuer and audience'"]]),
  identity('J13', 'an e-mail that nobody verified', [[google, 'is a 403 when email_verified is %j']]),
  identity('J14', 'another domain, or one that looks alike', [[google, 'would become ASCII when lower-cased']]),
  identity('J15', 'a Google token for another service', [[google, 'is refused without an audience']]),
  identity('J16', 'one kind of token in place of another', [
    ['auth/oauth/grants/revocation.test.ts', 'is refused although our key signed it'],
  ]),
  identity('J17', 'bits changed, parts missing', [[claims, 'a signature with one bit changed']]),
  identity('J18', 'a token of 200 KB', [[authenticator, 'with a token of 200 KB']]),
  identity('J19', 'two Authorization headers', [
    [authenticator, 'with two Authorization headers is a 400'],
    [rows, 'two tokens'],
  ]),
  identity('J20', 'the scheme in other cases', [['auth/bearer-token.test.ts', 'takes the scheme in any case']]),
  identity('J21', 'another scheme, or none', [[authenticator, 'with %j is a 401']]),
  identity('J22', 'a token in the address or a cookie', [
    [
      'http/middleware/authenticate.test.ts',
      'hands over every value of the headers that may say who calls, and no other',
    ],
  ]),
  identity('J23', 'a listed token that is nearly right', [['auth/verifiers/static.test.ts', 'a listed token']]),
  scope('J24', 'a reader who calls a writer', [['integration/identity.test.ts', 'is told which scope a writer needs']]),
  identity('J25', 'a broken JWT as a listed token', [[authenticator, 'never looks up a JWT in the list']]),
  identity('J26', 'a key set that does not answer', [[keys, 'keeps everybody out with a 503']]),
  identity('J27', 'a grant that was revoked', [
    ['auth/oauth/grants/revocation.test.ts', 'ends the grant: the next request is challenged'],
  ]),
  identity('J28', "the upstream's own token", [
    ['auth/oauth/grants/revocation.test.ts', 'is refused when the upstream made it'],
  ]),
];

/** The authorization server. */
const logins: readonly SecurityRow[] = [
  identity('O1', 'no PKCE, or a weak one', [[refusals, 'PKCE']]),
  identity('O2', 'an address that was not registered', [[refusals, 'redirect']]),
  identity('O3', 'registration of dangerous addresses', [[registration, 'redirect']]),
  injection('O4', 'a client name that is markup', [[consent, 'name']]),
  identity(
    'O5',
    'a flood of registrations',
    [['auth/oauth/provider/client-documents.test.ts', 'minute']],
    'size of a registration',
  ),
  identity('O6', 'an unknown client', [[codes, 'client']]),
  identity('O7', 'a code used twice', [[codes, 'code']]),
  identity('O8', 'the code of another client', [[codes, 'another client']]),
  identity('O9', 'a refresh token used again', [[codes, 'refresh']]),
  identity('O10', 'another resource', [[refusals, 'resource']]),
  identity('O11', 'a callback in another browser', [[callback, 'is worth nothing in a browser that did not consent']]),
  identity('O12', 'a state used again, late, or of another login', [
    [callback, 'works once'],
    [callback, 'works for ten minutes'],
  ]),
  identity('O13', 'consent by a foreign form', [[consent, 'form']]),
  identity('O14', 'consent in a frame', [['auth/oauth/login/browser.test.ts', 'cannot be put into a frame']]),
  identity('O15', 'a consent page that was loaded twice', [
    [consent, 'also for a browser that consented a moment ago'],
  ]),
  injection('O16', 'client documents at internal addresses', [
    ['outbound/guarded-fetch.test.ts', 'a guarded fetch opens no connection'],
  ]),
  injection('O17', 'client documents that drip, redirect or lie', [
    ['outbound/guarded-answers.test.ts', 'must be complete in time'],
    [documents, 'client'],
  ]),
  identity('O18', 'a forged Host', [['auth/oauth/provider/metadata.test.ts', 'ost']]),
  identity('O19', 'metadata at every path', [['http/routes/protected-resource.test.ts', 'resource']]),
  secrets('O20', 'one refresh under any concurrency', [
    ['auth/oauth/grants/token-renewal.test.ts', 'is refreshed once by twenty calls'],
  ]),
  secrets('O21', 'an upstream that ends a grant', [
    ['auth/oauth/grants/upstream-credentials.test.ts', 'ends with the grant when the upstream says'],
  ]),
  secrets('O22', 'a stolen store', [
    ['integration/oauth-at-rest.test.ts', 'holds nothing that a thief could read'],
    ['auth/oauth/grants/state.test.ts', 'is worth nothing with another key'],
  ]),
];

/** Requests before they are MCP. */
const requests: readonly SecurityRow[] = [
  ...(
    [
      ['H1', 'a body that is too large'],
      ['H2', 'a hundred thousand levels', 'objects nest 10,000 levels in the test, lists 99,000'],
      ['H3', 'prototype names'],
      ['H4', 'batches'],
      ['H5', 'odd ids and methods', 'ids of a megabyte and 1e400'],
      ['H6', 'other types, and bombs'],
    ] as [id: string, attack: string, missing?: string][]
  ).map(([id, attack, missing]) => injection(id, attack, [[rows, `${id}:`]], missing)),
  injection(
    'H7',
    'an Accept that takes no stream',
    [['mcp/transports/accept.test.ts', 'describe(']],
    'served on purpose: many clients send such a header',
  ),
  ...(
    [
      ['H8', 'other verbs'],
      ['H9', 'foreign origins'],
      ['H10', 'foreign hosts'],
      ['H11', 'headers that lie about the body', 'the code -32020 of the answer'],
      ['H12', "another caller's session id"],
      ['H13', 'headers that name a user or a site'],
      ['H15', 'bytes that two parsers read in two ways'],
      ['H16', 'slow clients'],
    ] as [id: string, attack: string, missing?: string][]
  ).map(([id, attack, missing]) => identity(id, attack, [[rows, `${id}:`]], missing)),
  identity('H14', 'forged addresses', [[rows, 'H14, H18:']]),
  injection('H17', 'callers who go away', [
    ['catalogue/describe-every-tool.ts', 'ends its request when the caller goes away'],
  ]),
  identity('H18', 'too many requests', [
    [rows, 'H14, H18:'],
    ['http/middleware/shared-limits.test.ts', 'describe('],
  ]),
  context('H19', 'equal ids of two callers', [[rows, 'H19:']], '200 rounds; 20 are made'),
  identity('H20', 'every path without a token', [[rows, 'H20:']]),
];

/** Confluence behind us. */
const upstream: readonly SecurityRow[] = [
  scope('C1', 'CQL that breaks out of a filter', [
    ['mcp/space-policy/search.test.ts', 'finds nothing of a hidden space by %j'],
    ['mcp/cql/narrow-cql.test.ts', 'never finds more than the condition allows'],
  ]),
  scope('C2', 'hidden content by id, by relation, by moving', [
    ['mcp/space-policy/policed.test.ts', 'says of what is hidden just what it says of what is missing'],
  ]),
  injection('C3', 'keys and ids that are paths', [
    ['catalogue/hostile-input.test.ts', 'refuses hostile text in every parameter'],
    ['confluence/transport/path.test.ts', 'keeps a parameter in its segment'],
  ]),
  injection('C4', 'file names that are headers or paths', [
    ['confluence/transport/multipart.test.ts', 'never carries %j in a header'],
  ]),
  injection('C5', 'files that are not what they say', [
    ['mcp/tools/attachments/media-type.test.ts', 'describe('],
    ['documents/hostile.test.ts', 'describe('],
  ]),
  injection(
    'C6',
    'files named by path or address',
    [['mcp/tools/attachments/attachments.test.ts', 'describe(']],
    'there is no such parameter to try',
  ),
  secrets('C7', 'downloads that lead elsewhere', [[redirects, 'to another origin go without credentials']]),
  injection('C8', 'downloads that lead inside', [[redirects, 'on a private network is not left for another place']]),
  injection('C9', 'next links that lead elsewhere', [['confluence/cloud/wire-answers.test.ts', 'describe(']]),
  injection('C10', 'answers without an end', [
    [transport, 'stops reading an answer that unpacks to more than it takes'],
    ['integration/resilience.test.ts', 'faults of Confluence'],
  ]),
  secrets('C11', 'errors that tell of the inside', [
    ['confluence/transport/read-answer.test.ts', 'that nobody recognises gives the hint'],
  ]),
  intent(
    'C12',
    'instructions on pages',
    [
      ['catalogue/untrusted-text.test.ts', 'is quoted and readable'],
      ['attacks/attacks.test.ts', 'does no harm under the strict policy'],
    ],
    'without a write policy a fence is all there is',
  ),
  intent(
    'C13',
    'links and images that carry data away',
    [['integration/write-policy.test.ts', 'to a host that is not listed']],
    'without link_hosts they are kept',
  ),
  injection('C14', 'markup in Markdown, entities in storage', [
    ['content/markdown/hostile.test.ts', 'a DOCTYPE with entities'],
  ]),
  injection('C15', 'texts that take long to read', [['content/markdown/hostile.test.ts', 'describe(']]),
  injection('C16', 'odd arguments', [['mcp/schemas/parse-arguments.test.ts', 'describe(']]),
  scope('C17', 'writers in read-only mode', [['catalogue/policy.test.ts', 'lists no writer, whatever the token says']]),
  context('C18', 'two writers at once', [['mcp/tools/pages/write-pages.test.ts', 'version']]),
  context('C19', "one caller's answers for another", [
    ['confluence/transport/shared-reads.test.ts', 'are one per caller and per question'],
    ['mcp/server/callers-account.test.ts', 'describe('],
  ]),
];

/** Logs and settings. */
const logs: readonly SecurityRow[] = [
  audit(
    'L1',
    'secrets in any output',
    [
      ['integration/oauth-at-rest.test.ts', 'a search that finds something says so'],
      ['integration/identity.test.ts', 'never writes the token into the log'],
    ],
    'the output of the whole suite is not searched',
  ),
  audit('L2', 'line breaks and terminal codes', [['observability/logger.test.ts', 'keeps one event on one line']]),
  audit('L3', 'secrets in errors', [
    ['observability/logger.test.ts', 'hides what an HTTP client hangs on its errors'],
    [transport, 'keeps the credentials out of the causes of errors'],
  ]),
  audit('L4', 'weak or missing settings', [['config/load-config.test.ts', 'names every fault at once']]),
];

export const securityRows: readonly SecurityRow[] = [...tokens, ...logins, ...requests, ...upstream, ...logs];
