/**
 * Packs `confluence-mcp-server.mcpb` for desktop clients: the manifest beside the built program, which needs no packages
 * for stdio. `npm run build` comes first. `node scripts/pack-mcpb.js [FILE]`
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

const root = join(import.meta.dirname, '..');
const [, , target = join(root, 'confluence-mcp-server.mcpb')] = process.argv;

const files = {
  'manifest.json': 'mcpb/manifest.json',
  'icon.png': 'mcpb/icon.png',
  'package.json': 'package.json',
  LICENSE: 'LICENSE',
};
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name).slice(root.length + 1);
  const isProgram = !/^dist\/(bench|types)\//.test(path) && !path.endsWith('.map');
  if (entry.isFile() && isProgram) files[path] = path;
}
const contents = Object.entries(files).map(([name, path]) => [name, readFileSync(join(root, path))]);
writeFileSync(target, zipSync(Object.fromEntries(contents), { level: 9 }));
console.log(target);
