import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { googleIdToken, TokenUnavailableError } from '../../src/client/index.js';
import { createTestKey } from '../support/keys.js';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = `${part({ alg: 'RS256' })}.${part({ exp: 9_999_999_999 })}.signature`;
const audience = 'https://svc.example';
const person = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' };
const impersonation =
  'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/agent@acme.iam.gserviceaccount.com:generateAccessToken';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'google-'));
  const { privateKeyPem: private_key } = createTestKey('account');
  const account = { type: 'service_account', client_email: 'a@b.iam.gserviceaccount.com', private_key };
  const impersonating = {
    type: 'impersonated_service_account',
    service_account_impersonation_url: impersonation,
    source_credentials: person,
  };
  writeFileSync(join(folder, 'account.json'), JSON.stringify(account));
  writeFileSync(join(folder, 'impersonating.json'), JSON.stringify(impersonating));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What Google answers, with every key that its documentation shows. */
const answers = {
  account: { '/token': { id_token: idToken } },
  impersonating: {
    '/token': {
      ...{ access_token: 'of-the-person', expires_in: 3599, scope: 'openid', token_type: 'Bearer' },
      id_token: 'of-the-person',
    },
    generateIdToken: { token: idToken },
  },
} as const;

/** A Google whose answers at one path are bent. */
function google(source: keyof typeof answers, at: string, bend: (answer: Record<string, unknown>) => unknown) {
  return (input: string | URL | Request): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const [path = '', answer = {}] = Object.entries(answers[source]).find(([found]) => url.includes(found)) ?? [];
    return Promise.resolve(Response.json(path === at ? bend(answer) : answer));
  };
}

const bends = (key: string) =>
  [
    ['is left out', ({ [key]: _gone, ...rest }: Record<string, unknown>) => rest],
    ['is null', (answer: Record<string, unknown>) => ({ ...answer, [key]: null })],
  ] as const;
const cases = (Object.keys(answers) as (keyof typeof answers)[]).flatMap((source) =>
  Object.entries(answers[source]).flatMap(([path, answer]) =>
    Object.keys(answer).flatMap((key) => bends(key).map(([how, bend]) => ({ source, path, key, how, bend }))),
  ),
);
/** Without these there is no token to send. */
const needed = ['account /token id_token', 'impersonating generateIdToken token'];

/** A token, or a failure that says in words of ours that there is none. */
async function outcomeOf(source: ReturnType<typeof googleIdToken>): Promise<string> {
  const outcome = await source.headers().catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return (outcome as Record<string, string>)['authorization'] ?? 'nothing';
  expect(outcome).toBeInstanceOf(TokenUnavailableError);
  expect(outcome.message).toMatch(/^Could not get a Google ID token: \S.* Check GOOGLE_APPLICATION_CREDENTIALS/);
  expect(outcome.message).not.toMatch(/undefined|null|Cannot read|Unexpected token|is not valid JSON|not a function/);
  return 'refused in words';
}

describe('an answer of Google that lacks something', () => {
  it.each(cases)('gives a token or says why not: $source, $path, $key $how', async ({ source, path, key, bend }) => {
    const options = { audience, keyFile: join(folder, `${source}.json`), fetch: google(source, path, bend) };
    const isNeeded = needed.includes(`${source} ${path} ${key}`);
    const outcome = await outcomeOf(googleIdToken(options));
    if (isNeeded) expect(outcome).toBe('refused in words');
    else if (key !== 'access_token') expect(outcome).toBe(`Bearer ${idToken}`);
  });

  it.each([[''], ['null'], ['<html>'], ['{"id_token":7}'], ['{"id_token":"a.b.c"}'], ['[]']])(
    'is said to be none when it is %j',
    async (body) => {
      const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
      const source = googleIdToken({ audience, keyFile: join(folder, 'account.json'), fetch });
      expect(await outcomeOf(source)).toBe('refused in words');
    },
  );
});

describe('a metadata server that lacks something', () => {
  let metadata: Server;
  let body: string;
  const changed = {
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_APPLICATION_CREDENTIALS: undefined,
    HOME: '/nonexistent',
    GCE_METADATA_HOST: '',
  };
  const saved = Object.keys(changed).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  beforeAll(async () => {
    metadata = createServer((req, res) => {
      res.setHeader('Metadata-Flavor', 'Google');
      res.end(req.url?.includes('/identity') ? body : 'project');
    });
    await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
    for (const [name, value] of Object.entries(changed)) set(name, value);
    process.env['GCE_METADATA_HOST'] = `127.0.0.1:${(metadata.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    for (const [name, value] of saved) set(name, value);
    metadata.closeAllConnections();
    metadata.close();
  });

  it.each(['', 'null', '{}', '<html>', 'a.b.c', `${part({})}.${part(null)}.x`])(
    'is said to give none: %j',
    async (text) => {
      body = text;
      expect(await outcomeOf(googleIdToken({ audience }))).toBe('refused in words');
    },
  );

  // For the project, which no ID token depends on, the library started gcloud: a second of the processor for each token.
  it('is asked for a token without starting gcloud', async () => {
    const { PATH } = process.env;
    const started = join(folder, 'started');
    writeFileSync(join(folder, 'gcloud'), `#!/bin/sh\ntouch ${started}\n`, { mode: 0o755 });
    process.env['PATH'] = `${folder}:${PATH}`;
    body = idToken;
    try {
      expect(await outcomeOf(googleIdToken({ audience }))).toBe(`Bearer ${idToken}`);
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(existsSync(started)).toBe(false);
  });
});
