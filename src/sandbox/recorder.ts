import type { RequestHandler } from 'express';

/** A request as the site got it, and how it was answered. */
export interface RecordedRequest {
  method: string;
  /** Without the query, e.g. `/wiki/api/v2/pages/1`. */
  path: string;
  query: Record<string, unknown>;
  /** As received, `authorization` reduced to its scheme. */
  headers: Record<string, string | string[] | undefined>;
  /** The parsed JSON body, the raw bytes of another kind of body, or undefined. */
  body: unknown;
  /** Undefined until answered, and for ever when the connection was dropped. */
  status: number | undefined;
  /** Whether it was answered, or its caller hung up. */
  isOver: boolean;
}

/** Notes every request, answered or not. */
export function recordInto(requests: RecordedRequest[]): RequestHandler {
  return (req, res, next) => {
    const authorization = req.headers.authorization?.split(' ')[0];
    const record: RecordedRequest = {
      method: req.method,
      path: req.path,
      query: { ...req.query },
      headers: { ...req.headers, ...(authorization === undefined ? {} : { authorization }) },
      body: req.body as unknown,
      status: undefined,
      isOver: false,
    };
    requests.push(record);
    res.on('finish', () => {
      record.status = res.statusCode;
    });
    res.on('close', () => {
      record.isOver = true;
    });
    next();
  };
}
