/** What somebody without a right would send in place of a good token, and wrong ways to send a good one. */
import { createTestKey, forgeJwt, hmacWith, secondsFromNow, type TestKey } from './keys.js';

export type Claims = Record<string, unknown>;
export type Headers = readonly (readonly [name: string, value: string])[];

/** What Google writes in place of the signature of a token that Cloud Run has checked. */
export const removed = 'SIGNATURE_REMOVED_BY_GOOGLE';

/** A key that no service trusts. */
export const stranger = createTestKey('stranger');

/** Times of a token that is good now. */
export const now = (): Claims => ({ iat: secondsFromNow(-5), exp: secondsFromNow(300) });

/** Tokens that are nearly good, by what is wrong with them; `lure` is the address of a key set that nobody should read. */
export function forgeries(key: TestKey, claims: Claims, lure: string): Record<string, string> {
  const good = { ...claims, ...now() };
  const make = (changes: Claims, header: Claims = {}) => forgeJwt({ key, claims: { ...good, ...changes }, header });
  const foreign = (header: Claims, kid = key.kid) =>
    forgeJwt({ key: { ...stranger, kid }, claims: good, header: { alg: 'RS256', ...header } });
  const own = make({});
  const [head = '', payload = '', signature = ''] = own.split('.');
  return {
    'another audience': make({ aud: 'https://other.example' }),
    'a slash behind the audience': make({ aud: `${String(good['aud'])}/` }),
    'the audience in capital letters': make({ aud: String(good['aud']).toUpperCase() }),
    'two audiences': make({ aud: [good['aud'], 'https://other.example'] }),
    'no audience': make({ aud: undefined }),
    'another issuer': make({ iss: 'https://evil.example' }),
    'a longer issuer': make({ iss: `${String(good['iss'])}.evil.example` }),
    'a slash behind the issuer': make({ iss: `${String(good['iss'])}/` }),
    'no issuer': make({ iss: undefined }),
    'an hour over': make({ exp: secondsFromNow(-3600) }),
    'no end': make({ exp: undefined }),
    'an end in words': make({ exp: 'tomorrow' }),
    'an end beyond all dates': make({ exp: 1e300 }),
    'not before the next hour': make({ nbf: secondsFromNow(3600) }),
    'issued in the next hour': make({ iat: secondsFromNow(3600) }),
    'no subject': make({ sub: undefined }),
    'a subject with a character of no width': make({ sub: 'ann\u200b' }),
    'a subject with a line break': make({ sub: 'ann\nroot' }),
    'the algorithm none': `${encode({ alg: 'none' })}.${payload}.`,
    'the algorithm NoNe with a signature': `${encode({ alg: 'NoNe', kid: key.kid })}.${payload}.${signature}`,
    'the public key as a secret': forgeJwt({
      ...{ key, claims: good, header: { alg: 'HS256' } },
      signature: hmacWith(key.publicKeyPem),
    }),
    'the key as JSON as a secret': forgeJwt({
      ...{ key, claims: good, header: { alg: 'HS256' } },
      signature: hmacWith(JSON.stringify(key.jwk)),
    }),
    'another key under the same id': foreign({}),
    'a key id that is a path': foreign({}, '../../../../dev/null'),
    'a key id that is SQL': foreign({}, "x' UNION SELECT 'key"),
    'a key id that is an object': foreign({ kid: { $ne: 1 } }),
    'the address of a key set': foreign({ jku: lure }, 'stranger'),
    'the address of a certificate': foreign({ x5u: lure }, 'stranger'),
    'its own key': foreign({ jwk: stranger.jwk }, 'stranger'),
    'a critical header': make({}, { crit: ['exp'], exp: 1 }),
    'an unencoded payload': make({}, { b64: false, crit: ['b64'] }),
    'the type of a logout': make({}, { typ: 'logout+jwt' }),
    'a changed claim': `${head}.${encode({ ...good, sub: 'root', admin: true })}.${signature}`,
    'no signature': `${head}.${payload}.`,
    'two parts': `${head}.${payload}`,
    'four parts': `${own}.${signature}`,
    'a removed signature': `${head}.${payload}.${removed}`,
    'claims that are a list': forgeJwt({ key, claims: '[]' }),
    'claims that are no JSON': forgeJwt({ key, claims: '{"iss":' }),
    'fifteen kilobytes': make({ pad: 'x'.repeat(10_500) }).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** How a good token would be sent wrongly, whatever it is; 401 where nothing else is said. */
export function misuses(
  name: string,
  token: string,
): Record<string, { headers: Headers; query?: string; status?: number }> {
  const scheme = name === 'Authorization' ? 'Bearer ' : '';
  const bearer: readonly [string, string] = [name, `${scheme}${token}`];
  const inBearerForm = {
    'another scheme': { headers: [[name, `Basic ${token}`]] },
    'no scheme': { headers: [[name, token]] },
    'a scheme alone': { headers: [[name, 'Bearer']] },
    'two tokens in one header': { headers: [[name, `Bearer ${token} ${token}`]] },
    'a list of tokens': { headers: [[name, `Bearer ${token}, Bearer ${token}`]] },
    'a tab behind the scheme': { headers: [[name, `Bearer\t${token}`]] },
    'a no-break space behind the scheme': { headers: [[name, `Bearer \u00a0${token}`]] },
    'a token in quotes': { headers: [[name, `Bearer "${token}"`]] },
  } as const;
  return {
    'no token': { headers: [] },
    'the token twice': { headers: [bearer, bearer], status: 400 },
    'the token behind another': { headers: [[name, `${scheme}x.y.z`], bearer], status: 400 },
    'the token before another, in another case': { headers: [bearer, [name.toUpperCase(), 'x']], status: 400 },
    'the token in the address': { headers: [], query: `?access_token=${token}` },
    'the token in a cookie': { headers: [['Cookie', `access_token=${token}`]] },
    'the token for a proxy': { headers: [['Proxy-Authorization', `Bearer ${token}`]] },
    'the token in a header of another spelling': { headers: [[`${name}_`, bearer[1]]] },
    'a letter more': { headers: [[name, `${bearer[1]}A`]] },
    // More would be cut off while it is sent, together with the answer.
    'twenty kilobytes': { headers: [[name, `${scheme}${'a'.repeat(20_000)}`]], status: 431 },
    ...(scheme === '' ? {} : inBearerForm),
  };
}
