import type { NewAttachment } from '../../confluence/index.js';

/** Marks at the beginning of a file that name its encoding (https://encoding.spec.whatwg.org/#bom-sniff). */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text of a file, as a program that opens it would read it: by its mark, by its media type, or because its bytes are
 * text, whatever its name says. Undefined for what is none, as a picture.
 */
export function textOfFile({ mediaType, bytes }: Pick<NewAttachment, 'mediaType' | 'bytes'>): string | undefined {
  const encoding = marks.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
  // Without its mark, UTF-16 has a zero in every second byte of an address.
  if (isReadable(mediaType)) return new TextDecoder().decode(bytes).replaceAll('\0', '');
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Files that a browser shows, and may follow links in. */
function isReadable(mediaType: string): boolean {
  return /^text\/|[/+](?:html|xml|svg|json|markdown)\b/i.test(mediaType);
}
