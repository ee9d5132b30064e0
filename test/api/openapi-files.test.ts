import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadDefinitions } from '../../src/api/index.js';
import { folderWith, load } from './api-server.js';
import { defining, loadWith, serviceDocument } from './openapi-shapes.js';

describe('the files of an OpenAPI document', () => {
  it('with one operationId twice is refused where that one is asked for', async () => {
    const get = (operationId: string) => ({ get: { operationId, responses: {} } });
    const paths = { '/a': get('one'), '/b': get('one'), '/c': get('two') };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths };
    const messages = (await loadWith(document, ['one', 'two'])).faults.map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/one is the operationId of more than one operation/)]);
  });

  it.each([
    ['another host', 'http://127.0.0.1:1/x.json#/a', /refers to http:.*x.json: a reference must stay within/],
    ['a file outside of its folder', '../secret.json#/a', /refers to \S*secret.json: a reference must stay within/],
    ['a file by its URL', 'file:///etc/hostname', /refers to \S*hostname: a reference must stay within/],
    ['a file by an absolute path', '/etc/hostname', /refers to \S*hostname: a reference must stay within/],
    ['a link that leads out of its folder', 'link.json#/a', /refers to \S*link.json: a reference must stay within/],
    ['nothing', '#/components/schemas/Absent', /Absent/],
  ])('that refers to %s is refused', async (_what, reference, why) => {
    const document = serviceDocument(1) as { components: { schemas: Record<string, unknown> } };
    document.components.schemas['Thing0'] = { type: 'object', properties: { title: { $ref: reference } } };
    const outer = folderWith({ 'secret.json': '{"a":{"type":"string","description":"SECRET"}}' });
    const folder = join(outer, 'inner');
    mkdirSync(folder);
    symlinkSync('../secret.json', join(folder, 'link.json'));
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    writeFileSync(join(folder, 'tools.json'), JSON.stringify(defining(['createThing0'])));
    const { apis, faults } = await loadDefinitions(join(folder, 'tools.json'), { takenNames: [] });
    expect(apis).toEqual([]);
    expect(faults).toEqual([
      { line: expect.any(Number), column: expect.any(Number), message: expect.stringMatching(why) },
    ]);
    expect(JSON.stringify(faults)).not.toContain('SECRET');
  });

  it('may be split over files of its folder, in YAML', async () => {
    const files = {
      'openapi.yaml': `
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}:
    get:
      operationId: getA
      parameters: [{ $ref: 'parts.yaml#/Id' }]
      responses: {}
`,
      'parts.yaml':
        "Id: { name: id, in: path, required: true, schema: { $ref: '#/Text' } }\nText: { type: string, maxLength: 9 }\n",
    };
    const definitions = defining([], { openapi: { document: 'openapi.yaml', operations: ['getA'] } });
    const { apis, faults } = await load(definitions, files);
    expect(faults).toEqual([]);
    expect(apis[0]?.tools[0]?.inputSchema['properties']).toEqual({ id: { type: 'string', maxLength: 9 } });
  });

  it.each([
    ['{', /openapi.json/],
    ['{"swagger":"2.0"}', /no OpenAPI 3 document/],
    ['', /openapi.json: is no OpenAPI document/],
    ['<html>', /openapi.json: is no OpenAPI document/],
  ])('that reads %j is refused', async (text, fault) => {
    const { faults } = await load(defining(['a']), { 'openapi.json': text });
    expect(faults.map(({ message }) => message)).toEqual([expect.stringMatching(fault)]);
  });
});
