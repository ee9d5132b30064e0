import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './house-rules.js';
import { parseFile, readSource } from './imports.js';

const remedy =
  'say in one right in front of it what its name does not (shape, units, errors, source), or export it no more';

/**
 * Exports without a docblock, each as a sentence. One that an empty line sets apart is the file's. Of the overloads of a
 * function one tells what it does; what a file passes on of another is documented there.
 */
export function undocumentedExports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    [...readExports(file)]
      .filter(([, isDocumented]) => !isDocumented)
      .map(([name]) => `${file.path} exports ${name} without a docblock: ${remedy}`),
  );
}

/** Exports that none of the users names, each as a sentence. A file that somebody loads as a whole may export what it likes. */
export function unusedExports(files: readonly SourceFile[], users: readonly SourceFile[]): string[] {
  const used = new Map<string, Set<string>>();
  for (const { path, text } of users) {
    for (const { specifier, names } of readSource(path, text).imports) {
      const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
      used.set(target, new Set([...(used.get(target) ?? []), ...(names.length === 0 ? ['*'] : names)]));
    }
  }
  return files.flatMap((file) => {
    const names = used.get(file.path) ?? new Set();
    if (names.has('*')) return [];
    const unused = [...readExports(file).keys()].filter((name) => !names.has(name));
    return unused.map((name) => `${file.path} exports ${name}, which no other file imports: take the word export away`);
  });
}

/** Two rules ask about the same file. */
const known = new WeakMap<SourceFile, ReadonlyMap<string, boolean>>();

/** By name, whether a docblock stands in front of one of its declarations. */
function readExports(file: SourceFile): ReadonlyMap<string, boolean> {
  const exports = known.get(file) ?? findExports(file);
  known.set(file, exports);
  return exports;
}

function findExports({ path, text }: SourceFile): ReadonlyMap<string, boolean> {
  const exports = new Map<string, boolean>();
  for (const statement of parseFile(path, text).statements) {
    if (!isExported(statement)) continue;
    for (const name of namesOf(statement))
      exports.set(name, exports.get(name) === true || hasDocblock(statement, text));
  }
  return exports;
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isObjectBindingPattern(name) ? name.elements.map((one) => one.name.getText()) : name.getText(),
    );
  const { name } = statement as Partial<ts.DeclarationStatement>;
  return name === undefined ? [] : [name.text];
}

function hasDocblock(statement: ts.Statement, text: string): boolean {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const docblock = comments.findLast(({ pos }) => text.startsWith('/**', pos));
  return docblock !== undefined && !/\n\s*\n/.test(text.slice(docblock.end, statement.getStart()));
}
