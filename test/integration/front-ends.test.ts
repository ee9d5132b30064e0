/** The two modes in which something in front of the service has identified the caller, with that something in place. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestEcKey, createTestKey, forgeJwt, secondsFromNow, type TestKey } from '../support/keys.js';
import { startJwksServer, type JwksServer } from '../support/jwks-server.js';
import { startTestService, type TestService } from '../support/service.js';
import { errorWith, temporaryFile } from '../support/settings.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';

const grants = temporaryFile(
  JSON.stringify({
    'google:ada@corp.example': { scopes: ['confluence:write'] },
    'google:admin@corp.example': { scopes: ['confluence:delete'] },
    'iap:ada@corp.example': { scopes: ['confluence:write'] },
  }),
);
const google = createTestKey('google');
let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox()));
afterAll(() => sandbox.close());

/** As it comes out of Cloud Run's check. */
function stripped(email: string): string {
  const times = { iat: secondsFromNow(0), exp: secondsFromNow(600) };
  const claims = {
    iss: 'https://accounts.google.com',
    aud: 'x',
    sub: `id-${email.split('@')[0]}`,
    email,
    email_verified: true,
  };
  return `Bearer ${forgeJwt({ key: google, claims: { ...claims, ...times }, signature: () => 'SIGNATURE_REMOVED_BY_GOOGLE' })}`;
}

type Headers = Record<string, string>;

