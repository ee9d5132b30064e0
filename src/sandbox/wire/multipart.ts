import type { Request } from 'express';
import type { Upload } from '../world/attachments.js';
import { invalid } from '../world/refusal.js';

interface Part {
  name: string;
  filename: string | undefined;
  mediaType: string;
  data: Buffer;
}

/** Reads a multipart/form-data body (RFC 7578); `filename*` of RFC 5987 wins over `filename`. */
function parseMultipart(contentType: string, body: unknown): Part[] {
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

/** The files of an upload, each with the comment and the mark that came along. */
export function uploadsOf(req: Request): Upload[] {
  const parts = parseMultipart(req.headers['content-type'] ?? '', req.body);
  const field = (name: string) => parts.find((part) => part.name === name)?.data.toString('utf8');
  const files = parts.filter(({ name, filename }) => name === 'file' && filename !== undefined && filename !== '');
  if (files.length === 0) throw invalid('At least one file is required');
  return files.map(({ filename, mediaType, data }) => ({
    filename: filename as string,
    mediaType,
    data: Buffer.from(data),
    comment: field('comment') ?? '',
    minorEdit: field('minorEdit') === 'true',
  }));
}
