import { AppError } from '../../errors.js';
import { fileTooLarge, mayHaveHappened } from './failure.js';
import { responseError } from './response-error.js';
import type { ExpectedFile, WireRequest, WireResponse } from './wire-request.js';

/** Turns a response into the answer that was asked for, or throws the AppError that it amounts to. */
export function readAnswer<T>(request: WireRequest<T>, response: WireResponse): T {
  if (response.status < 200 || response.status > 299) throw responseError(request, response);
  if (request.file !== undefined) return readFile(request, request.file, response);
  if (isWebPage(response)) throw webPage(request, response);
  const answer = request.answer.safeParse(parseJson(request, response.text));
  if (answer.success) return answer.data;
  throw unusable(request, 'is not of the expected shape', answer.error);
}

function readFile<T>(request: WireRequest<T>, expected: ExpectedFile, response: WireResponse): T {
  const { bytes = Buffer.from(response.text), headers } = response;
  if (isHtml(headers['content-type']) && !isHtml(expected.mediaType)) {
    throw webPage(request, { ...response, text: Buffer.from(bytes).toString() });
  }
  if (bytes.length > expected.maxBytes) throw fileTooLarge(request, expected);
  return request.answer.parse(bytes);
}

function isHtml(mediaType: string | undefined): boolean {
  return /html/i.test(mediaType ?? '');
}

function parseJson(request: WireRequest<unknown>, text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(withExactIds(text));
  } catch (cause) {
    throw unusable(request, 'is not JSON', cause);
  }
}

/** V8 looks ahead over digits that are written out, and passes a page in a seventh of the time that `\d{16}` takes. */
const sixteenDigits = new RegExp(String.raw`\d`.repeat(16));

/** Ids are 64-bit, and some interfaces send them as numbers, which JavaScript would round: they are read as strings. */
function withExactIds(text: string): string {
  if (!sixteenDigits.test(text)) return text;
  // A string without an end is taken whole, or each quotation mark in it would be tried as the beginning of one.
  return text.replace(/"(?:[^"\\]|\\[^])*(?:"|\\?$)|(?<![\d.eE+-])\d{16,19}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** A single sign-on that stands before the site answers 200 with its login form. */
function isWebPage({ headers, text }: WireResponse): boolean {
  return (headers['content-type'] ?? '').includes('text/html') || /^\s{0,100}</.test(text);
}

function webPage(request: WireRequest<unknown>, { text }: WireResponse): AppError {
  if (/log[- ]?in|sign[- ]?in|password|saml|\bsso\b/i.test(text.slice(0, 100_000))) {
    return new AppError('CREDENTIALS_REJECTED', 'Confluence showed a login page instead of answering.', {
      hint: 'The operator has to check the credentials, and that there is no single sign-on in front of the API.',
    });
  }
  return new AppError('UPSTREAM_UNAVAILABLE', 'A web page came instead of an answer from Confluence.', {
    hint: `The operator has to check CONFLUENCE_URL and the proxies in front of it. ${mayHaveHappened(request)}`,
  });
}

/** The cause stays without the text, which can be anything. */
function unusable(request: WireRequest<unknown>, what: string, cause: unknown): AppError {
  return new AppError('UPSTREAM_UNAVAILABLE', `Confluence's answer ${what}.`, {
    hint: mayHaveHappened(request),
    cause: cause instanceof SyntaxError ? undefined : cause,
  });
}
