/** Which spaces there are for callers: one decorator of the Confluence port, so that no tool can forget it. */
export { admitWrite } from './admit-write.js';
export { policed } from './policed.js';
export { policedClient } from './policed.js';
export type { PolicedClient } from './policed.js';
export { createSpacePolicy, intersect } from './space-policy.js';
export type { SpacePolicy, SpaceRules } from './space-policy.js';
