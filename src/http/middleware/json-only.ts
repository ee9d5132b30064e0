import type { RequestHandler } from 'express';
import { Refusal } from '../refusal.js';

/** A body is JSON in UTF-8, or it is not read. */
export function jsonOnly(): RequestHandler {
  return (req, _res, next) => {
    if (isJson(req.headers['content-type'])) return next();
    next(new Refusal(415, 'unsupported_media_type', 'Send the request body as application/json in UTF-8.'));
  };
}

function isJson(contentType = ''): boolean {
  const [mediaType, ...parameters] = contentType.toLowerCase().split(';');
  return mediaType?.trim() === 'application/json' && parameters.every(isUtf8OrNoCharset);
}

function isUtf8OrNoCharset(parameter: string): boolean {
  const [name, value = ''] = parameter.split('=', 2);
  return name?.trim() !== 'charset' || /^\s*"?utf-?8"?\s*$/.test(value);
}
