import { AppError } from '../../errors.js';

/** A path below the site's root whose parameters were encoded. Only `path` and `contentId` make the parts of one. */
export type Path = string & { readonly __path: unique symbol };

/**
 * Builds a request path: every parameter is percent-encoded, so that no value can add a segment, a query or a fragment.
 * An empty parameter, `.` and `..` are refused, because URL parsers fold dot segments even when they are encoded.
 */
export function path(segments: TemplateStringsArray, ...parameters: string[]): Path {
  const encoded = segments.map((segment, index) => {
    const parameter = parameters[index];
    return parameter === undefined ? segment : segment + encodeParameter(parameter);
  });
  return encoded.join('') as Path;
}

function encodeParameter(parameter: string): string {
  if (parameter === '' || parameter === '.' || parameter === '..') {
    throw new AppError('INVALID_INPUT', 'An id or key is empty or a dot segment.', {
      hint: 'Send an id or key as Confluence shows it.',
    });
  }
  return encodeURIComponent(parameter);
}

const largestId = 2n ** 63n - 1n;

/** Checks that an id is a positive 64-bit number in digits before any request is made of it; `field` names it in the error. */
export function contentId(id: string, field: string): string {
  if (/^[1-9]\d{0,18}$/.test(id) && BigInt(id) <= largestId) return id;
  throw new AppError('INVALID_INPUT', `${field} is not a Confluence id.`, {
    hint: `Send ${field} as a string of digits, e.g. "65601".`,
    details: { field },
  });
}
