/** A tool, as far as what it asks of Confluence is known from it. */
interface ScopedTool {
  readonly toolset: string;
  readonly effect: 'read' | 'create' | 'update' | 'delete';
}

type Needs = Partial<Readonly<Record<'read' | 'write' | 'delete', readonly string[]>>>;

/** Whatever a tool is about: where the content is, and what its people are called. */
const always = ['read:page', 'read:space', 'read:user'];

/**
 * Atlassian's scopes by toolset. v2 has granular ones alone; v1 would take broader classic ones as well, and gets them
 * only where there is nothing narrower: one for the search and one for who is asking.
 * https://developer.atlassian.com/cloud/confluence/scopes-for-oauth-2-3LO-and-forge-apps/
 */
const needsOf: Readonly<Record<string, Needs>> = {
  pages: {
    read: ['read:hierarchical-content'],
    write: ['write:page', 'read:content-details', 'read:content.metadata'],
    delete: ['delete:page'],
  },
  search: { read: ['search', 'read:content-details', 'read:confluence-user'] },
  spaces: {},
  comments: { read: ['read:comment'], write: ['write:comment'], delete: ['delete:comment'] },
  labels: { write: ['read:label', 'write:label'], delete: ['write:label'] },
  attachments: {
    read: ['read:attachment'],
    write: ['read:content-details', 'write:attachment'],
    delete: ['delete:attachment'],
  },
  history: { write: ['write:page'] },
  tasks: { read: ['read:task'], write: ['write:task'] },
  templates: { read: ['read:template', 'read:content-details'], write: ['write:page'] },
  permissions: { read: ['read:content-details', 'read:content.permission'], write: ['write:content.restriction'] },
  analytics: { read: ['read:analytics.content'] },
};

/** The scopes that callers' own Atlassian tokens need for these tools, sorted; none for tools that ask nothing of Confluence. */
export function scopesForTools(tools: Iterable<ScopedTool>): string[] {
  const names = [...tools].flatMap(({ toolset, effect }) => {
    const needs = needsOf[toolset];
    if (needs === undefined) return [];
    const { read = [], write = [], delete: remove = [] } = needs;
    if (effect === 'read') return [...always, ...read];
    return [...always, ...read, ...(effect === 'delete' ? remove : write)];
  });
  return [...new Set(names)].map((name) => (name === 'read:confluence-user' ? name : `${name}:confluence`)).sort();
}
