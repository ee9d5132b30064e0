import type { Pages } from '../port.js';
import type { MethodScopes } from '../transport/wire-request.js';

/** What each method needs of a token with scopes, the one that its errors name first. Moves and copies are v1's. */
export const pageScopes = {
  resolveId: ['read:page:confluence'],
  summary: ['read:page:confluence'],
  get: ['read:page:confluence'],
  findByTitle: ['read:page:confluence'],
  children: ['read:hierarchical-content:confluence'],
  tree: ['read:hierarchical-content:confluence', 'read:page:confluence'],
  ancestors: ['read:content.metadata:confluence'],
  create: ['write:page:confluence'],
  update: ['write:page:confluence'],
  move: ['write:page:confluence'],
  copy: ['write:page:confluence', 'read:content-details:confluence'],
  delete: ['delete:page:confluence'],
} as const satisfies MethodScopes<Pages>;
