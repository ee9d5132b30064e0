import type { RequestHandler } from 'express';
import type { Authenticator, Scope } from '../auth/index.js';
import type { Mcp } from '../mcp/index.js';
import type { AuditLog } from '../observability/index.js';
import { createChallenger } from './create-challenger.js';
import type { DoorSettings } from './door-settings.js';
import { accessCheck } from './middleware/access-check.js';
import { authenticate } from './middleware/authenticate.js';
import { bodySize } from './middleware/body-size.js';
import { crossOrigin } from './middleware/cross-origin.js';
import type { RateCounter } from './middleware/insured-counter.js';
import { jsonBody } from './middleware/json-body.js';
import { jsonOnly } from './middleware/json-only.js';
import { originList } from './middleware/origin-list.js';
import { principalLimit } from './middleware/principal-limit.js';
import { singleMessage } from './middleware/single-message.js';

/** The layers in front of a route, outermost first. Routes share them, and with them their counters. */
export interface Guards {
  /** Keeps the pages of other sites out. */
  readonly browser: RequestHandler[];
  /** `browser`, then lets in only what has a caller. */
  readonly caller: RequestHandler[];
  /** After `caller`: reads one JSON-RPC message that this caller may send. */
  readonly message: RequestHandler[];
}

export interface GuardOptions {
  readonly settings: DoorSettings;
  readonly authorizationServer: string | undefined;
  readonly initialScopes?: readonly Scope[] | undefined;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly audit: AuditLog;
  readonly mcp: Pick<Mcp, 'access'>;
  readonly rateCounter?: RateCounter | undefined;
}

export function createGuards(options: GuardOptions): Guards {
  const { settings, authorizationServer, initialScopes, authenticator, audit, mcp, rateCounter: counter } = options;
  const { maxBodyBytes, rateLimitPerMinute } = settings;
  const challenger = createChallenger({ ...settings, authorizationServer, initialScopes });
  const browser = [originList(settings), crossOrigin(settings)];
  return {
    browser,
    caller: [
      ...browser,
      bodySize(maxBodyBytes),
      authenticate({ authenticator, audit, challenger, failuresPerMinute: rateLimitPerMinute, counter }),
      principalLimit(rateLimitPerMinute, counter),
    ],
    message: [jsonOnly(), jsonBody(maxBodyBytes), singleMessage(), accessCheck({ mcp, audit, challenger })],
  };
}