async function ask(service: TestService, name: string, args: object, headers: Headers): Promise<Response> {
  return fetch(service.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
}

/** The status, and the principal that the audit log has for it. */
async function seenAs(service: TestService, headers: Headers): Promise<[number, unknown]> {
  const { status } = await ask(service, 'hello', { name: 'x' }, headers);
  const decisions = service.logs().filter(({ event }) => event === 'authentication');
  return [status, decisions.at(-1)?.['principal']];
}

async function statusOf(service: TestService, tool: 'delete' | 'labels', headers: Headers): Promise<number> {
  const [name, args] =
    tool === 'delete'
      ? ['confluence_delete_page', { page_id: '1', dry_run: true }]
      : ['confluence_add_labels', { page_id: '1', labels: ['x'], dry_run: true }];
  return (await ask(service, name, args, headers)).status;
}

describe('what names a caller in front of a service that has no such front end', () => {
  it('keeps the service from starting in mode cloud-run-iam outside of Cloud Run', () => {
    const { message, faults } = errorWith({ AUTH_MODES: 'cloud-run-iam', HOST: '0.0.0.0' });
    expect(faults.map(({ variable }) => variable)).toEqual(['AUTH_MODES']);
    expect(message).toContain('works on Cloud Run alone');
  });

  it('is not looked at in other modes', async () => {
    const service = await startTestService({ sandbox });
    const forged: Headers[] = [
      { 'x-serverless-authorization': stripped('admin@corp.example') },
      { authorization: stripped('admin@corp.example') },
      { 'x-goog-iap-jwt-assertion': stripped('admin@corp.example').slice(7) },
      { 'x-goog-authenticated-user-email': 'accounts.google.com:admin@corp.example', 'x-user-id': 'admin' },
      { 'x-forwarded-user': 'admin@corp.example' },
    ];
    for (const headers of forged) expect(await seenAs(service, headers)).toEqual([401, null]);
    const authorization = `Bearer ${await service.token('confluence:read')}`;
    for (const headers of forged) {
      expect(await seenAs(service, { ...headers, authorization })).toEqual([
        200,
        expect.stringMatching(/^jwt:.*alice$/),
      ]);
    }
    await service.close();
  });
});

describe('Cloud Run', () => {
  let frontEnd: Server;
  let service: TestService;
  /** What the front end does with a request that has no token. */
  let behaviour: 'refuse' | 'let through' | 'break';
  const env = (): Headers => ({
    AUTH_MODES: 'jwt,cloud-run-iam',
    K_SERVICE: 'confluence-mcp',
    BASE_URL: `http://127.0.0.1:${(frontEnd.address() as AddressInfo).port}`,
    GRANTS_FILE: grants,
  });
  beforeAll(async () => {
    frontEnd = createServer((req, res) => {
      if (behaviour === 'break') return void res.destroy();
      if (behaviour === 'refuse') return void res.writeHead(403).end('Your client does not have permission');
      request(service.origin + (req.url ?? ''), (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      }).end();
    }).listen(0, '127.0.0.1');
    await once(frontEnd, 'listening');
    behaviour = 'refuse';
    service = await startTestService({ sandbox, env: env() });
    // It asks for the first time while nobody waits, and Jest refuses what is imported between tests.
    while (!service.logs().some(({ event }) => event === 'cloud_run_iam')) await wait(10);
  });
  afterAll(async () => {
    await service.close();
    frontEnd.close();
    frontEnd.closeAllConnections();
  });

  it('names the caller by the header that it checked, with the grants of that caller', async () => {
    const headers = { 'x-serverless-authorization': stripped('ada@corp.example') };
    expect(await seenAs(service, headers)).toEqual([200, expect.stringContaining(':id-ada')]);
    expect([await statusOf(service, 'labels', headers), await statusOf(service, 'delete', headers)]).toEqual([
      200, 403,
    ]);
  });

  it('lets an Authorization of whatever content beside it count for nothing', async () => {
    const headers = {
      'x-serverless-authorization': stripped('ada@corp.example'),
      authorization: stripped('admin@corp.example'),
    };
    expect(await seenAs(service, headers)).toEqual([200, expect.stringContaining(':id-ada')]);
    expect(await statusOf(service, 'delete', headers)).toBe(403);
    expect(JSON.stringify(service.logs())).not.toContain('admin@corp.example');
  });

  it('proves by a stripped Authorization alone that some invoker called, and nothing more', async () => {
    const headers = { authorization: stripped('admin@corp.example') };
    expect(await seenAs(service, headers)).toEqual([200, expect.stringMatching(/cloud-run-invoker$/)]);
    expect([await statusOf(service, 'labels', headers), await statusOf(service, 'delete', headers)]).toEqual([
      403, 403,
    ]);
    const decision = service.logs().findLast(({ event }) => event === 'authentication');
    expect(decision).toMatchObject({ unverified_email: 'admin@corp.example' });
  });

  it('lets in nobody without either header, or with one that it did not check', async () => {
    const claims = { iss: 'https://accounts.google.com', sub: '1', exp: secondsFromNow(600) };
    expect((await seenAs(service, {}))[0]).toBe(401);
    const signed = forgeJwt({ key: google, claims });
    expect((await seenAs(service, { 'x-serverless-authorization': `Bearer ${signed}` }))[0]).toBe(401);
    expect((await seenAs(service, { authorization: `Bearer ${signed}` }))[0]).toBe(401);
  });

  it.each(['let through', 'break'] as const)(
    'that does not refuse strangers (%s) is trusted with nobody',
    async (way) => {
      behaviour = way;
      const own = await startTestService({ sandbox, env: env() });
      const saved = service;
      service = own;
      for (const headers of [
        { 'x-serverless-authorization': stripped('ada@corp.example') },
        { authorization: stripped('admin@corp.example') },
      ] as Headers[]) {
        expect((await seenAs(own, headers))[0]).toBe(503);
      }
      const verdicts = own.logs().filter(({ event }) => event === 'cloud_run_iam');
      expect(verdicts).toMatchObject([way === 'break' ? { iam: 'unknown' } : { iam: 'off', severity: 'CRITICAL' }]);
      const authorization = `Bearer ${await own.token('confluence:read')}`;
      expect((await seenAs(own, { authorization }))[0]).toBe(200);
      service = saved;
      behaviour = 'refuse';
      await own.close();
    },
  );

  it('that cannot be asked is trusted where the operator vouches for it', async () => {
    behaviour = 'break';
    const own = await startTestService({ sandbox, env: { ...env(), CLOUD_RUN_IAM_CONFIRMED: 'true' } });
    expect((await seenAs(own, { authorization: stripped('ada@corp.example') }))[0]).toBe(200);
    behaviour = 'refuse';
    await own.close();
  });
});

describe('the Identity-Aware Proxy', () => {
  const audience = '/projects/123456789012/locations/europe-west1/services/confluence-mcp';
  const key = createTestEcKey('iap-1');
  let jwks: JwksServer;
  let service: TestService;
  beforeAll(async () => {
    jwks = await startJwksServer(key);
    const env = { AUTH_MODES: 'jwt,iap', IAP_AUDIENCE: audience, IAP_JWKS_URL: jwks.url, GRANTS_FILE: grants };
    service = await startTestService({ sandbox, env });
  });
  afterAll(async () => {
    await service.close();
    await jwks.close();
  });
  const assertion = (changes: object = {}, signer: TestKey = key): Headers => {
    const times = { iat: secondsFromNow(0), exp: secondsFromNow(600) };
    const person = { iss: 'https://cloud.google.com/iap', aud: audience, sub: 'g:1', email: 'ada@corp.example' };
    return { 'x-goog-iap-jwt-assertion': forgeJwt({ key: signer, claims: { ...person, ...times, ...changes } }) };
  };

  it('names the caller by its assertion, whatever else is sent', async () => {
    const authorization = `Bearer ${await service.token('confluence:delete')}`;
    for (const more of [
      {},
      { authorization },
      { 'x-goog-authenticated-user-email': 'admin@corp.example' },
    ] as Headers[]) {
      const headers = { ...assertion(), ...more };
      expect(await seenAs(service, headers)).toEqual([200, 'iap:https://cloud.google.com/iap:g:1']);
      expect([await statusOf(service, 'labels', headers), await statusOf(service, 'delete', headers)]).toEqual([
        200, 403,
      ]);
    }
  });

  it('is the only way in', async () => {
    const authorization = `Bearer ${await service.token('confluence:delete')}`;
    const wrong: Headers[] = [
      {},
      { authorization },
      assertion({ aud: `${audience}x` }),
      assertion({ exp: secondsFromNow(-60) }),
      assertion({}, createTestEcKey('iap-1')),
      { 'x-goog-authenticated-user-email': 'accounts.google.com:ada@corp.example' },
    ];
    for (const headers of wrong) expect((await seenAs(service, headers))[0]).toBe(401);
  });
});
