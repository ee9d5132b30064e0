import { cloudCapabilities, startCloudSite } from './test-site.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';
import { describeCloudGroups } from './groups/cloud-groups.js';

describeConfluenceContract('Confluence Cloud behind the port', startCloudSite, cloudCapabilities, [
  describeCloudGroups,
]);
