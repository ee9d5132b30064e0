import { toIsoTime } from '../rest/wire.js';
import { isNotFound } from '../rest/outcomes.js';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../rest/cursor.js';
import type { Paged, PageQuery, PageVersion } from '../model.js';
import type { History } from '../port.js';
import { contentId, path, type Path } from '../transport/path.js';
import type { Send } from '../transport/wire-request.js';
import { getContent, locatePage, pageTypes } from './content.js';
import type { GroupContext } from './content.js';
import { fetchPaged } from './lists.js';
import { summaryParts } from './content.js';
import { toUser } from './users.js';
import { page as pageWire, pageVersion, type PageVersionWire } from './wire.js';

const place = z.object({ start: z.number().int().positive() });

/**
 * The list of versions is at one address or at another by release, and documented at neither; where both are missing,
 * the versions are read one by one, as every release can.
 */
export function createHistory({ send }: GroupContext): History {
  return {
    list: async (pageId, page) => {
      const id = contentId(pageId, 'page_id');
      const ask = (address: Path): Promise<Paged<PageVersion>> =>
        fetchPaged(send, { path: address, item: pageVersion, subject: `Page ${id}` }, page, toVersion, listOf(id));
      return ask(path`/rest/api/content/${id}/version`)
        .catch(whenMissing(() => ask(path`/rest/experimental/content/${id}/version`)))
        .catch(whenMissing(() => readOneByOne(send, id, page)));
    },
  };
}

const listOf = (id: string): readonly unknown[] => ['versions', id];

function whenMissing<T>(next: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (!isNotFound(error)) throw error;
    return next();
  };
}

async function readOneByOne(send: Send, id: string, { limit, cursor }: PageQuery): Promise<Paged<PageVersion>> {
  const start = decodeCursor(listOf(id), place, cursor)?.start ?? 0;
  const { version: newest } = await locatePage(send, id, summaryParts, pageWire);
  const first = newest.number - start;
  const numbers = Array.from({ length: Math.max(0, Math.min(limit, first)) }, (_, index) => first - index);
  const read = async (number: number) => (number === newest.number ? newest : readVersion(send, id, number));
  const versions = await Promise.all(numbers.map(read));
  return {
    items: versions.flatMap((version) => (version === undefined ? [] : [toVersion(version)])),
    nextCursor: first > limit ? encodeCursor(listOf(id), { start: start + limit }) : null,
  };
}

/** undefined for a version that somebody removed. */
async function readVersion(send: Send, id: string, number: number): Promise<PageVersionWire | undefined> {
  try {
    const { version } = await getContent(send, {
      ...{ id, types: pageTypes, answer: pageWire, subject: `Version ${String(number)} of page ${id}` },
      query: { expand: summaryParts, status: 'historical', version: number },
    });
    return version;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function toVersion({ number, by, when, message, minorEdit }: PageVersionWire): PageVersion {
  return {
    number,
    author: (by && toUser(by)) ?? { id: '', name: 'Anonymous', email: null },
    createdAt: toIsoTime(when),
    message: message ?? '',
    minor: minorEdit ?? false,
  };
}
