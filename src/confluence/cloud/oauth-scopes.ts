import type { Confluence } from '../port.js';
import { analyticsScopes } from './analytics.js';
import { attachmentScopes } from './attachments.js';
import { historyScopes } from './history.js';
import { labelScopes } from './labels.js';
import { commentScopes } from './list-comments.js';
import { pageScopes } from './page-scopes.js';
import { permissionScopes } from './restrictions.js';
import { searchScopes } from './search.js';
import { spaceScopes } from './space-cache.js';
import { taskScopes } from './tasks.js';
import { templateScopes } from './templates.js';
import { userScopes } from './users.js';

/** A tool, as far as what it asks of Confluence is known from it. */
interface ScopedTool {
  readonly toolset: string;
  readonly effect: 'read' | 'create' | 'update' | 'delete';
}

type Groups = Required<Confluence>;
type MethodName = { [G in keyof Groups]: `${G}.${keyof Groups[G] & string}` }[keyof Groups];
type Uses = Partial<Readonly<Record<'read' | 'write' | 'delete', readonly MethodName[]>>>;

/** Each method's scopes are declared where its requests are. */
const scopesOfGroups = {
  pages: pageScopes,
  search: searchScopes,
  spaces: spaceScopes,
  comments: commentScopes,
  labels: labelScopes,
  users: userScopes,
  attachments: attachmentScopes,
  history: historyScopes,
  templates: templateScopes,
  permissions: permissionScopes,
  tasks: taskScopes,
  analytics: analyticsScopes,
} satisfies { [G in keyof Groups]: Readonly<Record<keyof Groups[G], readonly string[]>> };

/** Whatever a tool is about: where the content is, and what its people are called. */
const always: readonly MethodName[] = ['pages.summary', 'spaces.get', 'users.names'];

/** The methods that the tools of a toolset call; writers call the readers' as well. */
const usesOf: Readonly<Record<string, Uses>> = {
  pages: {
    read: ['pages.read', 'pages.item', 'pages.nearestTitles', 'pages.children', 'pages.tree'],
    write: [
      'pages.create',
      'pages.update',
      'pages.move',
      'pages.copy',
      'pages.ancestors',
      'pages.createFolder',
      'pages.archive',
      // The note of an archiving.
      'comments.add',
      'pages.updateDetails',
    ],
    delete: ['pages.delete'],
  },
  search: { read: ['search.cql', 'users.search', 'users.current'] },
  spaces: { read: ['spaces.search'] },
  comments: { read: ['comments.list'], write: ['comments.add', 'comments.resolve'], delete: ['comments.delete'] },
  labels: { write: ['labels.add'], delete: ['labels.remove'] },
  attachments: { read: ['attachments.list'], write: ['attachments.upload'], delete: ['attachments.delete'] },
  history: { read: ['history.list'], write: ['pages.update'] },
  tasks: { read: ['tasks.list'], write: ['tasks.setStatus'] },
  templates: { read: ['templates.list'], write: ['pages.create'] },
  permissions: {
    read: ['permissions.restrictions', 'permissions.check', 'permissions.ofSpace'],
    write: ['permissions.setRestrictions', 'users.missingGroups'],
  },
  analytics: { read: ['analytics.views'] },
};

/**
 * The scopes that callers' own Atlassian tokens need for these tools, sorted; none for tools that ask nothing of
 * Confluence. v2 has granular scopes alone; v1 would take broader classic ones as well, and gets them only where there
 * is nothing narrower: one for the search and one for who is asking.
 * https://developer.atlassian.com/cloud/confluence/scopes-for-oauth-2-3LO-and-forge-apps/
 */
export function scopesForTools(tools: Iterable<ScopedTool>): string[] {
  const methods = [...tools].flatMap(({ toolset, effect }): readonly MethodName[] => {
    const uses = usesOf[toolset];
    if (uses === undefined) return [];
    const { read = [], write = [], delete: remove = [] } = uses;
    if (effect === 'read') return [...always, ...read];
    return [...always, ...read, ...(effect === 'delete' ? remove : write)];
  });
  return [...new Set(methods.flatMap(scopesOf))].sort();
}

function scopesOf(name: MethodName): readonly string[] {
  const [group = '', method = ''] = name.split('.');
  return (scopesOfGroups as Record<string, Record<string, readonly string[]>>)[group]?.[method] ?? [];
}
