import { invalid } from '../../world/refusal.js';
import { wikiToStorage } from '../../world/wiki-markup.js';
import { textOf } from '../../world/storage-text.js';
import { renderView } from '../../wire/render-view.js';

/**
 * What `body-format` takes where several are listed (`PrimaryBodyRepresentation` of Atlassian's OpenAPI description).
 */
export const listFormats = ['storage', 'atlas_doc_format'] as const;

/** What `body-format` takes for one page (`PrimaryBodyRepresentationSingle`). */
export const singleFormats = [
  ...listFormats,
  'view',
  'export_view',
  'anonymous_export_view',
  'styled_view',
  'editor',
] as const;

/** One of `singleFormats`. */
export type BodyFormat = (typeof singleFormats)[number];

/** `body` of an answer: empty when no format was asked for. */
export function bodyJson(storage: string, format: BodyFormat | undefined) {
  if (format === undefined) return {};
  return { [format]: { representation: format, value: bodyValue(storage, format) } };
}

function bodyValue(storage: string, format: BodyFormat): string {
  if (format === 'storage' || format === 'editor') return storage;
  if (format === 'atlas_doc_format') return documentOf(textOf(storage));
  return renderView(storage);
}

/** A minimal Atlassian Document: the text alone, as a JSON string. */
function documentOf(text: string): string {
  const content = text === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text }] }];
  return JSON.stringify({ type: 'doc', version: 1, content });
}

/** Storage out of a request's `body`, given flat or nested; undefined when the request has none. */
export function readBody(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  const flat = body as { representation?: unknown; value?: unknown };
  const nested = body as Record<string, { representation?: unknown; value?: unknown } | undefined>;
  const given =
    flat.representation === undefined ? (nested['storage'] ?? nested['wiki'] ?? nested['atlas_doc_format']) : flat;
  if (given === undefined || typeof given.value !== 'string')
    throw invalid('Body must have a representation and a value');
  if (given.representation === 'wiki') return wikiToStorage(given.value);
  if (given.representation !== 'storage') throw invalid('The sandbox accepts bodies in storage and wiki format only');
  return given.value;
}
