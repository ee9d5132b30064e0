import type { errors, interactionPolicy, Provider } from 'oidc-provider';

/** The parts of oidc-provider that are used, whichever of its files they come from. */
export interface OidcProviderModule {
  readonly Provider: typeof Provider;
  readonly errors: typeof errors;
  readonly interactionPolicy: typeof interactionPolicy;
}

/**
 * Loads the library on first use, so that modes without an authorization server do not pay for its start. Its front
 * module prints to the console on every Node that is not the newest LTS; the modules behind it do not.
 */
export async function loadOidcProvider(): Promise<OidcProviderModule> {
  const [{ Provider }, errors, interactionPolicy] = await Promise.all([
    import('oidc-provider/lib/provider.js'),
    import('oidc-provider/lib/helpers/errors.js'),
    import('oidc-provider/lib/helpers/interaction_policy/index.js'),
  ]);
  return { Provider, errors: errors, interactionPolicy };
}
