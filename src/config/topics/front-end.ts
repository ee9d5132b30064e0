import { z } from 'zod';
import { boolean, httpUrlText } from '../formats.js';
import type { Report } from '../report.js';
import type { SettingTable, SettingValues } from '../setting.js';
import type { ConfiguredAuthMode } from './auth-modes.js';
import type { PlatformValues } from './platform.js';
import type { ServerValues } from './server.js';
import type { StaticTokenValues } from './static-tokens.js';

const iapAudience = z
  .string()
  .regex(
    /^\/projects\/\d+\/[\w.-]+(?:\/[\w.-]+)+$/,
    'must be /projects/NUMBER/locations/REGION/services/NAME or /projects/NUMBER/global/backendServices/ID',
  );

/** The modes in which something in front of us has already identified the caller. */
export const frontEndSettings = {
  IAP_AUDIENCE: {
    schema: iapAudience,
    unset: 'required with iap',
    example: '/projects/123456789012/locations/europe-west1/services/confluence-mcp',
    description: "Exact audience of the assertions of Google's Identity-Aware Proxy.",
  },
  IAP_JWKS_URL: {
    schema: httpUrlText,
    unset: "Google's own",
    example: 'https://mirror.example.com/iap-keys',
    description: 'Where the public keys of the Identity-Aware Proxy are, for mirrors and air-gapped sites.',
  },
  CLOUD_RUN_IAM_CONFIRMED: {
    schema: boolean,
    default: 'false',
    description:
      "true: cloud-run-iam also serves when the service cannot ask its own BASE_URL whether Cloud Run's IAM check is on.",
  },
} as const satisfies SettingTable;

/** Google's Identity-Aware Proxy. */
export interface IapAuthConfig {
  readonly audience: string;
  /** undefined: Google's own. */
  readonly jwksUrl: string | undefined;
}

/** Cloud Run's own check of callers. */
export interface CloudRunIamConfig {
  /** Serve although the check whether IAM is on could not be made. */
  readonly confirmed: boolean;
}

/** Google's Identity-Aware Proxy. Where it is on, its assertion alone decides. */
export function toIap(
  modes: readonly ConfiguredAuthMode[],
  { IAP_AUDIENCE: audience, IAP_JWKS_URL: jwksUrl }: SettingValues<typeof frontEndSettings>,
  report: Report,
): IapAuthConfig | undefined {
  const idle = modes.filter((mode) => mode !== 'iap' && mode !== 'none');
  if (idle.length > 0) report.warn(`With iap its assertion alone decides: ${idle.join(', ')} is never asked.`);
  report.warnAboutHttp('IAP_JWKS_URL', jwksUrl);
  if (audience === undefined) {
    report.missing('IAP_AUDIENCE', 'is required with iap: /projects/NUMBER/locations/REGION/services/NAME');
    return undefined;
  }
  return { audience, jwksUrl };
}

type Values = SettingValues<typeof frontEndSettings> &
  PlatformValues &
  Pick<ServerValues, 'BASE_URL'> &
  Pick<StaticTokenValues, 'DEV_TOKENS'>;

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
