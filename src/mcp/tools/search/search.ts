import { z } from 'zod';
import type { SearchHit } from '../../../confluence/index.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { nextCursor, searchResult } from '../../schemas/output.js';
import { cursor, isoDate, labels, limit, line } from '../../schemas/input.js';
import { renderList, renderPeople, renderUrl } from '../render.js';
import { runSearch } from './run-search.js';
import { toNextCursor } from '../../schemas/to-output.js';

const input = z.strictObject({
  query: z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? '*' : value), line(2000))
    .describe('Words to find, or CQL such as: label = "howto" order by created desc'),
  space_keys: z.array(line(255)).max(50).describe('Only in these spaces, by key.').optional(),
  content_types: z
    .array(z.enum(['page', 'blogpost', 'comment', 'attachment']))
    .describe('Only these types.')
    .optional(),
  labels: labels.describe('Only content with all of these labels.').optional(),
  contributor: line(255).describe('Only content that this person (id, name or "me") worked on.').optional(),
  updated_after: isoDate.describe('Only updated on or after this date, YYYY-MM-DD.').optional(),
  sort: z.enum(['relevance', 'updated']).default('relevance').describe('updated: newest first.'),
  limit: limit(10, 50),
  cursor,
});
const output = z.object({ results: z.array(searchResult), next_cursor: nextCursor });

/** confluence_search: plain words or CQL, narrowed by filters. */
export const search = defineTool({
  name: 'confluence_search',
  title: 'Search',
  toolset: 'search',
  effect: 'read',
  description: 'Find content by words or CQL; returns titles, ids and excerpts. New edits can take a minute to appear.',
  input,
  output,
  run: searchContent,
  render: ({ results, next_cursor: next }, fence, { query }) => {
    const isExact = /\btitle\s*=/i.test(query);
    const hint = isExact
      ? '`title =` needs the full title; use `title ~` to find words in it.'
      : 'Try fewer or other words, or leave out a filter.';
    return renderList(results.map(hitRenderer()), `Nothing found. ${hint}`, next, fence);
  },
});

type SearchRequest = z.output<typeof input>;

async function searchContent(request: SearchRequest, context: ToolContext) {
  const { items, nextCursor, warnings } = await runSearch(request, context);
  return { results: items.map(toResult), ...toNextCursor(nextCursor), ...(warnings.length > 0 && { warnings }) };
}

function toResult(hit: SearchHit) {
  return {
    id: hit.id,
    type: hit.type,
    title: hit.title,
    space_key: hit.spaceKey,
    url: hit.url,
    excerpt: hit.excerpt,
    updated_at: hit.updatedAt,
    last_editor: hit.lastEditor,
  };
}

function hitRenderer() {
  const person = renderPeople();
  return (hit: z.output<typeof searchResult>): string => {
    const { title, type, id, space_key: key, updated_at: at, last_editor: editor, url, excerpt } = hit;
    const who = editor === null ? '' : ` by ${person(editor)}`;
    const facts = `${type} id ${id}, space ${key ?? 'none'}, updated ${at ?? 'at an unknown time'}${who}`;
    return `- ${title} (${facts}) ${renderUrl(url)}${excerpt === '' ? '' : `\n  ${excerpt}`}`;
  };
}
