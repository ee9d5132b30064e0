import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** How the tools are defined: in the definitions file itself, or in an OpenAPI document that it names. */
export type DefinitionForm = 'json' | 'yaml' | 'openapi';

/**
 * A definitions file (the setting API_TOOLS_FILE) with this many tools over an API that nobody calls; its path, until
 * this process ends. An OpenAPI document is YAML as well.
 */
export function writeApiTools(count: number, form: DefinitionForm = 'json'): string {
  const write = createFolder();
  const numbers = Array.from({ length: count }, (_, index) => index);
  const stock = { base_url: 'http://127.0.0.1:9', credentials: 'none' };
  if (form !== 'openapi') {
    const tools = Object.fromEntries(numbers.map((index) => [`stock_tool_${index}`, toolOf(index)]));
    return write(`api-tools.${form}`, { apis: { stock: { ...stock, tools } } });
  }
  const paths = Object.fromEntries(
    numbers.map((index) => [`/things${index}/{thing_id}`, { post: operationOf(index) }]),
  );
  write('stock.yaml', { openapi: '3.0.3', info: { title: 'Stock', version: '1' }, paths, components });
  const operations = numbers.map((index) => ({ id: `stockTool${index}`, effect: 'read' }));
  return write('api-tools.yaml', { apis: { stock: { ...stock, openapi: { document: 'stock.yaml', operations } } } });
}

/** A folder until this process ends, and what writes a file into it, as its name says, and gives its path. */
export function createFolder(): (name: string, value: object) => string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (name, value) => {
    const path = join(folder, name);
    writeFileSync(path, name.endsWith('.json') ? JSON.stringify(value) : stringify(value, { lineWidth: 120 }));
    return path;
  };
}

const description = 'Look for one thing of the many that this API knows, by its id.';
const thingId = { type: 'string', description: 'Id of the thing.' };
const note = { type: 'string', description: 'Why.' };
const ownerWords = 'Its owner; null for things of nobody.';

function toolOf(index: number): object {
  return {
    title: `Tool ${index} of stock`,
    description,
    effect: 'read',
    input: {
      properties: {
        thing_id: thingId,
        owner: { anyOf: [{ type: 'string' }, { type: 'null' }], description: ownerWords },
        note,
      },
      required: ['thing_id'],
    },
    method: 'POST',
    path: '/things/{thing_id}',
    select: 'items[].{id: id, name: name}',
  };
}

function operationOf(index: number): object {
  const json = (name: string): object => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
  return {
    operationId: `stockTool${index}`,
    summary: `Tool ${index} of stock`,
    description,
    parameters: [{ name: 'thing_id', in: 'path', required: true, schema: thingId }],
    requestBody: { content: json('Search') },
    responses: { 200: { description: 'What was found.', content: json('Found') } },
  };
}

const components = {
  schemas: {
    Search: {
      type: 'object',
      properties: { owner: { type: 'string', nullable: true, description: ownerWords }, note },
    },
    Found: { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } },
  },
};
