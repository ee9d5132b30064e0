/** The contract of the port, kept by a far end that this project did not write. */
import { describe } from '@jest/globals';
import type { DataCenterSandbox, Sandbox } from '../../src/sandbox/index.js';
import { cloudCapabilities, startCloudSite } from '../contract/test-site.js';
import { dataCenterCapabilities, startDataCenterSite } from '../contract/data-center.js';
import { describeConfluenceContract } from '../contract/describe-confluence-contract.js';
import { describeCloudGroups } from '../contract/groups/cloud-groups.js';
import { isThere } from './emulator.js';
import { startSecond } from './second-sandbox.js';

const startCloud = () => startCloudSite(() => startSecond('cloud') as Promise<Sandbox>);
const startDataCenter = () =>
  startDataCenterSite('/confluence', (path) => startSecond('datacenter', path) as Promise<DataCenterSandbox>);

(isThere() ? describe : describe.skip)('against the second far end', () => {
  describeConfluenceContract('Confluence Cloud behind the port', startCloud, cloudCapabilities, [describeCloudGroups]);
  describeConfluenceContract('Confluence Data Center behind the port', startDataCenter, dataCenterCapabilities);
});
