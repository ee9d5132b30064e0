import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';

/** One field of a form, or one file when it has a name. */
export interface FormPart {
  name: string;
  filename?: string;
  /** `type/subtype` with parameters; a text field says its charset, or servers guess one. */
  mediaType: string;
  content: string | Uint8Array;
}

/** multipart/form-data (RFC 7578): names of files as plain UTF-8, because `filename*` is not for forms (4.2). */
export function encodeMultipart(parts: readonly FormPart[]): { contentType: string; data: Uint8Array } {
  const boundary = randomUUID();
  const chunks = parts.flatMap((part) => [`--${boundary}\r\n${head(part)}\r\n\r\n`, part.content, '\r\n']);
  const data = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk as string)));
  return { contentType: `multipart/form-data; boundary=${boundary}`, data };
}

function head({ name, filename, mediaType }: FormPart): string {
  const file = filename === undefined ? '' : `; filename="${headerValue(filename)}"`;
  return `Content-Disposition: form-data; name="${headerValue(name)}"${file}\r\nContent-Type: ${headerValue(mediaType)}`;
}

/** No value may end its quotes or its line. Callers check what people send them; this is the last gate. */
function headerValue(value: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[\u0000-\u001f\u007f"\\]/.test(value)) return value;
  throw new AppError(
    'INVALID_INPUT',
    'A file name or media type contains characters that are not allowed in a header.',
    {
      hint: 'Leave out quotes, backslashes and control characters.',
    },
  );
}
