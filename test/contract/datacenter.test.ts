import { describeConfluenceContract } from './describe-confluence-contract.js';
import { dataCenterCapabilities, startDataCenterSite } from './data-center.js';

describeConfluenceContract('Confluence Data Center behind the port', startDataCenterSite, dataCenterCapabilities);
