import type { KoaContextWithOIDC } from 'oidc-provider';
import { scopes } from '../../principal.js';

/** What the library always says, of things that we do not offer. */
const absent = [
  'claim_types_supported',
  'claims_parameter_supported',
  'claims_supported',
  'request_uri_parameter_supported',
  'token_endpoint_auth_signing_alg_values_supported',
];

/** Says what is true here in the metadata (RFC 8414): our scopes alone, and answers in the query alone. */
export async function correctMetadata(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  if (ctx.status === 503) ctx.set('Retry-After', '5');
  if (ctx.status === 404 && ctx.body === undefined) refuseMethod(ctx);
  if (!ctx.path.startsWith('/.well-known/') || ctx.status !== 200) return;
  const { ...document } = ctx.body as Record<string, unknown>;
  for (const name of absent) delete document[name];
  ctx.body = {
    ...document,
    scopes_supported: scopes,
    response_modes_supported: ['query'],
    revocation_endpoint_auth_methods_supported: document['token_endpoint_auth_methods_supported'],
  };
}

/** Every path that comes here is one of ours, so what was not found is the method. */
function refuseMethod(ctx: KoaContextWithOIDC): void {
  ctx.status = 405;
  ctx.body = { error: 'invalid_request', error_description: 'This path does not take this method.' };
}
