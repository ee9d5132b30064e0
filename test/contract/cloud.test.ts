import type { RecordedRequest } from '../../src/sandbox/index.js';
import { createOpenApiValidator, isOpenApiAvailable } from '../support/openapi.js';
import { byTheLetter } from './by-the-letter.js';
import { cloudCapabilities, startCloudSite } from './test-site.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';
import { describeCloudGroups } from './groups/cloud-groups.js';

const validator = isOpenApiAvailable ? createOpenApiValidator() : undefined;

/** The signed addresses that downloads are redirected to are described nowhere. */
const faultsOf = ({ method, path, query, body }: RecordedRequest): string[] =>
  path.startsWith('/media/') ? [] : (validator?.validateRequest(method, path, query, body) ?? []);

describeConfluenceContract(
  'Confluence Cloud behind the port',
  byTheLetter(startCloudSite, validator && faultsOf),
  cloudCapabilities,
  [describeCloudGroups],
);
