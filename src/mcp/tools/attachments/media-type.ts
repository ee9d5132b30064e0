/** The images that models and browsers take, by how their files begin. */
const beginnings: readonly (readonly [type: string, beginning: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

/** What kind of image these bytes are; a name or a declared type can be wrong. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return beginnings.find(([, beginning]) => beginning.test(head))?.[0];
}

/** Bytes of which nothing is known (RFC 2046, 4.5.1): browsers save them, and open nothing. */
export const unknownType = 'application/octet-stream';

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

const typeByExtension: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  pdf: 'application/pdf',
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  pptx: `${office}.presentationml.presentation`,
  odt: `${openDocument}.text`,
  ods: `${openDocument}.spreadsheet`,
  odp: `${openDocument}.presentation`,
  zip: 'application/zip',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};
const allowed: ReadonlySet<string> = new Set(Object.values(typeByExtension));

/** What a browser that opens it would run. */
const activeExtension = /\.(?:x?html?|xht|mht(?:ml)?|svgz?|xml|xslt?|m?js)$/i;
const activeType = /^(?:text\/(?:html|xml|javascript)|image\/svg|application\/(?:.*\+)?(?:xml|xhtml|javascript))/;

/** The type that an upload is stored under, and why, when that is another than the one asked for. */
type StoredType = { type: string; warning?: string } | { mismatch: string };

/**
 * Decides by name, declared type and bytes. Pages with scripts in them become plain text, what is on no list becomes
 * bytes of no known type, and an image is what its bytes say; an image that is none is a mismatch.
 */
export function storedType(filename: string, declared: string | undefined, bytes: Uint8Array): StoredType {
  const wanted = declared?.toLowerCase() ?? typeOfName(filename);
  if (activeExtension.test(filename) || activeType.test(wanted)) {
    return {
      type: 'text/plain',
      warning: 'Stored as text/plain, because a browser would run code in a file of this type.',
    };
  }
  const image = imageTypeOf(bytes);
  if (image === undefined && wanted.startsWith('image/') && allowed.has(wanted)) return { mismatch: wanted };
  if (image !== undefined) return { type: image };
  if (allowed.has(wanted) || wanted === unknownType) return { type: wanted };
  return { type: unknownType, warning: `Stored as ${unknownType}, because this media_type is not supported.` };
}

function typeOfName(filename: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(typeByExtension, extension) ? (typeByExtension[extension] ?? unknownType) : unknownType;
}
