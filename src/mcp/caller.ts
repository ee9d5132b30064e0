import type { Principal } from '../auth/index.js';
import type { Logger } from '../observability/index.js';

/** Who calls, as the door worked it out. */
export interface Caller {
  readonly principal: Principal;
  readonly requestId: string;
  readonly log: Logger;
}
