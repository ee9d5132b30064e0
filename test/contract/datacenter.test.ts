import { describeConfluenceContract } from './describe-confluence-contract.js';
import { dataCenterCapabilities, startDataCenterBench } from './data-center-bench.js';

describeConfluenceContract('Confluence Data Center behind the port', startDataCenterBench, dataCenterCapabilities);
