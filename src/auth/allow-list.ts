import { AppError } from '../errors.js';

/** Who may come in, in any case; at least one of the two has an entry, and neither takes a wildcard. */
export interface AllowListOptions {
  /** People and service accounts by e-mail. */
  readonly allowedEmails?: readonly string[] | undefined;
  /** A person's `hd`, or `PROJECT.iam.gserviceaccount.com` for the service accounts of a project. */
  readonly allowedDomains?: readonly string[] | undefined;
}

/** Both in lower case, as `toAsciiLowerCase` makes them; `domain` is the one that `vouchingDomain` finds. */
type AllowList = (email: string, domain: string | undefined) => boolean;

/** Who of Google's accounts may come in. Throws AppError INVALID_INPUT for a list that lets in everybody or nobody. */
export function createAllowList({ allowedEmails = [], allowedDomains = [] }: AllowListOptions): AllowList {
  const emails = new Set(allowedEmails.map(parseEmail));
  const domains = new Set(allowedDomains.map(parseDomain));
  if (emails.size + domains.size === 0) throw fault('google-oidc needs a list of allowed e-mails or domains.');
  return (email, domain) => emails.has(email) || (domain !== undefined && domains.has(domain));
}

/** Of a service account only its e-mail counts: `hd` is a claim about people. */
export function vouchingDomain(email: string, hostedDomain: unknown): string | undefined {
  const domain = domainOf(email);
  return domain.endsWith('.gserviceaccount.com') ? domain : toAsciiLowerCase(hostedDomain);
}

/** What is behind the last @; an address without one comes back whole, and is on no list of domains. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

/** Undefined for anything but printable ASCII: some other letters become ASCII when they are lower-cased. */
export function toAsciiLowerCase(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,254}$/.test(value) ? value.toLowerCase() : undefined;
}

function parseEmail(entry: string): string {
  const email = toAsciiLowerCase(entry);
  if (email === undefined || !/^[^@]+@[^@]+$/.test(email)) {
    throw fault(`"${entry}" is not an e-mail address in ASCII.`);
  }
  return email;
}

/** Domains that service accounts of all Google customers share would let in everybody, so they are refused. */
function parseDomain(entry: string): string {
  const domain = toAsciiLowerCase(entry);
  if (domain === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) {
    throw fault(`"${entry}" is not a domain in ASCII.`);
  }
  if (/(^|\.)gserviceaccount\.com$/.test(domain) && !/[^.]\.iam\.gserviceaccount\.com$/.test(domain)) {
    throw fault(`"${entry}" is shared by many projects; write PROJECT.iam.gserviceaccount.com.`);
  }
  return domain;
}

function fault(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'Fix the Google settings and start again.' });
}
