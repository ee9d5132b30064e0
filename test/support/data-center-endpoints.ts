import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiFolder } from './openapi.js';

const file = join(openApiFolder, 'dc-endpoints.atlassian-dc-mcp-0.34.0.tsv');

/** The endpoints of Data Center; not part of the project, so the list may be absent. */
export const isEndpointListAvailable = existsSync(file);

/** What works without being on the list: the experimental API, inline comments, downloads, and versions of newer releases. */
const unlisted = /^\/(rest\/experimental|rest\/inlinecomments\/1\.0|download)\/|^\/rest\/api\/content\/\d+\/version$/;

export interface EndpointList {
  /** What is wrong with a request: an unknown path, method or query parameter. */
  faultsOf(method: string, path: string, query: Record<string, unknown>): string[];
}

export function createEndpointList(): EndpointList {
  const endpoints = readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([method = '', template = '', query = '']) => ({
      method,
      pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      parameters: query.split(','),
    }));
  return {
    faultsOf: (method, path, query) => {
      if (unlisted.test(path)) return [];
      const matching = endpoints.filter((one) => one.method === method && one.pattern.test(path));
      if (matching.length === 0) return ['no such endpoint'];
      const known = new Set(matching.flatMap(({ parameters }) => parameters));
      const unknown = Object.keys(query).filter((parameter) => !known.has(parameter));
      return unknown.map((parameter) => `the parameter ${parameter}`);
    },
  };
}
