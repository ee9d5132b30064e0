import type { Provider } from 'oidc-provider';
import type { AuditLog, Logger, Meter } from '../../../observability/index.js';
import type { Admission } from '../grants/admission.js';
import type { GrantStore } from '../grants/grant-store.js';
import type { Resources } from '../provider/paths.js';
import type { UpstreamCredentials } from '../grants/upstream-credentials.js';
import type { Upstream } from '../upstream/upstream.js';
import type { CsrfToken } from './forgery-protection.js';
import type { Served } from './pages/consent-page.js';
import type { LoginCookie } from './forgery-protection.js';
import type { PendingLogins } from './pending-logins.js';

/** What the steps of a login share. */
export interface LoginParts {
  /** Scheme and host of this service. */
  readonly origin: string;
  readonly provider: Provider;
  readonly upstream: Upstream;
  readonly credentials: Pick<UpstreamCredentials, 'save'>;
  readonly grants: GrantStore;
  readonly admit: Admission;
  readonly served: Served;
  readonly resources: Resources;
  readonly pending: PendingLogins;
  readonly loginCookie: LoginCookie;
  readonly csrf: CsrfToken;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly meter: Pick<Meter, 'login'>;
}
