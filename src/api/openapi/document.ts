import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { parseSource } from '../definitions/source.js';
import type { Place } from '../model.js';
import { findBrokenReferences, placeIn } from './broken-references.js';
import { find } from './pointer.js';

/** Any object of an OpenAPI document. */
export type Node = Readonly<Record<string, unknown>>;

/** An operation where the document has it. */
export interface Found {
  readonly path: string;
  /** In lower case, as OpenAPI writes it. */
  readonly method: string;
  readonly operation: Node;
  readonly pathItem: Node;
}

/** A document whose references can be followed. */
export interface OpenApiDocument {
  readonly root: Node;
  /** Follows `$ref` until something else is there. Throws `UnknownReference` where it leads nowhere or in a circle. */
  readonly follow: (node: unknown) => Node;
  /** Every operation by its operationId, with the path that it is at. */
  readonly operations: ReadonlyMap<string, Found>;
  /** The operationIds that stand more than once, against OpenAPI. */
  readonly ambiguous: ReadonlySet<string>;
  /** The methods of those that no tool can send, by operationId. */
  readonly unsendable: ReadonlyMap<string, string>;
  /** Where an operation, or the path that refers to it, stands. */
  readonly placeOf: (found: Found) => Promise<Place>;
  /** Each place of a reference that leads nowhere, in words. */
  readonly placesOf: (reference: string) => Promise<readonly string[]>;
}

/** What a file was found to hold. */
interface Reading {
  /** undefined where nothing of it can be used. */
  readonly document: OpenApiDocument | undefined;
  /** What is wrong with the whole of it, each with its place. */
  readonly faults: readonly string[];
}

/** Real ones have a million values. */
const mostValues = 10_000_000;

/**
 * Reads an OpenAPI 3 document (https://spec.openapis.org/oas/v3.1.0) and the files beside it that it refers to. A
 * reference to the network or out of the document's folder is a fault; one that leads nowhere is one where it is used,
 * or where the document is made of several files.
 */
export async function readDocument(path: string): Promise<Reading> {
  const name = basename(path);
  if (!existsSync(path)) return unusable(`${name}: cannot be read; check the path, the mount and the rights`);
  const text = readFileSync(path, 'utf8');
  const source = await parseSource(text, mostValues);
  const slips = source.faults.map((one) => `${placeIn(name, one)}: ${one.message}`);
  if (slips.length > 0) return { document: undefined, faults: slips };
  const { value: parsed } = source;
  if (!isNode(parsed)) return unusable(`${name}: is no OpenAPI document`);
  if (!String(parsed['openapi']).startsWith('3.'))
    return unusable(`${name}: is no OpenAPI 3 document (openapi: 3.x is missing)`);
  const { root, faults } = refersToFiles(parsed) ? await bundle(path) : { root: parsed, faults: [] };
  const follow = createFollow(root);
  return {
    faults,
    document: {
      root,
      follow,
      placeOf: ({ path: at, method }) => Promise.resolve(source.placeOf(['paths', at, method])),
      placesOf: async (reference) =>
        (await findBrokenReferences(path, mostValues)).references
          .filter((one) => one.reference === reference)
          .map(({ message }) => message),
      ...operationsOf(root, follow),
    },
  };
}

function unusable(fault: string): Reading {
  return { document: undefined, faults: [fault] };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refersToFiles(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { $ref: reference } = node as Node;
  if (typeof reference === 'string' && !reference.startsWith('#')) return true;
  return Object.values(node).some(refersToFiles);
}

/** The document with what it refers to in it. Most have all in one file, and their start needs no parser of its own. */
async function bundle(path: string): Promise<{ root: Node; faults: string[] }> {
  const { references, slips } = await findBrokenReferences(path, mostValues);
  const faults = [...slips, ...references.map(({ message }) => message)];
  const folder = realpathSync(dirname(resolve(path)));
  const { $RefParser } = await import('@apidevtools/json-schema-ref-parser');
  const parser = new $RefParser();
  const options = {
    continueOnError: true,
    resolve: { http: false, file: { canRead: ({ url }: { url: string }) => isWithin(folder, url) } },
    dereference: { circular: 'ignore' },
  } as const;
  try {
    return { root: (await parser.bundle(path, options)) as unknown as Node, faults };
  } catch (error) {
    // Where nothing was found, the parser's own words are better than none.
    if (faults.length === 0) faults.push(error instanceof Error ? error.message : 'cannot be read');
    return { root: parser.schema as unknown as Node, faults };
  }
}

function isWithin(folder: string, url: string): boolean {
  if (/^[a-z][a-z\d+.-]+:/i.test(url) && !url.startsWith('file:')) return false;
  try {
    const real = realpathSync(decodeURI(url.replace(/^file:\/\//, '').replace(/#.*$/, '')));
    return real.startsWith(folder + sep);
  } catch {
    return false;
  }
}

const mostHops = 20;

/** A `$ref` that leads nowhere. */
export class UnknownReference extends Error {
  constructor(readonly reference: string) {
    super(`refers to ${reference || 'nothing'}, which is not in the document`);
  }
}

function createFollow(root: Node): OpenApiDocument['follow'] {
  return (node) => {
    let current = node;
    let reference = '';
    for (let hop = 0; hop < mostHops; hop += 1) {
      if (typeof current !== 'object' || current === null) break;
      const { $ref: next } = current as Node;
      if (typeof next !== 'string') return current as Node;
      reference = next;
      current = reference.startsWith('#') ? find(root, reference.slice(1)) : undefined;
    }
    throw new UnknownReference(reference);
  };
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];
/** The rest of what a path item may have (OpenAPI 3.2 has `query`). */
const otherMethods = ['options', 'trace', 'query'];

function operationsOf(
  { paths }: Node,
  follow: OpenApiDocument['follow'],
): Pick<OpenApiDocument, 'operations' | 'ambiguous' | 'unsendable'> {
  const unsendable = new Map<string, string>();
  const ambiguous = new Set<string>();
  const found = new Map<string, Found>();
  for (const [path, item] of Object.entries((paths ?? {}) as Node)) {
    const pathItem = followed(item, follow);
    for (const method of [...methods, ...otherMethods]) {
      const operation = pathItem[method];
      if (typeof operation !== 'object' || operation === null) continue;
      const id = (operation as Node)['operationId'];
      if (typeof id !== 'string') continue;
      if (otherMethods.includes(method)) {
        unsendable.set(id, method);
        continue;
      }
      if (found.has(id)) ambiguous.add(id);
      found.set(id, { path, method, operation: operation as Node, pathItem });
    }
  }
  return { operations: found, ambiguous, unsendable };
}

/** A path that leads nowhere has no operations. */
function followed(item: unknown, follow: OpenApiDocument['follow']): Node {
  try {
    return follow(item);
  } catch {
    return {};
  }
}
