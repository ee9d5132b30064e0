import type { CloudRunIamConfig, ConfiguredAuthMode, IapAuthConfig } from '../auth-config.js';
import { warnAboutHttp } from './plain-http.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** Google's Identity-Aware Proxy. Where it is on, its assertion alone decides. */
export function toIap(
  modes: readonly ConfiguredAuthMode[],
  { IAP_AUDIENCE: audience, IAP_JWKS_URL: jwksUrl }: Values,
  report: Report,
): IapAuthConfig | undefined {
  const idle = modes.filter((mode) => mode !== 'iap' && mode !== 'none');
  if (idle.length > 0) report.warn(`With iap its assertion alone decides: ${idle.join(', ')} is never asked.`);
  warnAboutHttp('IAP_JWKS_URL', jwksUrl, report);
  if (audience === undefined) {
    report.missing('IAP_AUDIENCE', 'is required with iap: /projects/NUMBER/locations/REGION/services/NAME');
    return undefined;
  }
  return { audience, jwksUrl };
}

/** Cloud Run's own check stands behind this mode, so it must be there, and nobody else may hand out identities. */
export function toCloudRunIam(modes: readonly ConfiguredAuthMode[], values: Values, report: Report): CloudRunIamConfig {
  const refuse = (why: string) => report.fault('AUTH_MODES', `has cloud-run-iam, which ${why}`);
  if (values.K_SERVICE === undefined) refuse('works on Cloud Run alone (K_SERVICE is not set)');
  if (modes.includes('oauth')) refuse('cannot stand beside oauth: people reach a public service, and IAM is then off');
  if (values.DEV_TOKENS) refuse('cannot stand beside DEV_TOKENS');
  if (values.BASE_URL === undefined) {
    report.warn('cloud-run-iam asks BASE_URL whether IAM is on: set it to the URL of the service, or callers get 503.');
  }
  return { confirmed: values.CLOUD_RUN_IAM_CONFIRMED };
}
