/**
 * An in-memory Confluence, Cloud or Data Center, that speaks the real wire over HTTP.
 * May import: nothing of the project, so that a mistake of the client cannot hide in shared code; express and saxes.
 * Promise: state, versions, permissions, cursors and errors behave as the site's do; faults happen only on request.
 */
export {
  startSandbox,
  type CloudSandbox,
  type Credentials,
  type DataCenterCredentials,
  type DataCenterOptions,
  type DataCenterSandbox,
  type Sandbox,
  type SandboxOptions,
} from './start-sandbox.js';
export { refusals, type Fault, type FaultKind } from './fault.js';
export { Faults, type RateLimit } from './faults.js';
export type { OAuthAuthority } from './cloud/oauth-authority.js';
export type { RecordedRequest } from './recorder.js';
export type { World } from './world/world.js';
export type { Content } from './world/content.js';
export type * from './world/model.js';
export { everydayIds } from './seed/everyday-ids.js';
export { ids as seedIds } from './seed/ids.js';
export { people as seedPeople, tokenSuffix } from './seed/people.js';
export { passwordSuffix, personalTokenSuffix, userKeys as seedUserKeys } from './seed/data-center.js';
