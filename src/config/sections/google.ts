import type { GoogleAuthConfig } from '../auth-config.js';
import { warnAboutHttp } from './plain-http.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** An audience alone lets in everybody with a Google account, so an allow-list is required as well. */
export function toGoogle(values: Values, report: Report): GoogleAuthConfig | undefined {
  const { GOOGLE_AUDIENCES: audiences, GOOGLE_ALLOWED_EMAILS: emails, GOOGLE_ALLOWED_DOMAINS: domains } = values;
  if (audiences === undefined) {
    report.missing('GOOGLE_AUDIENCES', "is required with google-oidc: the service's URLs, exactly as tokens name them");
  }
  if (emails === undefined && domains === undefined && !report.isUnusable('GOOGLE_ALLOWED_DOMAINS')) {
    report.missing('GOOGLE_ALLOWED_EMAILS', 'or GOOGLE_ALLOWED_DOMAINS is required with google-oidc: who may come in');
  }
  warnAboutHttp('GOOGLE_JWKS_URL', values.GOOGLE_JWKS_URL, report);
  if (audiences === undefined) return undefined;
  return {
    audiences,
    allowedEmails: emails ?? [],
    allowedDomains: domains ?? [],
    jwksUrl: values.GOOGLE_JWKS_URL,
  };
}
