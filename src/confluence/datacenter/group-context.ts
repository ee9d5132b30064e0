import type { Site } from '../site.js';
import type { Send } from '../transport/wire-request.js';

/** What every group works with: `send` is bound to one call, the rest lives as long as the client. */
export interface GroupContext {
  readonly send: Send;
  readonly site: Site;
}
