import { posix } from 'node:path';
import type { Archive } from './archive.js';
import type { DocumentKind } from './kind.js';
import { unreadable, type DocumentLimits } from './limits.js';
import { walkXml } from './xml.js';

/** The archive as Open Packaging Conventions (ECMA-376, part 2) read it: parts that name each other by relationships. */
export interface Package {
  readonly archive: Archive;
  readonly limits: DocumentLimits;
  readonly kind: Exclude<DocumentKind, 'pdf'>;
  /** The path of the part to begin with. */
  readonly main: string;
}

/** One entry of a `.rels` part (ECMA-376, part 2); `target` is resolved against the part that names it. */
export interface Relationship {
  readonly id: string;
  /** The last word of the type, e.g. `slide`. */
  readonly type: string;
  /** A path in the archive, or an address when it is external. */
  readonly target: string;
  readonly isExternal: boolean;
}

const kinds: readonly (readonly [RegExp, Package['kind']])[] = [
  [/wordprocessingml/i, 'word'],
  [/spreadsheetml/i, 'excel'],
  [/presentationml/i, 'powerpoint'],
];

/** Finds where the document begins and what it is. Throws UNCONVERTIBLE for other archives and for documents with macros. */
export function openPackage(archive: Archive, limits: DocumentLimits): Package {
  const types = archive.findText('[Content_Types].xml');
  if (types === undefined) {
    const isOpenDocument = archive.names.has('mimetype') && archive.names.has('content.xml');
    throw unreadable(
      isOpenDocument ? 'is an OpenDocument file, which is not supported' : 'is an archive, not an Office document',
    );
  }
  const hasMacros =
    /macroEnabled/i.test(types) || [...archive.names].some((name) => /vbaProject\.bin$|macrosheets\//i.test(name));
  if (hasMacros) throw unreadable('contains macros, so it is not read');
  const main = relationshipsOf(archive, limits, '').find(({ type }) => type === 'officeDocument')?.target;
  if (main === undefined) throw unreadable('is damaged: its main part cannot be found');
  const type = contentTypeOf(types, main, limits);
  const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
  if (kind === undefined || /binary/i.test(type))
    throw unreadable(`is of a type that is not supported (${type.slice(0, 80)})`);
  return { archive, limits, kind, main };
}

/** What a part refers to; of the package itself for an empty path. */
export function relationshipsOf(archive: Archive, limits: DocumentLimits, part: string): Relationship[] {
  const folder = posix.dirname(part);
  const xml = archive.findText(
    part === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(part)}.rels`),
  );
  const found: Relationship[] = [];
  if (xml === undefined) return found;
  walkXml(xml, limits, {
    open: (name, attributes) => {
      const { Target: target = '', Type: type = '', TargetMode: mode } = attributes;
      const id = attributes['Id'] ?? '';
      if (name !== 'Relationship') return;
      const isExternal = mode === 'External';
      const path = target.startsWith('/') ? target.slice(1) : posix.join(part === '' ? '' : folder, target);
      found.push({ id, type: type.split('/').at(-1) ?? '', target: isExternal ? target : path, isExternal });
    },
  });
  return found;
}

function contentTypeOf(types: string, part: string, limits: DocumentLimits): string {
  let byName = '';
  let byExtension = '';
  walkXml(types, limits, {
    open: (name, { PartName, Extension, ContentType = '' }) => {
      if (name === 'Override' && PartName?.toLowerCase() === `/${part}`.toLowerCase()) byName = ContentType;
      if (name === 'Default' && Extension === posix.extname(part).slice(1)) byExtension = ContentType;
    },
  });
  return byName || byExtension;
}
