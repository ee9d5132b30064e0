import { mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Turns src/state, with what it imports, into JavaScript, for processes of its own. Answers the URL of its folder. */
export function transpileState(): { url: URL; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'state-room-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const inArea = (area: string): string[] =>
    readdirSync(join(root, 'src', area)).map((name) => join(root, 'src', area, name));
  buildSync({
    entryPoints: [join(root, 'src/errors.ts'), ...inArea('state'), ...inArea('outbound')],
    outdir: folder,
    outbase: join(root, 'src'),
    format: 'esm',
  });
  return { url: pathToFileURL(`${folder}/state/`), folder };
}
