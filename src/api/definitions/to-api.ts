import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Api, Credentials } from '../model.js';
import { whyNotForSecrets } from '../request/headers.js';
import { readOperations } from '../openapi/read-operations.js';
import type { ApiDefinition, OperationDefinition } from './definition-schema.js';
import type { FaultReport, Path } from './fault-report.js';
import { refusePatterns } from './patterns.js';
import { badEscape, hasBadEscape } from './to-request-template.js';
import { toTool } from './to-tool.js';

const defaultConcurrency = 16;

/** An API, and where each of its tools stands in its definition, in their order. */
export interface PlacedApi {
  readonly api: Api;
  readonly places: readonly Path[];
}

/** One API as its definition says. `folder` is where its other files are looked for. */
export async function toApi(
  name: string,
  given: ApiDefinition,
  folder: string,
  report: FaultReport,
): Promise<PlacedApi> {
  const { tools = {}, openapi } = given;
  for (const [tool, { input = {} }] of Object.entries(tools))
    await refusePatterns(input, report.at('tools', tool, 'input'));
  const defined = Object.entries(tools).map(([tool, definition]) =>
    toTool(tool, definition, given, report.at('tools', tool)),
  );
  const read = openapi === undefined ? [] : await readOperations(given, openapi, folder, report.at('openapi'));
  const api = {
    name,
    baseUrl: toBaseUrl(given, report),
    credentials: toCredentials(given, folder, report),
    maxConcurrency: given.max_concurrency ?? defaultConcurrency,
    tools: [...defined, ...read.map(({ tool }) => tool)],
  };
  const places = read.map(({ index }) => ['openapi', 'operations', index, ...nameOf(openapi?.operations[index])]);
  return { api, places: [...Object.keys(tools).map((tool) => ['tools', tool]), ...places] };
}

/** What gives an operation's tool its name, where it is not the operationId alone. */
function nameOf(operation: string | OperationDefinition | undefined): Path {
  return typeof operation === 'object' && operation.name !== undefined ? ['name'] : [];
}

const nowhere = new URL('http://localhost');

function toBaseUrl({ base_url: text, credentials }: ApiDefinition, report: FaultReport): URL {
  const refuse = (message: string, grounds?: readonly Path[]): void => report.fault(['base_url'], message, grounds);
  if (/[{}<>]/.test(text)) refuse('holds a placeholder, which nothing fills in: write the address itself');
  else if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    refuse('must be a URL that starts with https:// or http://');
  if (!URL.canParse(text)) return nowhere;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') refuse('must not carry a user name or password');
  if (url.search !== '' || url.hash !== '') refuse('must have no query and no fragment');
  if (hasBadEscape(url.pathname)) refuse(badEscape);
  if (url.pathname.includes('//')) refuse('has an empty part in its path');
  if (url.protocol === 'http:' && credentials !== 'none' && !isLoopback(url)) {
    const why = `${credentials} would travel unencrypted. Only a loopback address may be http`;
    refuse(`must be https: ${why}`, [['credentials']]);
  }
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function toCredentials({ credentials, service }: ApiDefinition, folder: string, report: FaultReport): Credentials {
  if (credentials !== 'service') {
    if (service !== undefined)
      report.fault(['service'], `has no meaning with credentials: ${credentials}`, [['credentials']]);
    return { kind: credentials };
  }
  if (service === undefined) {
    report.fault(['credentials'], 'is service, which needs service.secret_file', [['service']]);
    return { kind: 'none' };
  }
  const { secret_file: file, header = 'Authorization', scheme } = service;
  const why = whyNotForSecrets(header);
  if (why !== undefined) report.fault(['service', 'header'], why);
  const prefix = scheme ?? (header.toLowerCase() === 'authorization' ? 'Bearer' : '');
  const secret = readSecret(resolve(folder, file), report.at('service', 'secret_file'));
  return { kind: 'service', header, scheme: prefix, secret };
}

function readSecret(path: string, report: FaultReport): string {
  const secret = readText(path)?.trim();
  if (secret === undefined)
    report.fault([], `names ${path}, which cannot be read; check the path, the mount and the rights`);
  else if (!/^[\x21-\x7e]+$/.test(secret))
    report.fault([], `names ${path}, which holds no secret, or characters that no header can carry`);
  return secret ?? '';
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
