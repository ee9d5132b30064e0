import type { World } from '../world/world.js';
import type { OAuthAuthority } from './oauth-authority.js';

/** What every route of one running site shares. */
export interface Site {
  readonly world: World;
  /** Who may act in a person's name through the gateway. */
  readonly oauth: OAuthAuthority;
  /** `http://127.0.0.1:PORT`, known once listening. */
  origin: string;
  /** Where attachment bytes come from: another origin, as on Cloud. */
  mediaOrigin: string;
  /** Secret in signed media addresses. */
  readonly signature: string;
}

/** `_links.base`. */
export const baseOf = (site: Site): string => `${site.origin}/wiki`;
