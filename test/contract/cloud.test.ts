import { startCloudBench } from './bench.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';

describeConfluenceContract('Confluence Cloud behind the port', startCloudBench);
