import type { Pages } from '../page-port.js';
import type { MethodScopes } from '../transport/wire-request.js';

/** What each method needs of a token with scopes, the one that its errors name first. Moves and copies are v1's. */
export const pageScopes = {
  resolveId: ['read:page:confluence'],
  summary: ['read:page:confluence'],
  get: ['read:page:confluence'],
  read: ['read:page:confluence', 'read:content-details:confluence'],
  item: ['read:folder:confluence', 'read:whiteboard:confluence', 'read:database:confluence', 'read:embed:confluence'],
  assertSupported: ['read:page:confluence'],
  moveWritesVersion: [],
  findDraft: ['read:page:confluence'],
  nearestTitles: ['read:page:confluence', 'search:confluence'],
  findByTitle: ['read:page:confluence'],
  children: ['read:hierarchical-content:confluence'],
  tree: ['read:hierarchical-content:confluence', 'read:page:confluence'],
  ancestors: ['read:content.metadata:confluence'],
  create: ['write:page:confluence'],
  update: ['write:page:confluence'],
  move: ['write:page:confluence'],
  copy: ['write:page:confluence', 'read:content-details:confluence'],
  delete: ['delete:page:confluence'],
  createFolder: ['write:folder:confluence'],
  archive: ['write:page:confluence', 'read:content.metadata:confluence'],
  updateDetails: ['write:content:confluence', 'read:content-details:confluence', 'write:page:confluence'],
} as const satisfies MethodScopes<Pages>;
