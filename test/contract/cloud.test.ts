import { cloudCapabilities, startCloudBench } from './bench.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';
import { describeCloudGroups } from './groups/cloud-groups.js';

describeConfluenceContract('Confluence Cloud behind the port', startCloudBench, cloudCapabilities, [
  describeCloudGroups,
]);
