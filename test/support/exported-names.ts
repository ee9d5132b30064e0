import ts from 'typescript';
import type { SourceFile } from './house-rules.js';

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

/** By name, whether a docblock stands in front of one of its declarations. */
function readExports({ path, text }: SourceFile): ReadonlyMap<string, boolean> {
  const exports = new Map<string, boolean>();
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true).statements) {
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
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as Partial<ts.DeclarationStatement>;
  return name === undefined ? [] : [name.text];
}

function hasDocblock(statement: ts.Statement, text: string): boolean {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const docblock = comments.findLast(({ pos }) => text.startsWith('/**', pos));
  return docblock !== undefined && !/\n\s*\n/.test(text.slice(docblock.end, statement.getStart()));
}
