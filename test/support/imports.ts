import ts from 'typescript';
import { exportsOf } from './exports-of.js';

/** One way in which a source file names another module: static, dynamic, type-only or re-export. */
export interface Import {
  readonly specifier: string;
  /** What is taken by name; empty for whole-module and side-effect imports. */
  readonly names: readonly string[];
}

/** What the house rules ask about a source file. */
export interface SourceFacts {
  readonly imports: readonly Import[];
  /** Globals that only one room may touch: `console`, `process.env`. */
  readonly globals: ReadonlySet<string>;
  readonly hasDefaultExport: boolean;
  /** Every name that the file declares: variables, functions, parameters, properties, types. */
  readonly declared: ReadonlySet<string>;
  /** The comment that the file opens with, if any. */
  readonly docblock: string;
  /** What is declared and exported here, and whether a docblock stands in front of it. */
  readonly exports: ReadonlyMap<string, boolean>;
}

/** Several rules ask about the same file. */
const known = new Map<string, SourceFacts>();

/** Reads a source with the TypeScript parser, so that comments and strings never count as code. */
export function readSource(path: string, text: string): SourceFacts {
  const key = `${path}\n${text}`;
  const facts = known.get(key) ?? parseSource(path, text);
  known.set(key, facts);
  return facts;
}

/** Without the trees of its docblocks, which nobody here looks at. */
function parseFile(path: string, text: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.ES2023, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(path, text, options, true);
}

function parseSource(path: string, text: string): SourceFacts {
  const source = parseFile(path, text);
  const imports: Import[] = [];
  const globals = new Set<string>();
  const declared = new Set<string>();
  let hasDefaultExport = false;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found !== undefined) imports.push(found);
    const used = globalOf(node);
    if (used !== undefined) globals.add(used);
    hasDefaultExport ||= isDefaultExport(node);
    const { name } = node as Partial<ts.NamedDeclaration>;
    if (name !== undefined && ts.isIdentifier(name)) declared.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    imports,
    globals,
    hasDefaultExport,
    declared,
    exports: exportsOf(source),
    docblock: /^(?:#!.*\n)?\/\*\*[^]*?\*\//.exec(text)?.[0] ?? '',
  };
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return toImport(node.moduleSpecifier, namesIn(node.importClause?.namedBindings));
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return toImport(node.moduleSpecifier, namesIn(node.exportClause));
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return toImport(node.argument.literal);
  if (ts.isExternalModuleReference(node)) return toImport(node.expression);
  return ts.isCallExpression(node) && isLoading(node.expression) ? toImport(node.arguments[0]) : undefined;
}

function isLoading(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

/** A computed specifier cannot be checked, so it is given a name that no rule allows. */
function toImport(specifier: ts.Node | undefined, names: readonly string[] = []): Import {
  const literal = specifier !== undefined && ts.isStringLiteralLike(specifier);
  return { specifier: literal ? specifier.text : '(computed)', names };
}

function namesIn(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): readonly string[] {
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

function globalOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && node.text === 'console' && isFreeStanding(node)) return 'console';
  if (ts.isPropertyAccessExpression(node) && isProcess(node.expression) && node.name.text === 'env')
    return 'process.env';
  if (ts.isElementAccessExpression(node) && isProcess(node.expression)) return 'process.env';
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return undefined;
  const takesEnv = node.name.elements.some(({ propertyName, name }) => (propertyName ?? name).getText() === 'env');
  return takesEnv && node.initializer && isProcess(node.initializer) ? 'process.env' : undefined;
}

/** `process` and `globalThis.process`. */
function isProcess(expression: ts.Expression): boolean {
  return /^(?:globalThis\s*\??\.\s*)?process$/.test(expression.getText());
}

/** Not `log.console` and not `{ console: 1 }`. */
function isFreeStanding(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return parent.expression.getText() === 'globalThis';
  return !(ts.isPropertyAssignment(parent) && parent.name === node) && !ts.isPropertySignature(parent);
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node) && !node.isExportEquals) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}
