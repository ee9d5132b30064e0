import type { Logger } from '../../observability/index.js';
import type { Site } from '../site.js';
import type { Send } from '../transport/wire-request.js';
import type { SpaceDirectory } from './space-directory.js';

/** What every group works with: `send` is bound to one call, the rest lives as long as the client. */
export interface GroupContext {
  readonly send: Send;
  readonly site: Site;
  readonly spaces: SpaceDirectory;
  readonly log: Logger;
}
