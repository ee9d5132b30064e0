import ts from 'typescript';

/** By name, whether a docblock stands in front of one of its declarations. */
export function exportsOf(source: ts.SourceFile): ReadonlyMap<string, boolean> {
  const exports = new Map<string, boolean>();
  for (const statement of source.statements) {
    if (!isExported(statement)) continue;
    for (const name of namesOf(statement))
      exports.set(name, exports.get(name) === true || hasDocblock(statement, source.text));
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
