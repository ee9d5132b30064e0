import { invalid } from '../../world/refusal.js';

export interface Part {
  name: string;
  filename: string | undefined;
  mediaType: string;
  data: Buffer;
}

/** Reads a multipart/form-data body (RFC 7578); `filename*` of RFC 5987 wins over `filename`. */
export function parseMultipart(contentType: string, body: unknown): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const delimiter = boundary?.[1] ?? boundary?.[2];
  if (delimiter === undefined || !Buffer.isBuffer(body)) throw invalid('The request is not multipart/form-data');
  const parts: Part[] = [];
  const mark = Buffer.from(`--${delimiter}`);
  let from = body.indexOf(mark);
  for (let to = body.indexOf(mark, from + 1); from >= 0 && to >= 0; to = body.indexOf(mark, from + 1)) {
    parts.push(parsePart(body.subarray(from + mark.length + 2, to - 2)));
    from = to;
  }
  return parts;
}

function parsePart(bytes: Buffer): Part {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, headEnd).toString('utf8');
  const encoded = /filename\*=UTF-8''([^;\r\n]+)/i.exec(head)?.[1];
  return {
    name: /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? '',
    filename: encoded === undefined ? /filename="([^"]*)"/i.exec(head)?.[1] : decodeURIComponent(encoded),
    mediaType: /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
    data: bytes.subarray(headEnd + 4),
  };
}
