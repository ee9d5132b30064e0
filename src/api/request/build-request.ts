import { AppError } from '../../errors.js';
import type { RequestTemplate } from '../model.js';
import { fillBody, toForm } from './fill-body.js';
import { fillQuery } from './fill-query.js';
import { fillHeaders } from './headers.js';
import { writeJson } from './exact-number.js';
import { fillSimple, type Arguments, type Template } from './template.js';

/** One request, ready to be sent but for the credentials. Header names are as written in the definition. */
export interface ApiRequest {
  readonly method: RequestTemplate['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | undefined;
  /** Of the data. */
  readonly contentType: string;
}

/**
 * Makes the request of a call. No argument can change the host, add a path segment, a parameter or a header: values are
 * encoded for the place where they stand, and what cannot stand there is INVALID_INPUT.
 */
export function buildRequest(
  baseUrl: URL,
  template: RequestTemplate,
  args: Arguments,
  page: readonly (readonly [string, string])[] = [],
): ApiRequest {
  const path = basePath(baseUrl) + fillPath(template.path, args);
  const url = new URL(path, baseUrl.origin);
  // Dot segments that only arise together (`{a}{b}`) fold here, and nowhere may a path be another one than was written.
  if (url.origin !== baseUrl.origin || url.pathname !== path) throw notASegment(template.path);
  url.search = fillQuery(template.query, args, page);
  return {
    method: template.method,
    url,
    headers: fillHeaders(template.headers, args),
    data: dataOf(template, args),
    contentType: template.contentType,
  };
}

function basePath({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}

function fillPath(template: Template, args: Arguments): string {
  const path = fillSimple(template, args, (value, argument) => {
    if (value === '' || value === '.' || value === '..') throw notASegment([{ argument }]);
    return encodeSegment(value);
  });
  if (path === undefined) throw notASegment(template);
  return path;
}

/** As encodeURIComponent, and what URL parsers may still act on in a path. */
function encodeSegment(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function notASegment(template: Template): AppError {
  const names = template.flatMap((part) => (typeof part === 'string' ? [] : [part.argument])).join(', ');
  return new AppError('INVALID_INPUT', `${names}: empty, or a dot segment, which cannot be part of a path.`, {
    hint: 'Send an id as the API shows it.',
  });
}

function dataOf({ body, bodyEncoding }: RequestTemplate, args: Arguments): string | undefined {
  if (body === undefined) return undefined;
  const value = fillBody(body, args);
  if (bodyEncoding === 'form') return toForm(value ?? {});
  return writeJson(value === undefined ? {} : value);
}
