import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../', import.meta.url).pathname;
const mark = /\[([JOHCL]\d{1,2})\]/g;

/** Titles of tests that run, as they stand in the source, by the row of the checklist that they are marked with: `[H5] …`. */
export function testsByRow(): Map<string, { file: string; title: string }[]> {
  const found = new Map<string, { file: string; title: string }[]>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(root + file, 'utf8');
    if (text.search(mark) === -1) continue;
    for (const title of titlesIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))) {
      for (const [, id = ''] of title.matchAll(mark)) found.set(id, [...(found.get(id) ?? []), { file, title }]);
    }
  }
  return found;
}

/** What `it(title, run)` and `it.each(table)(title, run)` say, and nothing that is skipped or still to do. */
function titlesIn(node: ts.Node): string[] {
  const below: string[] = [];
  ts.forEachChild(node, (child) => void below.push(...titlesIn(child)));
  if (!ts.isCallExpression(node) || !/^it(\.each\b|$)/.test(node.expression.getText())) return below;
  const [title, run] = node.arguments;
  return title !== undefined && ts.isStringLiteralLike(title) && run !== undefined ? [title.text, ...below] : below;
}
