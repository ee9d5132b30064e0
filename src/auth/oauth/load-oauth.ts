import type { Oauth, OauthOptions } from './create-oauth.js';

/** `createOauth` of create-oauth.ts, which is loaded with its first use: the other modes start without. */
export async function createOauth(options: OauthOptions): Promise<Oauth> {
  const loaded = await import('./create-oauth.js');
  return loaded.createOauth(options);
}
