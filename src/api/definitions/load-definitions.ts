import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import type { Api, DefinitionFault } from '../model.js';
import { definitionSchema, soundPart } from './definition-schema.js';
import type { FaultReport } from './fault-report.js';
import { readStructuredFile } from './structured-file.js';
import { toApi } from './to-api.js';

/** What stands in the file of API_TOOLS_FILE, and what is wrong with it. */
export interface Definitions {
  readonly apis: readonly Api[];
  /** When there are any, the APIs are not to be served. In the order of their lines. */
  readonly faults: readonly DefinitionFault[];
  /** Where it is said that an API gets the caller's upstream token. */
  readonly upstreamTokenLines: readonly number[];
}

/** What the definitions are checked against. */
export interface LoadOptions {
  /** Tools that exist already, whose names are taken. */
  readonly takenNames: readonly string[];
}

/** Reads and checks a definitions file together with what it names: secrets and OpenAPI documents. */
export async function loadDefinitions(path: string, options: LoadOptions): Promise<Definitions> {
  const { value: whole, report, source } = await readStructuredFile(path, definitionSchema);
  if (whole !== undefined) checkTools(whole, report);
  const value = whole ?? soundPart(source.value);
  const folder = dirname(resolve(path));
  const apis = await Promise.all(
    Object.entries(value.apis).map(([name, api]) => toApi(name, api, folder, report.at('apis', name))),
  );
  checkNames(apis, value, options, report);
  if (report.faults.length > 0) return faulty(report.faults);
  const withTokens = apis.filter(({ credentials }) => credentials.kind === 'upstream-token');
  return {
    apis,
    faults: [],
    upstreamTokenLines: withTokens.map(({ name }) => source.lineOf(['apis', name, 'credentials'])),
  };
}

function faulty(faults: readonly DefinitionFault[]): Definitions {
  return { apis: [], upstreamTokenLines: [], faults: [...faults].sort((a, b) => a.line - b.line) };
}

function checkTools({ apis }: z.output<typeof definitionSchema>, report: FaultReport): void {
  if (Object.keys(apis).length === 0) report.fault(['apis'], 'defines no API: name at least one');
  for (const [name, { tools = {}, openapi }] of Object.entries(apis)) {
    if (openapi === undefined && Object.keys(tools).length === 0)
      report.fault(['apis', name], 'has no tools: give tools or openapi');
  }
}

const reservedPrefix = 'confluence_';

function checkNames(
  apis: readonly Api[],
  given: z.output<typeof definitionSchema>,
  { takenNames }: LoadOptions,
  report: FaultReport,
): void {
  const owners = new Map(takenNames.map((name) => [name, 'this server']));
  for (const { name: api, tools } of apis) {
    const place = report.at('apis', api);
    for (const { name } of tools) {
      const isDefined = given.apis[api]?.tools?.[name] !== undefined;
      const refuse = (why: string): void =>
        isDefined ? place.fault(['tools', name], why) : place.fault(['openapi', 'operations'], `${name} ${why}`);
      if (name.startsWith(reservedPrefix)) refuse(`must not begin with ${reservedPrefix}`);
      const owner = owners.get(name);
      if (owner !== undefined) refuse(`is the name of a tool of ${owner} already`);
      owners.set(name, `the API ${api}`);
    }
  }
}
