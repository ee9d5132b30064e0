import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Turns src/state, with what it imports, into JavaScript, for processes of its own. Answers the URL of its folder. */
export function transpileState(): { url: URL; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'state-room-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const sources = ['errors.ts'];
  for (const area of ['state', 'outbound']) {
    mkdirSync(join(folder, area));
    sources.push(...readdirSync(join(root, 'src', area)).map((name) => `${area}/${name}`));
  }
  for (const source of sources) {
    const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(readFileSync(join(root, 'src', source), 'utf8'), { compilerOptions });
    writeFileSync(join(folder, source.replace(/\.ts$/, '.js')), outputText);
  }
  return { url: pathToFileURL(`${folder}/state/`), folder };
}
