import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseSource } from '../definitions/source.js';
import type { Source } from '../model.js';
import { find } from './pointer.js';

/** A `$ref` that leads nowhere, or to where it must not. */
interface BrokenReference {
  /** As it is written. */
  readonly reference: string;
  /** `refers to …`, with the file, the line and the column that it stands at. */
  readonly message: string;
}

type Path = readonly PropertyKey[];

/**
 * Looks through a document and the files of its folder that it refers to, and names each reference that is broken. What
 * is wrong with the YAML of such a file is named instead of what refers to it.
 */
export async function findBrokenReferences(
  document: string,
  mostValues: number,
): Promise<{ references: BrokenReference[]; slips: string[] }> {
  const folder = realpathSync(dirname(resolve(document)));
  const files = new Map<string, Source>();
  const [references, slips]: [BrokenReference[], string[]] = [[], []];
  const open = async (path: string): Promise<Source> => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const source = await parseSource(readFileSync(path, 'utf8'), mostValues);
    files.set(path, source);
    const name = relative(folder, path);
    slips.push(...source.faults.map((one) => `${placeIn(name, one)}: ${one.message}`));
    for (const { reference, at } of referencesIn(source.value)) {
      const why = await whyBroken(reference, path, source);
      if (why === undefined) continue;
      references.push({ reference, message: `refers to ${reference}${why} (${placeIn(name, source.placeOf(at))})` });
    }
    return source;
  };
  const whyBroken = async (reference: string, from: string, own: Source): Promise<string | undefined> => {
    const [file = '', fragment = ''] = reference.split('#');
    const path = file === '' ? undefined : pathWithin(folder, from, file);
    if (path === 'outside') return ': a reference must stay within the document and the files of its folder';
    if (path === 'absent') return ', a file that cannot be read';
    const target = path === undefined ? own : await open(path);
    if (target.faults.length > 0 || find(target.value, fragment) !== undefined) return undefined;
    return path === undefined ? ', which is not in the document' : ', which is not in that file';
  };
  await open(realpathSync(resolve(document)));
  return { references, slips };
}

/** `billing.yaml, line 3, column 5`. */
export function placeIn(file: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${file}, line ${String(line)}, column ${String(column)}`;
}

/** Where a reference to another file leads. */
function pathWithin(folder: string, from: string, file: string): string {
  if (/^[a-z][a-z\d+.-]+:/i.test(file)) return 'outside';
  const path = resolve(dirname(from), decoded(file));
  if (!path.startsWith(folder + sep)) return 'outside';
  try {
    const real = realpathSync(path);
    return real.startsWith(folder + sep) ? real : 'outside';
  } catch {
    return 'absent';
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function referencesIn(node: unknown, at: Path = []): { reference: string; at: Path }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const place = [...at, Array.isArray(node) ? Number(key) : key];
    return key === '$ref' && typeof value === 'string' ? [{ reference: value, at: place }] : referencesIn(value, place);
  });
}
