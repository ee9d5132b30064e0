import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOpenApiAvailable, openApiFolder } from './openapi.js';

export { isOpenApiAvailable };

interface Operation {
  'x-atlassian-oauth2-scopes'?: { scopes: string[] }[];
}

const files = [
  { file: 'openapi-v2.v3.json', prefix: '/wiki/api/v2' },
  { file: 'swagger.v3.2025-11-current-v1.json', prefix: '' },
];

/** Uploads left the newest description, though they still exist; this is what Atlassian's reference says of them. */
const uploads = [['write:confluence-file'], ['read:content-details:confluence', 'write:attachment:confluence']];

let operations: { pattern: RegExp; parameters: number; methods: Record<string, Operation> }[] | undefined;

/** The sets of scopes that open an operation, as Atlassian describes it; none when it describes none. */
export function findScopes(method: string, path: string): string[][] {
  if (/\/child\/attachment(?:\/[^/]+\/data)?$/.test(path)) return uploads;
  operations ??= files.flatMap(({ file, prefix }) => load(file, prefix));
  const [found] = operations
    .filter(({ pattern, methods }) => pattern.test(path) && methods[method.toLowerCase()] !== undefined)
    .sort((a, b) => a.parameters - b.parameters);
  return (found?.methods[method.toLowerCase()]?.['x-atlassian-oauth2-scopes'] ?? []).map(({ scopes }) => scopes);
}

function load(file: string, prefix: string) {
  const { paths } = JSON.parse(readFileSync(join(openApiFolder, file), 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).map(([template, methods]) => ({
    pattern: new RegExp(`^${prefix}${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    parameters: template.split('{').length,
    methods,
  }));
}
