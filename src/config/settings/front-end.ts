import { z } from 'zod';
import { boolean, httpUrlText } from '../formats.js';
import type { SettingTable } from '../setting.js';

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
