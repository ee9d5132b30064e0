import { z } from 'zod';
import type { ContentType, Paged, PageQuery } from '../model.js';
import type { Send } from '../transport/wire-request.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { eitherType } from './either-type.js';
import { fetchList, upstreamPlace, type ListRequest } from './list-page.js';

const place = z.object({ type: z.enum(['page', 'blogpost']), after: upstreamPlace });

/** A list that pages and blog posts have under two addresses; its cursors remember which of them it is. */
export async function fetchPagedOfEither<T extends z.ZodType>(
  send: Send,
  list: readonly unknown[],
  request: (type: ContentType) => ListRequest<T>,
  { limit, cursor }: PageQuery,
): Promise<Paged<z.output<T>>> {
  const at = decodeCursor(list, place, cursor);
  const read = async (type: ContentType, from: string | null): Promise<Paged<z.output<T>>> => {
    const { results, next } = await fetchList(send, request(type), limit, from);
    return { items: results, nextCursor: next === null ? null : encodeCursor(list, { type, after: next }) };
  };
  return at === undefined ? eitherType((type) => read(type, null)) : read(at.type, at.after);
}
