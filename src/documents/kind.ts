/** What can be read. The older formats of Office (.doc, .xls, .ppt) and OpenDocument cannot. */
export type DocumentKind = 'pdf' | 'word' | 'excel' | 'powerpoint';

const byMediaType: readonly (readonly [RegExp, DocumentKind])[] = [
  [/^application\/(?:x-)?pdf$/, 'pdf'],
  [/wordprocessingml\.|ms-word\..*macroenabled/, 'word'],
  [/spreadsheetml\.|ms-excel\..*macroenabled/, 'excel'],
  [/presentationml\.|ms-powerpoint\..*macroenabled/, 'powerpoint'],
];

const byExtension: Readonly<Record<string, DocumentKind>> = {
  pdf: 'pdf',
  ...{ docx: 'word', docm: 'word', dotx: 'word' },
  ...{ xlsx: 'excel', xlsm: 'excel', xltx: 'excel' },
  ...{ pptx: 'powerpoint', pptm: 'powerpoint', ppsx: 'powerpoint', potx: 'powerpoint' },
};

/** The kind that a media type or, where that says nothing, a file name announces; undefined for what is no document. */
export function findDocumentKind(mediaType: string, filename: string): DocumentKind | undefined {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const announced = byMediaType.find(([pattern]) => pattern.test(essence))?.[1];
  if (announced !== undefined) return announced;
  // Clients upload with all kinds of types for "I do not know", a zip archive among them.
  const isVague = /^(?:|application\/(?:octet-stream|zip|x-zip-compressed|vnd\.ms-.*|msword)|binary\/.*)$/.test(
    essence,
  );
  return isVague ? byExtension[/\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''] : undefined;
}
