import { json, type NextFunction, type Request, type RequestHandler } from 'express';
import { Refusal } from '../refusal.js';
import { isDeeperThan } from './json-depth.js';

const maxDepth = 64;

/** Reads the body as JSON into `req.body`: bounded in bytes (after decompression, too) and in depth. */
export function jsonBody(maxBytes: number): RequestHandler {
  const parser = json({
    limit: maxBytes,
    strict: true,
    type: () => true,
    verify: (_req, _res, bytes) => refuseDepth(bytes),
  });
  return (req, res, next) => {
    if (!isPlain(req, maxBytes)) return parser(req, res, next);
    readPlain(req, next);
  };
}

/** Says its length, and comes as it is: nearly every body, for which the parser's decoders and limits do nothing. */
function isPlain({ headers }: Request, maxBytes: number): boolean {
  const length = Number(headers['content-length'] ?? 0);
  const isAsItIs = headers['content-encoding'] === undefined && headers['transfer-encoding'] === undefined;
  return isAsItIs && length > 0 && length <= maxBytes;
}

/** Node takes as many bytes as the request says and no more, and has an error for fewer. */
function readPlain(req: Request, next: NextFunction): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  const fail = (): void => next(new Refusal(400, 'invalid_request', 'The request body could not be read.'));
  req.once('error', fail);
  req.once('end', () => {
    // A client that goes away later, in the midst of its call, is no matter of the body.
    req.off('error', fail);
    try {
      const [only] = chunks;
      const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      refuseDepth(bytes);
      req.body = parse(bytes.toString());
    } catch (error) {
      next(error);
      return;
    }
    next();
  });
}

/** An object or a list, after a byte order mark or none. */
function parse(text: string): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (!/^[ \t\n\r]*[{[]/.test(json)) throw notJson();
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
}

function refuseDepth(bytes: Buffer): void {
  if (isDeeperThan(maxDepth, bytes))
    throw new Refusal(400, 'invalid_json', `The request body nests deeper than ${maxDepth} levels.`);
}

/** The refusal of a body that is no JSON. It never quotes it. */
export function notJson(): Refusal {
  return new Refusal(400, 'invalid_json', 'The request body is not a JSON object.');
}

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

/** Refuses a body that says it is too large before anything else is done for it. The parser counts the others. */
export function bodySize(maxBytes: number): RequestHandler {
  return (req, _res, next) => {
    const declared = Number(req.headers['content-length'] ?? 0);
    next(declared > maxBytes ? tooLarge(maxBytes) : undefined);
  };
}

/** 413 for a body beyond the limit, in bytes; without one where it is not known which limit it was. */
export function tooLarge(maxBytes?: number): Refusal {
  const limit = maxBytes === undefined ? '' : ` The limit is ${maxBytes} bytes.`;
  return new Refusal(413, 'payload_too_large', `The request body is too large.${limit}`);
}

/** One message a request. A batch would run several calls under one check of the caller's rights. */
export function singleMessage(): RequestHandler {
  return (req, _res, next) => {
    const body: unknown = req.body;
    if (body === undefined) return next(new Refusal(400, 'invalid_request', 'The request has no body.'));
    if (Array.isArray(body)) {
      return next(
        new Refusal(400, 'invalid_request', 'Batches are not supported: send one JSON-RPC message in each request.'),
      );
    }
    const { id, method } = body as { id?: unknown; method?: unknown };
    if (isTooLong(id) || isTooLong(method)) {
      return next(
        new Refusal(400, 'invalid_request', `"id" and "method" can have at most ${maxNameLength} characters each.`),
      );
    }
    const strange = Object.keys(body as object).find(isAlmostMember);
    if (strange === undefined) return next();
    next(
      new Refusal(400, 'invalid_request', `Keys are case-sensitive: "${strange}" is not "${strange.toLowerCase()}".`),
    );
  };
}

/** Far more than any client's ids have. What is longer would be sent back with the answer, a megabyte for a megabyte. */
const maxNameLength = 1000;

function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > maxNameLength;
}

const members = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'];

/** A proxy or a parser that folds cases would read another message than we do. */
function isAlmostMember(key: string): boolean {
  return !members.includes(key) && members.includes(key.toLowerCase());
}
