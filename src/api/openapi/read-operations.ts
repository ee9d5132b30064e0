import { resolve } from 'node:path';
import type { ApiDefinition, OperationDefinition } from '../definitions/definition-schema.js';
import type { FaultReport, Path } from '../definitions/fault-report.js';
import { loadPatterns } from '../definitions/patterns.js';
import { complete } from '../definitions/to-tool.js';
import type { ApiTool, Effect } from '../model.js';
import { placeIn } from './broken-references.js';
import { readDocument, UnknownReference, type Found, type Node, type OpenApiDocument } from './document.js';
import { toOperationRequest } from './to-operation-request.js';

/** A tool, and the place in the list of operations that it was made for. */
interface OperationTool {
  readonly tool: ApiTool;
  readonly index: number;
}

/** The tools that a definition names by operationId. */
export async function readOperations(
  api: ApiDefinition,
  { document: file, operations }: NonNullable<ApiDefinition['openapi']>,
  folder: string,
  report: FaultReport,
): Promise<OperationTool[]> {
  if (/^https?:/i.test(file)) {
    report.fault(['document'], 'must be a file: download the document, and name it relative to this file');
    return [];
  }
  const { document, faults } = await readDocument(resolve(folder, file));
  for (const fault of faults) report.fault(['document'], fault);
  if (document === undefined) return [];
  await loadPatterns(document.root);
  const isWhole = faults.length === 0;
  const known = new Set<string>();
  const tools: OperationTool[] = [];
  for (const [index, given] of operations.entries()) {
    const operation = typeof given === 'string' ? { id: given } : given;
    const { report: place, told } = gatherFaults(report);
    const missing = new Set<string>();
    const tool = toOperationTool(operation, document, api, place, (reference) => missing.add(reference));
    if (tool !== undefined) tools.push({ tool, index });
    const found = document.operations.get(operation.id);
    // Without one of its files, a document may lack it for that reason alone.
    if (!isWhole && found === undefined) continue;
    const item = report.at('operations', index);
    for (const { path, message, grounds } of told) {
      const where = found === undefined ? '' : ` (${placeIn(file, await document.placeOf(found))})`;
      item.fault(path, `${operation.id} ${message}${where}`, grounds);
    }
    for (const reference of isWhole ? missing : []) {
      if (known.has(reference)) continue;
      known.add(reference);
      for (const where of await document.placesOf(reference)) item.fault([], `${operation.id} ${where}`);
    }
  }
  return tools;
}

interface Told {
  readonly path: Path;
  readonly message: string;
  readonly grounds: readonly Path[] | undefined;
}

/** Faults of an operation before it is said which one it is, and where: its place in a list tells nobody. */
function gatherFaults({ faults }: FaultReport): { report: FaultReport; told: readonly Told[] } {
  const told: Told[] = [];
  const below = (base: Path): FaultReport => ({
    faults,
    fault: (path, message, grounds) =>
      void told.push({ path: [...base, ...path], message, grounds: grounds?.map((one) => [...base, ...one]) }),
    doubt: () => undefined,
    at: (...path) => below([...base, ...path]),
  });
  return { report: below([]), told };
}

const effectOf: Readonly<Record<string, Effect>> = {
  get: 'read',
  head: 'read',
  post: 'create',
  put: 'update',
  patch: 'update',
  delete: 'delete',
};

function toOperationTool(
  given: OperationDefinition,
  document: OpenApiDocument,
  api: ApiDefinition,
  report: FaultReport,
  miss: (reference: string) => void,
): ApiTool | undefined {
  const found = document.operations.get(given.id);
  if (found === undefined) {
    const method = document.unsendable.get(given.id)?.toUpperCase();
    const why =
      method === undefined
        ? `is no operationId of the document${nearest(given.id, document)}`
        : `is an operation with ${method}, which a tool cannot send: leave it out`;
    report.fault([], why);
    return undefined;
  }
  if (document.ambiguous.has(given.id))
    report.fault([], 'is the operationId of more than one operation: give each its own');
  const elsewhere = serverElsewhere(found, document, api.base_url);
  if (elsewhere !== undefined) {
    const why = `is at ${elsewhere}, and not below base_url: define it in an API of its own, with that base_url`;
    report.fault([], why);
  }
  const { summary, description } = found.operation as Record<string, string | undefined>;
  const age = found.operation['deprecated'] === true ? 'Deprecated.' : undefined;
  const told = [...new Set([summary, description])].filter(Boolean).join('. ');
  const follow: OpenApiDocument['follow'] = (node) => {
    try {
      return document.follow(node);
    } catch (error) {
      if (!(error instanceof UnknownReference)) throw error;
      miss(error.reference);
      return {};
    }
  };
  const { input, request } = toOperationRequest(found, { follow }, given.paging?.parameter, report);
  const title = given.title ?? summary ?? given.id;
  const parts = {
    name: given.name ?? toSnakeCase(given.id),
    title: title.slice(0, 80),
    description: given.description ?? [age, told || title].filter(Boolean).join(' ').slice(0, 2_000),
    effect: given.effect ?? effectOf[found.method] ?? 'update',
    input,
    request,
  };
  if (!/^[a-z][a-z0-9_]{1,62}$/.test(parts.name)) report.fault([], 'makes no tool name; give it one by name');
  return complete(parts, given, api, report);
}

/**
 * A server that the document names for this operation alone, where `base_url` does not lead there: the request would go
 * to a place that is another's. `base_url` stands for the servers that all operations have.
 */
function serverElsewhere(
  { operation, pathItem }: Found,
  { root }: OpenApiDocument,
  baseUrl: string,
): string | undefined {
  const own = serversOf(operation) ?? serversOf(pathItem);
  const usual = serversOf(root);
  if (own === undefined || usual === undefined || own.some((one) => usual.includes(one))) return undefined;
  const isHere = (url: string): boolean =>
    URL.canParse(url, baseUrl) && withoutSlash(new URL(url, baseUrl).href) === withoutSlash(new URL(baseUrl).href);
  return URL.canParse(baseUrl) && own.some(isHere) ? undefined : own[0];
}

/** The URLs of the servers that a part of a document names, each with the defaults of its variables. */
function serversOf({ servers }: Node): string[] | undefined {
  const given = (Array.isArray(servers) ? servers : []) as readonly Partial<Record<'url' | 'variables', unknown>>[];
  const urls = given.flatMap(({ url, variables }) => {
    const values = (variables ?? {}) as Readonly<Record<string, { readonly default?: string } | undefined>>;
    const fill = (whole: string, name: string): string => values[name]?.default ?? whole;
    return typeof url === 'string' ? [withoutSlash(url.replace(/\{([^{}]+)\}/g, fill))] : [];
  });
  return urls.length === 0 ? undefined : urls;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function toSnakeCase(id: string): string {
  return id
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

function nearest(id: string, { operations }: OpenApiDocument): string {
  const wanted = toSnakeCase(id);
  const near = [...operations.keys()].filter(
    (one) => toSnakeCase(one) === wanted || one.toLowerCase().includes(id.toLowerCase()),
  );
  return near.length === 0 ? '' : `; do you mean ${near.slice(0, 3).join(', ')}?`;
}
