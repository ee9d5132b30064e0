import type { Provider } from 'oidc-provider';
import type { AuditLog, Logger } from '../../../observability/index.js';
import type { Admission } from '../admission.js';
import type { GrantBook } from '../grant-book.js';
import type { Resources } from '../resources.js';
import type { UpstreamTokenVault } from '../upstream-token-vault.js';
import type { Upstream } from '../upstream/upstream.js';
import type { CsrfToken } from './csrf-token.js';
import type { LoginCookie } from './login-cookie.js';
import type { PendingLogins } from './pending-logins.js';

/** What the steps of a login share. */
export interface InteractionParts {
  /** Scheme and host of this service. */
  readonly origin: string;
  readonly provider: Provider;
  readonly upstream: Upstream;
  readonly vault: UpstreamTokenVault;
  readonly grants: GrantBook;
  readonly admit: Admission;
  readonly resources: Resources;
  readonly pending: PendingLogins;
  readonly loginCookie: LoginCookie;
  readonly csrf: CsrfToken;
  readonly log: Logger;
  readonly audit: AuditLog;
}
