import { z } from 'zod';
import type { Paged, Space } from '../../../confluence/index.js';
import { AppError } from '../../../errors.js';
import type { ToolContext } from '../define-tool.js';

/** One upstream page, as large as Confluence gives. */
const scanSize = 250;
/** 2,000 spaces a call: enough for most sites, and bounded for the rest. */
const mostScans = 8;

/** Where scanning goes on: behind `skip` spaces of the upstream page at `at`. */
const scanCursor = z.strictObject({ at: z.string().nullable(), skip: z.int().min(0) });
type ScanCursor = z.output<typeof scanCursor>;

interface SpaceQuery {
  readonly query: string;
  readonly type?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Spaces whose key or name contains `query`. Confluence cannot filter by it, so this goes through its list. */
export async function findSpaces(wanted: SpaceQuery, { confluence, progress }: ToolContext): Promise<Paged<Space>> {
  const needle = wanted.query.toLowerCase();
  const items: Space[] = [];
  let place = decode(wanted.cursor);
  for (let scan = 1; scan <= mostScans; scan += 1) {
    const page = await confluence.spaces.list({ type: wanted.type, limit: scanSize, cursor: place.at ?? undefined });
    for (const [index, space] of page.items.entries()) {
      if (index < place.skip || !matches(space, needle)) continue;
      if (items.length === wanted.limit) return { items, nextCursor: encode({ at: place.at, skip: index }) };
      items.push(space);
    }
    if (page.nextCursor === null) return { items, nextCursor: null };
    place = { at: page.nextCursor, skip: 0 };
    progress(scan, mostScans, 'Looking through the spaces');
  }
  return { items, nextCursor: encode(place) };
}

function matches(space: Space, needle: string): boolean {
  return space.key.toLowerCase().includes(needle) || space.name.toLowerCase().includes(needle);
}

function encode(place: ScanCursor): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode(cursor: string | undefined): ScanCursor {
  if (cursor === undefined) return { at: null, skip: 0 };
  try {
    return scanCursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'cursor: not a next_cursor of this query.', { cause });
  }
}
