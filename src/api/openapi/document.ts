import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { parseSource } from '../definitions/source.js';

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
  /** Follows `$ref` until something else is there. Throws where it leads nowhere or in a circle. */
  readonly follow: (node: unknown) => Node;
  /** Every operation by its operationId, with the path that it is at. */
  readonly operations: ReadonlyMap<string, Found>;
  /** The operationIds that stand more than once, against OpenAPI. */
  readonly ambiguous: ReadonlySet<string>;
  /** The line of an operation; undefined where the document is made of several files. */
  readonly lineOf: (found: Found) => Promise<number | undefined>;
}

/** Real ones have a million values. */
const mostValues = 10_000_000;

/**
 * Reads an OpenAPI 3 document (https://spec.openapis.org/oas/v3.1.0) and the files beside it that it refers to. A
 * reference to the network or out of the document's folder is an error.
 */
export async function readDocument(path: string): Promise<OpenApiDocument> {
  if (!existsSync(path)) throw new Error('cannot be read; check the path, the mount and the rights');
  const text = readFileSync(path, 'utf8');
  const parsed = await parse(text);
  const isWhole = !refersToFiles(parsed);
  const root = isWhole ? parsed : await bundle(path);
  if (!String(root['openapi']).startsWith('3.')) throw new Error('is no OpenAPI 3 document (openapi: 3.x is missing)');
  const follow = createFollow(root);
  const lineOf = async ({ path: at, method }: Found): Promise<number | undefined> =>
    isWhole ? (await parseSource(text, mostValues)).placeOf(['paths', at, method]).line : undefined;
  return { root, follow, lineOf, ...operationsOf(root, follow) };
}

async function parse(text: string): Promise<Node> {
  const { value, faults } = await parseSource(text, mostValues);
  const [first] = faults;
  const slips = faults.map(({ line, column, message }) => `line ${String(line)}, column ${String(column)}: ${message}`);
  if (first !== undefined) throw new Error(`is no OpenAPI document: ${slips.join('; ')}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('is no OpenAPI document');
  return value as Node;
}

function refersToFiles(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { $ref: reference } = node as Node;
  if (typeof reference === 'string' && !reference.startsWith('#')) return true;
  return Object.values(node).some(refersToFiles);
}

/** The document with what it refers to in it. Most have all in one file, and their start needs no parser of its own. */
async function bundle(path: string): Promise<Node> {
  const folder = realpathSync(dirname(resolve(path)));
  const { $RefParser } = await import('@apidevtools/json-schema-ref-parser');
  const refused: string[] = [];
  const options = {
    resolve: {
      http: false,
      file: {
        canRead: ({ url }: { url: string }) => {
          const isOurs = isWithin(folder, url);
          if (!isOurs) refused.push(url);
          return isOurs;
        },
      },
    },
    dereference: { circular: 'ignore' },
  } as const;
  const whole = await new $RefParser().bundle(path, options).catch((error: unknown) => inOwnWords(error, refused));
  return whole as unknown as Node;
}

function inOwnWords(error: unknown, [refused]: readonly string[]): never {
  if (refused !== undefined) {
    const message = `refers to ${refused}: a reference must stay within the document and the files of its folder`;
    throw new Error(message, { cause: error });
  }
  if (error instanceof SyntaxError) throw new Error('is no OpenAPI document', { cause: error });
  throw error;
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

function createFollow(root: Node): OpenApiDocument['follow'] {
  return (node) => {
    let current = node;
    let reference = '';
    for (let hop = 0; hop < mostHops; hop += 1) {
      if (typeof current !== 'object' || current === null) break;
      const { $ref: next } = current as Node;
      if (typeof next !== 'string') return current as Node;
      reference = next;
      current = find(root, reference);
    }
    throw new Error(`refers to ${reference || 'nothing'}, which is not in the document`);
  };
}

/** RFC 6901 in a URI fragment. */
function find(root: Node, reference: string): unknown {
  if (!reference.startsWith('#')) throw new Error(`refers to ${reference}, which is outside of the document`);
  const keys = decodeURIComponent(reference.slice(1))
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Node)[key] : undefined,
    root,
  );
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];

function operationsOf(
  { paths }: Node,
  follow: OpenApiDocument['follow'],
): Pick<OpenApiDocument, 'operations' | 'ambiguous'> {
  const ambiguous = new Set<string>();
  const found = new Map<string, Found>();
  for (const [path, item] of Object.entries((paths ?? {}) as Node)) {
    const pathItem = followed(item, follow);
    for (const method of methods) {
      const operation = pathItem[method];
      if (typeof operation !== 'object' || operation === null) continue;
      const id = (operation as Node)['operationId'];
      if (typeof id !== 'string') continue;
      if (found.has(id)) ambiguous.add(id);
      found.set(id, { path, method, operation: operation as Node, pathItem });
    }
  }
  return { operations: found, ambiguous };
}

/** A path that leads nowhere has no operations. */
function followed(item: unknown, follow: OpenApiDocument['follow']): Node {
  try {
    return follow(item);
  } catch {
    return {};
  }
}
