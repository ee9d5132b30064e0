import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A definitions file (the setting API_TOOLS_FILE) with this many tools over an API that nobody calls; its path, until this process ends. */
export function writeApiTools(count: number): string {
  const tool = (index: number): object => ({
    title: `Tool ${index} of stock`,
    description: 'Look for one thing of the many that this API knows, by its id.',
    effect: 'read',
    input: {
      properties: {
        thing_id: { type: 'string', description: 'Id of the thing.' },
        owner: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Its owner; null for things of nobody.' },
        note: { type: 'string', description: 'Why.' },
      },
      required: ['thing_id'],
    },
    method: 'POST',
    path: '/things/{thing_id}',
  });
  const tools = Object.fromEntries(Array.from({ length: count }, (_, index) => [`stock_tool_${index}`, tool(index)]));
  const folder = mkdtempSync(join(tmpdir(), 'api-tools-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'api-tools.json');
  const stock = { base_url: 'http://127.0.0.1:9', credentials: 'none', tools };
  writeFileSync(path, JSON.stringify({ apis: { stock } }));
  return path;
}
