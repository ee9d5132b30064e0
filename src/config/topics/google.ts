import { domain, email, httpUrlText, listOf, text } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';

/**
 * ID tokens of Google: https://cloud.google.com/run/docs/authenticating/service-to-service and
 * https://developers.google.com/identity/openid-connect/openid-connect.
 */
export const googleSettings = {
  GOOGLE_AUDIENCES: {
    schema: listOf(text),
    unset: 'required with google-oidc',
    example: 'https://confluence-mcp-123456789012.europe-west1.run.app',
    aliases: ['GOOGLE_AUDIENCE'],
    description: "Exact audiences of Google ID tokens: the service's URLs.",
  },
  GOOGLE_ALLOWED_EMAILS: {
    schema: listOf(email),
    unset: 'this or GOOGLE_ALLOWED_DOMAINS is required with google-oidc',
    example: 'ada@example.com,agent@my-project.iam.gserviceaccount.com',
    description: 'People and service accounts that may come in.',
  },
  GOOGLE_ALLOWED_DOMAINS: {
    schema: listOf(domain),
    unset: 'this or GOOGLE_ALLOWED_EMAILS is required with google-oidc',
    example: 'example.com,my-project.iam.gserviceaccount.com',
    description: "Workspace domains (a person's hd) and projects of service accounts that may come in.",
  },
  GOOGLE_JWKS_URL: {
    schema: httpUrlText,
    unset: "Google's own",
    example: 'https://mirror.example.com/google-certs',
    description: "Where Google's public keys are, for mirrors and air-gapped sites.",
  },
} as const satisfies SettingTable;

/** Whose ID tokens are good; at least one address or domain is there. */
export interface GoogleAuthConfig {
  readonly audiences: readonly string[];
  /** Lower case. */
  readonly allowedEmails: readonly string[];
  /** Lower case. */
  readonly allowedDomains: readonly string[];
  /** undefined: Google's own. */
  readonly jwksUrl: string | undefined;
}

/** An audience alone lets in everybody with a Google account, so an allow-list is required as well. */
export function toGoogle(values: SettingValues<typeof googleSettings>, report: Report): GoogleAuthConfig | undefined {
  const { GOOGLE_AUDIENCES: audiences, GOOGLE_ALLOWED_EMAILS: emails, GOOGLE_ALLOWED_DOMAINS: domains } = values;
  if (audiences === undefined) {
    report.missing('GOOGLE_AUDIENCES', "is required with google-oidc: the service's URLs, exactly as tokens name them");
  }
  if (emails === undefined && domains === undefined && !report.isUnusable('GOOGLE_ALLOWED_DOMAINS')) {
    report.missing('GOOGLE_ALLOWED_EMAILS', 'or GOOGLE_ALLOWED_DOMAINS is required with google-oidc: who may come in');
  }
  report.warnAboutHttp('GOOGLE_JWKS_URL', values.GOOGLE_JWKS_URL);
  if (audiences === undefined) return undefined;
  return {
    audiences,
    allowedEmails: emails ?? [],
    allowedDomains: domains ?? [],
    jwksUrl: values.GOOGLE_JWKS_URL,
  };
}
