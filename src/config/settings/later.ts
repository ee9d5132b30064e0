/** A known setting that this version cannot honour. */
export interface LaterSetting {
  readonly names: readonly string[];
  /** Values (lower case) that ask for what happens anyway. */
  readonly harmless?: readonly string[];
}

const off = ['false', '0', 'no', 'off'];

/**
 * Settings that restrict or secure, of a later version. Whoever sets one relies on it, so starting without it would
 * be less safe than not starting.
 */
export const laterSettings: readonly LaterSetting[] = [
  { names: ['CONFLUENCE_AUTH'], harmless: ['service'] },
  { names: ['FORWARD_IDENTITY_HEADERS', 'CLOUD_RUN_IAM_CONFIRMED', 'MCP_CLIENT_STORAGE_EPHEMERAL'], harmless: off },
  { names: ['OUTBOUND_ALLOWED_HOSTS', 'GRANTS_FILE', 'METRICS_TOKEN', 'REDIS_URL', 'MCP_CLIENT_STORAGE_DIR'] },
  { names: ['IAP_AUDIENCE', 'IAP_JWKS_URL', 'MCP_JWT_SIGNING_KEY'] },
  { names: ['OIDC_CONFIG_URL', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'CLIENT_SECRET'] },
  { names: ['KEYCLOAK_OIDC_CONFIG_URL', 'KEYCLOAK_CLIENT_ID'] },
  { names: ['CLERK_ISSUER', 'CLERK_AUDIENCE', 'CLERK_CLIENT_SECRET'] },
  { names: ['OAUTH_ALLOWED_EMAILS', 'OAUTH_ALLOWED_DOMAINS', 'OAUTH_ALLOWED_REDIRECT_URIS'] },
  { names: ['ATLASSIAN_OAUTH_CLIENT_ID', 'ATLASSIAN_OAUTH_CLIENT_SECRET', 'ATLASSIAN_OAUTH_SCOPES'] },
  { names: ['ATLASSIAN_AUTH_URL'] },
];

/** Settings of a later version that neither restrict nor secure: said at start, not refused. */
export const laterComforts: readonly string[] = ['OTEL_EXPORTER_OTLP_ENDPOINT'];
