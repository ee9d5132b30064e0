import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import type { Api, DefinitionFault, Place } from '../model.js';
import { definitionSchema, pathToApis, repairDefinitions } from './definition-schema.js';
import type { FaultReport } from './fault-report.js';
import { readStructuredFile, type StructuredFile } from './structured-file.js';
import { toApi, type PlacedApi } from './to-api.js';

/** What stands in the file of API_TOOLS_FILE, and what is wrong with it. */
export interface Definitions {
  readonly apis: readonly Api[];
  /** What the file calls its APIs and their tools, whether or not they have faults: other settings may name them. */
  readonly names: readonly (Pick<Api, 'name'> & { readonly tools: readonly string[] })[];
  /** When there are any, no API is to be served. In the order of their lines. */
  readonly faults: readonly DefinitionFault[];
  /** Where it is said that an API gets the caller's upstream token. */
  readonly upstreamTokens: readonly Place[];
}

/** What the definitions are checked against. */
export interface LoadOptions {
  /** Tools that exist already, whose names are taken. */
  readonly takenNames: readonly string[];
}

/** Reads and checks a definitions file together with what it names: secrets and OpenAPI documents. */
export async function loadDefinitions(path: string, options: LoadOptions): Promise<Definitions> {
  const file = await readStructuredFile(path, definitionSchema);
  const folder = dirname(resolve(path));
  const apis = await judge(file, folder, options);
  if (file.other !== undefined) await judge(file.other, folder, options);
  const { faults } = file.report;
  const withTokens = apis.filter(({ credentials }) => credentials.kind === 'upstream-token');
  return {
    apis: faults.length > 0 ? [] : apis,
    names: apis.map(({ name, tools }) => ({ name, tools: tools.map((tool) => tool.name) })),
    faults,
    upstreamTokens: withTokens.map(({ name }) => file.source.placeOf(['apis', name, 'credentials'])),
  };
}

type Given = z.output<typeof definitionSchema>;

/** The APIs of one reading of the file; what is wrong with them is in its report. */
async function judge(
  { value, source, report }: StructuredFile<Given>,
  folder: string,
  options: LoadOptions,
): Promise<Api[]> {
  const path = value === undefined ? pathToApis(source.value) : ['apis'];
  const place = report.at(...path);
  const given = value ?? repairDefinitions(source.value, path, place);
  checkTools(given, place);
  const apis = await Promise.all(
    Object.entries(given.apis).map(([name, api]) => toApi(name, api, folder, place.at(name))),
  );
  checkNames(apis, options, place);
  return apis.map(({ api }) => api);
}

function checkTools({ apis }: Given, report: FaultReport): void {
  if (Object.keys(apis).length === 0) report.fault([], 'defines no API: name at least one', [[]]);
  for (const [name, { tools = {}, openapi }] of Object.entries(apis)) {
    if (openapi === undefined && Object.keys(tools).length === 0)
      report.at(name).fault([], 'has no tools: give tools or openapi', [['tools'], ['openapi']]);
  }
}

const reservedPrefix = 'confluence_';

function checkNames(apis: readonly PlacedApi[], { takenNames }: LoadOptions, report: FaultReport): void {
  const owners = new Map(takenNames.map((name) => [name, 'this server']));
  for (const { api, places } of apis) {
    for (const [index, { name }] of api.tools.entries()) {
      const place = report.at(api.name, ...(places[index] ?? []));
      // A key is the name already; an operation does not say which one it makes.
      const subject = places[index]?.[0] === 'tools' ? '' : `${name} `;
      if (name.startsWith(reservedPrefix)) place.fault([], `${subject}must not begin with ${reservedPrefix}`);
      const owner = owners.get(name);
      if (owner !== undefined) place.fault([], `${subject}is the name of a tool of ${owner} already`);
      owners.set(name, `the API ${api.name}`);
    }
  }
}
