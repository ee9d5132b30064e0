import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { nextCursor, searchResult } from '../../schemas/output.js';
import { cursor, isoDate, labels, limit, line, spaceKey } from '../../schemas/input.js';
import { renderList, renderUrl } from '../render.js';
import { buildSearch } from './build-search.js';
import { toNextCursor } from '../../schemas/to-output.js';

/** confluence_search: plain words or CQL, narrowed by filters. */
const input = z.strictObject({
  query: line(2000).describe('Words to find, or CQL such as: label = "howto" order by created desc'),
  space_keys: z.array(spaceKey).max(50).describe('Only in these spaces.').optional(),
  content_types: z
    .array(z.enum(['page', 'blogpost', 'comment', 'attachment']))
    .describe('Only these types.')
    .optional(),
  labels: labels.describe('Only content with all of these labels.').optional(),
  contributor: line(255).describe('Only content that this account id worked on; "me" is the current user.').optional(),
  updated_after: isoDate.describe('Only updated on or after this date, YYYY-MM-DD.').optional(),
  limit: limit(10, 50),
  cursor,
});
const output = z.object({ results: z.array(searchResult), next_cursor: nextCursor });

export const search = defineTool({
  name: 'confluence_search',
  title: 'Search',
  toolset: 'search',
  effect: 'read',
  description:
    'Find content by words or CQL; returns titles, ids and excerpts. Read a hit with confluence_get_page. New edits can take a minute to appear.',
  input,
  output,
  run: async (args, { confluence }) => {
    const found = await confluence.search.cql(buildSearch(args), args);
    const results = found.items.map((hit) => ({
      id: hit.id,
      type: hit.type,
      title: hit.title,
      space_key: hit.spaceKey,
      url: hit.url,
      excerpt: hit.excerpt,
      updated_at: hit.updatedAt,
    }));
    return { results, ...toNextCursor(found.nextCursor) };
  },
  render: ({ results, next_cursor: next }, fence) => {
    const lines = results.map(
      ({ title, type, id, space_key: key, updated_at: at, url, excerpt }) =>
        `- ${title} (${type} id ${id}, space ${key ?? 'none'}, updated ${at ?? 'at an unknown time'}) ${renderUrl(url)}\n  ${excerpt}`,
    );
    return renderList(lines, 'Nothing found. Try fewer or other words, or leave out a filter.', next, fence);
  },
});
