import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue, toolsetOf, type ToolName } from '../../src/mcp/index.js';
import { outputExamples } from './output-examples.js';

/** One for all: compiling the meta-schema takes longer than a check. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const each = catalogue.map((tool) => [tool.name, tool] as const);

type Schema = Record<string, unknown>;

/** Every schema within a schema, with its path. */
function* within(schema: Schema, path: string): Generator<[path: string, schema: Schema]> {
  yield [path, schema];
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    yield* within(property, `${path}.${name}`);
  }
  if (typeof schema['items'] === 'object') yield* within(schema['items'] as Schema, `${path}[]`);
}

describe('the catalogue', () => {
  it('has the tools of the interface, each once', () => {
    expect(catalogue.map(({ name, toolset, effect }) => `${toolset}: ${name} (${effect})`)).toMatchSnapshot();
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  });

  it('is known to settings by the same names and toolsets', () => {
    expect(Object.entries(toolsetOf)).toEqual(catalogue.map(({ name, toolset }) => [name, toolset]));
  });
});

describe.each(each)('%s', (_name, tool) => {
  it('keeps its contract', () => {
    const { name, title, description, annotations, inputSchema, outputSchema } = tool;
    expect({ name, title, description, annotations, inputSchema, outputSchema }).toMatchSnapshot();
  });

  it('hints exactly what its effect means', () => {
    const hints = {
      read: { readOnlyHint: true },
      create: { readOnlyHint: false, destructiveHint: false },
      update: { readOnlyHint: false, destructiveHint: true },
      delete: { readOnlyHint: false, destructiveHint: true },
    };
    expect(tool.annotations).toEqual(hints[tool.effect]);
    const scopes = { read: 'read', create: 'write', update: 'write', delete: 'delete' };
    expect(tool.scope).toBe(`confluence:${scopes[tool.effect]}`);
  });

  it('has flat schemas that strict clients take', () => {
    for (const root of [tool.inputSchema, tool.outputSchema]) {
      expect(root).toMatchObject({ type: 'object' });
      expect(JSON.stringify(root)).not.toMatch(/"\$ref"|"\$defs"|"oneOf"|"allOf"|"\$schema"|"pattern"|"type":\[/);
      expect(ajv.validateSchema(root)).toBe(true);
    }
    expect(JSON.stringify(tool.inputSchema)).not.toContain('anyOf');
    for (const [path, schema] of within(tool.inputSchema, tool.name)) {
      expect([path, typeof schema['type']]).toEqual([path, 'string']);
    }
  });

  it('describes itself and every parameter', () => {
    expect(tool.description).toMatch(/^[A-Z].{15,300}\.$/s);
    expect(tool.title).toMatch(/^[A-Z][a-z ]+$/);
    for (const [path, schema] of within(tool.inputSchema, tool.name)) {
      const isNamed = path !== tool.name && !path.endsWith('[]');
      if (isNamed) expect([path, schema['description']]).toEqual([path, expect.stringMatching(/\S.{4,}/)]);
    }
  });

  it('takes dry_run when it writes, and only then', () => {
    const properties = tool.inputSchema['properties'] as Record<string, Schema>;
    expect('dry_run' in properties).toBe(tool.effect !== 'read');
  });

  it('gives an output that satisfies both its schemas, and a text', () => {
    const example = outputExamples[tool.name as ToolName];
    const parsed = tool.output.parse(example);
    expect(parsed).toEqual(example);
    expect(ajv.validate(tool.outputSchema, example)).toBe(true);
    expect(tool.render(parsed, (text) => `<${text}>`, {})).not.toBe('');
  });
});
