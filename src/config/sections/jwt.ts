import { createPublicKey } from 'node:crypto';
import type { JwtAuthConfig, JwtKeySource } from '../auth-config.js';
import { algorithmsOf } from '../public-key.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';
import { warnAboutHttp } from './plain-http.js';

/** `taken` maps the issuers of the other modes in use to the setting that brought them. */
export function toJwt(values: Values, taken: ReadonlyMap<string, string>, report: Report): JwtAuthConfig | undefined {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_ALGORITHMS: algorithms } = values;
  const keys = toKeySource(values, report);
  if (issuer === undefined) report.missing('JWT_ISSUER', 'is required with jwt: the exact iss of the tokens');
  if (audience === undefined) report.missing('JWT_AUDIENCE', 'is required with jwt: the exact aud of the tokens');
  const other = taken.get(issuer ?? '');
  if (other !== undefined) report.fault('JWT_ISSUER', `is also the issuer of ${other}; two modes cannot share one`);
  if (keys === undefined || issuer === undefined || audience === undefined) return undefined;
  refuseUnfitAlgorithms(keys, algorithms, report);
  return { keys, issuer, audience, algorithms };
}

function toKeySource(values: Values, report: Report): JwtKeySource | undefined {
  const { JWT_PUBLIC_KEY: pem, JWT_JWKS_URL: url } = values;
  if (pem !== undefined && url !== undefined) {
    report.fault('JWT_PUBLIC_KEY', 'is set together with JWT_JWKS_URL; keep one source of keys');
  }
  warnAboutHttp('JWT_JWKS_URL', url, report);
  if (pem !== undefined) return { kind: 'publicKey', pem };
  if (url !== undefined) return { kind: 'jwks', url };
  if (!report.isUnusable('JWT_JWKS_URL')) {
    report.missing('JWT_PUBLIC_KEY', 'or JWT_JWKS_URL is required with jwt: the key that the tokens are signed for');
  }
  return undefined;
}

/** With one key the algorithms are known; one that never fits would refuse every token without saying why. */
function refuseUnfitAlgorithms(keys: JwtKeySource, algorithms: readonly string[], report: Report): void {
  if (keys.kind === 'jwks') return;
  const possible = algorithmsOf(createPublicKey(keys.pem));
  if (!algorithms.some((algorithm) => possible.includes(algorithm))) {
    report.fault('JWT_ALGORITHMS', `does not fit the key in JWT_PUBLIC_KEY, which takes ${possible.join(', ')}`);
  }
}
