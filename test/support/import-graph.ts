import { posix } from 'node:path';
import type { SourceFile } from './house-rules.js';
import { readSource } from './imports.js';

/** What each file or folder needs of the others. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which file imports which, types included: who reads one has to read the other first. */
export function fileGraph(files: readonly SourceFile[]): ImportGraph {
  return new Map(
    files.map(({ path, text }) => {
      const own = readSource(path, text).imports.filter(({ specifier }) => specifier.startsWith('.'));
      const targets = own.map(({ specifier }) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));
      return [path, new Set(targets)];
    }),
  );
}

/** Which folder right below `top` imports which: who moves one has to think of the other. */
export function folderGraph(files: readonly SourceFile[], top: string): ImportGraph {
  const graph = new Map<string, Set<string>>();
  const folderIn = (path: string) => (path.startsWith(`${top}/`) ? path.slice(top.length + 1).split('/') : []);
  for (const { path, text } of files) {
    const [folder, ...below] = folderIn(path);
    if (folder === undefined || below.length === 0) continue;
    const needed = graph.get(folder) ?? new Set();
    graph.set(folder, needed);
    for (const { specifier } of readSource(path, text).imports) {
      const [other, ...rest] = folderIn(posix.join(posix.dirname(path), specifier));
      if (specifier.startsWith('.') && other !== undefined && rest.length > 0 && other !== folder) needed.add(other);
    }
  }
  return graph;
}

/** The circles of a graph, each as the names on one way round; empty when there is an order in which to read it. */
export function circlesOf(graph: ImportGraph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name]);
    if (way.includes(name) || done.has(name)) return;
    for (const next of graph.get(name) ?? []) walk(next, [...way, name]);
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
  return circles;
}
