/** The modules behind the front one of oidc-provider, whose own types describe the front alone. */
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import type { errors } from 'oidc-provider';
  const all: typeof errors;
  export = all;
}

declare module 'oidc-provider/lib/helpers/interaction_policy/index.js' {
  import type { interactionPolicy } from 'oidc-provider';
  const all: typeof interactionPolicy;
  export = all;
}
