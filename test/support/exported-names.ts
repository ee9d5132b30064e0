import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './house-rules.js';

/** What a file makes known: its own declarations, and what it passes on of other files. */
interface Exports {
  /** By name, whether a docblock stands in front of one of its declarations. */
  readonly own: ReadonlyMap<string, boolean>;
  readonly passedOn: readonly { readonly from: string; readonly name: string; readonly as: string }[];
}

/** Names that rooms hand out without a docblock, each as `file: name`: who uses a room reads that, and not its code. */
export function undocumentedExports(files: readonly SourceFile[]): string[] {
  const exportsOf = new Map(files.map((file) => [file.path, readExports(file)]));
  const missing = new Set<string>();
  const look = (path: string, name: string | undefined): void => {
    const { own, passedOn } = exportsOf.get(path) ?? { own: new Map<string, boolean>(), passedOn: [] };
    for (const [known, isDocumented] of own)
      if ((name === undefined || known === name) && !isDocumented) missing.add(`${path}: ${known}`);
    for (const { from, name: inner, as } of passedOn)
      if (as === '*' || name === undefined || as === name) look(from, as === '*' ? name : inner);
  };
  for (const { path } of files) if (/^src\/[^/]+(?:\/index)?\.ts$/.test(path)) look(path, undefined);
  return [...missing].sort();
}

function readExports({ path, text }: SourceFile): Exports {
  const own = new Map<string, boolean>();
  const passedOn: { from: string; name: string; as: string }[] = [];
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true).statements) {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      const { text: specifier } = statement.moduleSpecifier as ts.StringLiteral;
      const from = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) passedOn.push({ from, name: '*', as: '*' });
      else
        for (const { name, propertyName } of clause.elements)
          passedOn.push({ from, name: (propertyName ?? name).text, as: name.text });
    }
    if (!isExported(statement)) continue;
    // Of the overloads of a function one tells what it does.
    for (const name of namesOf(statement)) own.set(name, own.get(name) === true || hasDocblock(statement, text));
  }
  return { own, passedOn };
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
  return comments.some(({ pos }) => text.startsWith('/**', pos));
}
