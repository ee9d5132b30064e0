import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import {
  authorize,
  callMcp,
  createClient,
  logIn,
  redeem,
  startRealm,
  type Realm,
  type Tokens,
} from '../fixtures/realm.js';

describe('a login from end to end', () => {
  let realm: Realm;
  beforeAll(async () => {
    realm = await startRealm();
  });
  afterAll(() => realm.close());

  it('ends with a token for the endpoint that the service accepts', async () => {
    const client = await createClient(realm);
    const answer = await authorize(realm, client);
    expect(answer.searchParams.get('iss')).toBe(realm.baseUrl);
    expect(answer.searchParams.get('state')).toBe('client-state');
    const response = await redeem(realm, client, answer.searchParams.get('code') ?? '');
    const tokens = (await response.json()) as Tokens;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'confluence:read confluence:write' });
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      aud: realm.mcpUrl,
      iss: realm.baseUrl,
      client_id: client.id,
    });
    const answered = await callMcp(realm, tokens.access_token);
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ caller: 'u-ada' });
  });

  it('works for another person', async () => {
    const tokens = await logIn(realm, await createClient(realm), {}, 'bob');
    expect((await callMcp(realm, tokens.access_token)).status).toBe(200);
  });
});
