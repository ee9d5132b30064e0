import { invalid } from '../world/refusal.js';
import { wikiToStorage } from '../world/wiki-markup.js';

/** Content as clients send it. */
export type Wire = Record<string, unknown>;

/** The body as storage; undefined when the request has none. */
export function storageOf(body: Wire): string | undefined {
  const bodies = body['body'] as Record<string, { value?: unknown; representation?: unknown }> | undefined;
  if (bodies === undefined || Object.keys(bodies).length === 0) return undefined;
  const { storage, wiki } = bodies;
  if (typeof wiki?.value === 'string' && wiki.representation === 'wiki') return wikiToStorage(wiki.value);
  const { value, representation = 'storage' } = storage ?? {};
  if (typeof value !== 'string' || representation !== 'storage')
    throw invalid('Content body must be in storage or wiki format');
  return value;
}

/** The last ancestor is the parent. */
export function parentOf(body: Wire): string | undefined {
  const { id } = (body['ancestors'] as { id?: string | number }[] | undefined)?.at(-1) ?? {};
  return id === undefined ? undefined : String(id);
}

/** `space.key`; undefined for a request that names no space, which an update may be. */
export function spaceKeyOf(body: Wire): string | undefined {
  const { key } = (body['space'] ?? {}) as { key?: unknown };
  if (key !== undefined && typeof key !== 'string') throw invalid('space.key must be a text');
  return key;
}

/** The status of a new or changed page, of the body or else of the query; any but `current` and `draft` is a 400. */
export function statusOf(body: Wire, fromQuery: string | undefined): 'current' | 'draft' {
  const status = body['status'] ?? fromQuery ?? 'current';
  if (status !== 'current' && status !== 'draft') throw invalid(`Invalid status: ${JSON.stringify(status)}`);
  return status;
}

interface WireVersion {
  number: number;
  message: string | undefined;
  minorEdit: boolean;
}

/** `version` of an update; a 400 without a whole number, in Confluence's own words. */
export function versionOf(body: Wire): WireVersion {
  const { number, message, minorEdit } = (body['version'] ?? {}) as Record<string, unknown>;
  if (!Number.isInteger(number)) {
    throw invalid('Must supply an incremented version when updating Content. No version supplied.');
  }
  return {
    number: number as number,
    message: typeof message === 'string' ? message : undefined,
    minorEdit: minorEdit === true,
  };
}
