import type { z } from 'zod';
import type { Quote } from './define-tool.js';
import type { attachment, treeNode, write } from './outputs.js';

/** The last line of a list that goes on. */
export function renderMore(nextCursor: string | undefined): string {
  return nextCursor === undefined ? '' : `\nMore: call again with cursor ${JSON.stringify(nextCursor)}.`;
}

/** A page's address without the title that Confluence puts at its end: somebody chose that text. */
export function renderUrl(url: string): string {
  return url.replace(/(\/pages\/\d+)\/.*$/, '$1');
}

/** A list as quoted lines, or the sentence for an empty one. */
export function renderList(
  lines: readonly string[],
  empty: string,
  nextCursor: string | undefined,
  quote: Quote,
): string {
  return `${lines.length === 0 ? empty : quote(lines.join('\n'))}${renderMore(nextCursor)}`;
}

/** Pages and folders as an indented list. */
export function renderTree(
  pages: readonly z.output<typeof treeNode>[],
  empty: string,
  nextCursor: string | undefined,
  quote: Quote,
): string {
  const lines = pages.map(
    ({ id, type, title, depth, has_children: hasChildren }) =>
      `${'  '.repeat(depth - 1)}- ${title} (${type === 'folder' ? 'folder ' : ''}id ${id}${hasChildren === true ? ', has children' : ''})`,
  );
  return renderList(lines, empty, nextCursor, quote);
}

export function renderAttachment({
  filename,
  id,
  media_type: type,
  size_bytes: size,
  version,
}: z.output<typeof attachment>) {
  return `${filename} (id ${id}, ${type}, ${size} bytes, version ${version})`;
}

/** The short acknowledgement of a write: what happened, and for a preview what would. */
export function renderWrite(verb: string, result: z.output<typeof write>, quote: Quote): string {
  const { id, version, url, diff, warnings = [] } = result;
  const facts = [
    id === null ? '' : `id ${id}`,
    version === undefined ? '' : `version ${version}`,
    url === undefined ? '' : renderUrl(url),
  ];
  const head = [headline(verb, result), facts.filter((fact) => fact !== '').join(', ')].filter((part) => part !== '');
  const quoted = [diff ?? '', ...warnings.map((warning) => `Warning: ${warning}`)].filter((part) => part !== '');
  return [`${head.join(' ')}`, ...(quoted.length === 0 ? [] : [quote(quoted.join('\n'))])].join('\n');
}

function headline(verb: string, { changed, dry_run: dryRun }: z.output<typeof write>): string {
  if (!changed) return 'Nothing to change; nothing was written.';
  return dryRun ? `Preview, nothing was written. It would be ${verb}:` : `Done, ${verb}:`;
}
