import type { z } from 'zod';
import type { Fence } from './define-tool.js';
import type { attachment, creation, treeNode, user } from '../schemas/output.js';

/** As `join`, without its copy: V8 keeps the parts and puts them together once, when the whole answer is written. */
export function concatenated(parts: readonly string[], separator: string): string {
  return parts.reduce((text, part, at) => (at === 0 ? part : `${text}${separator}${part}`), '');
}

/** The last line of a list that goes on. */
export function renderMore(nextCursor: string | undefined): string {
  return nextCursor === undefined ? '' : `\nMore: call again with cursor ${JSON.stringify(nextCursor)}.`;
}

/** A page's address without the title that Confluence puts at its end: somebody chose that text. */
export function renderUrl(url: string): string {
  return url.replace(/(\/pages\/\d+)\/.*$/, '$1');
}

/** A list as fenced lines, or the sentence for an empty one. */
export function renderList(
  lines: readonly string[],
  empty: string,
  nextCursor: string | undefined,
  fence: Fence,
): string {
  return `${lines.length === 0 ? empty : fence(lines.join('\n'))}${renderMore(nextCursor)}`;
}

/**
 * The sentence for an empty list, with the filters of the call: without them there may be something. Of `free` ones, whose
 * values are text that came from anywhere, it gives the names alone.
 */
export function renderNone(
  what: string,
  choices: Readonly<Record<string, string | undefined>>,
  free: Readonly<Record<string, string | undefined>> = {},
): string {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== 'all';
  const applied = [
    ...Object.entries(free)
      .filter(isSet)
      .map(([name]) => `this ${name}`),
    ...Object.entries(choices)
      .filter(isSet)
      .map(([name, value]) => `${name} "${value ?? ''}"`),
  ];
  return applied.length === 0 ? `No ${what}.` : `No ${what} with ${applied.join(' and ')}.`;
}

type TreeNode = z.output<typeof treeNode>;

/**
 * Pages and folders as an indented list. They come level by level, and are shown each below its parent; a parent that an
 * earlier part of the list held is named by its id.
 */
export function renderTree(
  pages: readonly TreeNode[],
  empty: string,
  nextCursor: string | undefined,
  fence: Fence,
): string {
  const shown = new Set(pages.map(({ id }) => id));
  const isBelowShown = ({ parent_id: parent }: TreeNode): boolean => parent !== null && shown.has(parent);
  const pattern = urlPattern(pages);
  const withBelow = (node: TreeNode): string[] => [
    renderNode(node, pattern !== undefined),
    ...pages.filter(({ parent_id: parent }) => parent === node.id).flatMap(withBelow),
  ];
  let parent: string | null = null;
  const lines = pages
    .filter((node) => !isBelowShown(node))
    .flatMap((node) => {
      const isNewParent = node.depth > 1 && node.parent_id !== parent;
      parent = node.parent_id;
      return [...(isNewParent ? [`${'  '.repeat(node.depth - 2)}Below id ${parent}:`] : []), ...withBelow(node)];
    });
  return renderList([...lines, ...renderPattern(pattern)], empty, nextCursor, fence);
}

/** The one address that all nodes have but for their ids, so that it need not be said for each. */
function urlPattern(nodes: readonly TreeNode[]): string | undefined {
  const patterns = new Set(nodes.map(({ id, url }) => renderUrl(url).replace(new RegExp(`([/=])${id}$`), '$1{id}')));
  return patterns.size === 1 ? [...patterns][0] : undefined;
}

function renderPattern(pattern: string | undefined): string[] {
  return pattern === undefined ? [] : [`URL of each: ${pattern}`];
}

function renderNode(node: TreeNode, hasPattern: boolean): string {
  const { id, type, title, depth, url, has_children: hasChildren } = node;
  const what = `${type === 'page' ? '' : `${type} `}id ${id}${hasChildren === true ? ', has children' : ''}`;
  return `${'  '.repeat(depth - 1)}- ${title} (${what})${hasPattern ? '' : ` ${renderUrl(url)}`}`;
}

/** Somebody, with the id that other tools ask for. */
export function renderPerson({ id, name, email }: z.output<typeof user>): string {
  return `${name} (id ${id}${email === undefined ? '' : `, ${email}`})`;
}

/**
 * For one answer: somebody with their id where they are named first, by their name after that. Ids are long, and a list
 * names few people often. A name that two people have goes with the id each time.
 */
export function renderPeople(): (person: z.output<typeof user>) => string {
  const idOf = new Map<string, string>();
  return (person) => {
    const known = idOf.get(person.name);
    if (known === undefined) idOf.set(person.name, person.id);
    return known === person.id ? person.name : renderPerson(person);
  };
}

/** One line of what is known of a file; the size in bytes. */
export function renderAttachment({
  filename,
  id,
  media_type: type,
  size_bytes: size,
  version,
  url,
}: z.output<typeof attachment>) {
  return `${filename} (id ${id}, ${type}, ${size} bytes, version ${version}) ${url}`;
}

/** The short acknowledgement of a write: what happened, and for a preview what would. */
export function renderWrite(verb: string, result: z.output<typeof creation>, fence: Fence): string {
  const { id, title, version, url, diff } = result;
  const facts = [
    id === null ? '' : `id ${id}`,
    version === undefined ? '' : `version ${version}`,
    url === undefined ? '' : renderUrl(url),
  ];
  const head = [headline(verb, result), facts.filter((fact) => fact !== '').join(', ')].filter((part) => part !== '');
  const foreign = [title === undefined ? '' : `Title: ${title}`, diff ?? ''].filter((part) => part !== '');
  return [head.join(' '), ...(foreign.length === 0 ? [] : [fence(foreign.join('\n'))])].join('\n');
}

function headline(verb: string, { changed, dry_run: dryRun }: z.output<typeof creation>): string {
  if (!changed) return 'Nothing to change; nothing was written.';
  return dryRun ? `Preview, nothing was written. It would be ${verb}:` : `Done, ${verb}:`;
}
