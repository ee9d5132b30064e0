import type { IRouter } from 'express';
import type { Mcp } from '../../mcp/index.js';
import type { Meter, Tracer } from '../../observability/index.js';
import { countMessages } from '../middleware/count-messages.js';
import { traceMessages } from '../middleware/trace-messages.js';
import { requestOptions, sessionOptions } from '../middleware/request-options.js';
import { allowedMethods } from '../refusal.js';
import { callerOf } from '../request-context.js';
import type { Guards } from '../layers.js';

/** Who hears of every message. */
interface MessageObservers {
  readonly meter: Pick<Meter, 'mcpRequest'>;
  readonly tracer?: Tracer | undefined;
}

/** Streamable HTTP, with and without a slash at the end. Without sessions, GET and DELETE have nothing to offer. */
export function mcpRoute(
  app: IRouter,
  path: string,
  mcp: Pick<Mcp, 'handleHttp' | 'requestOptions'>,
  guards: Guards,
  { meter, tracer }: MessageObservers,
): void {
  app
    .route(path)
    .all(
      countMessages(meter),
      traceMessages(tracer),
      ...guards.caller,
      allowedMethods('POST'),
      requestOptions(mcp),
      ...guards.message,
      (req, res) => mcp.handleHttp(req, res, req.body, callerOf(res)),
    );
}

/** HTTP+SSE, the stream: the answers to what is posted to `basePath/messages`. */
export function sse(
  app: IRouter,
  basePath: string,
  mcp: Pick<Mcp, 'openSse' | 'requestOptions'>,
  guards: Guards,
): void {
  app
    .route(`${basePath}/sse`)
    .all(...guards.caller, allowedMethods('GET'), requestOptions(mcp), (req, res) =>
      mcp.openSse(req, res, callerOf(res), `${basePath}/messages`),
    );
}

/** HTTP+SSE, the other direction. The token is checked on every message, not only when the stream opens. */
export function messages(
  app: IRouter,
  basePath: string,
  mcp: Pick<Mcp, 'postSse' | 'requestOptions' | 'sseOptions'>,
  guards: Guards,
  { meter, tracer }: MessageObservers,
): void {
  app
    .route(`${basePath}/messages`)
    .all(
      countMessages(meter),
      traceMessages(tracer),
      ...guards.caller,
      allowedMethods('POST'),
      sessionOptions(mcp),
      ...guards.message,
      (req, res) => mcp.postSse(req, res, req.body, callerOf(res)),
    );
}
