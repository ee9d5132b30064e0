import type { RecordedRequest } from '../../src/sandbox/index.js';
import { createEndpointList, isEndpointListAvailable } from '../support/data-center-endpoints.js';
import { byTheLetter } from './by-the-letter.js';
import { describeConfluenceContract } from './describe-confluence-contract.js';
import { dataCenterCapabilities, startDataCenterSite } from './data-center.js';

const endpoints = isEndpointListAvailable ? createEndpointList() : undefined;
const contextPath = '/confluence';

const faultsOf = ({ method, path, query }: RecordedRequest): string[] =>
  endpoints?.faultsOf(method, path.replace(new RegExp(`^${contextPath}`), ''), query) ?? [];

describeConfluenceContract(
  'Confluence Data Center behind the port',
  byTheLetter(() => startDataCenterSite(contextPath), endpoints && faultsOf),
  dataCenterCapabilities,
);
