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
    ['another host', 'http://127.0.0.1:1/x.json#/a', /refers to http:.*x.json\S*: a reference must stay within/],
    ['a file outside of its folder', '../secret.json#/a', /refers to \S*secret.json\S*: a reference must stay within/],
    ['a file by its URL', 'file:///etc/hostname', /refers to \S*hostname\S*: a reference must stay within/],
    ['a file by an absolute path', '/etc/hostname', /refers to \S*hostname\S*: a reference must stay within/],
    ['a link that leads out of its folder', 'link.json#/a', /refers to \S*link.json\S*: a reference must stay within/],
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

  it('is refused with every reference that leads nowhere, in whichever file, and with its other faults', async () => {
    const folder = folderWith({
      'tools.yaml': `
apis:
  things:
    base_url: https://things.example
    credentials: none
    openapi:
      document: inner/openapi.yaml
      operations: [getA, postB, getC, upload]
`,
      'secret.json': '{"a":{"type":"string"}}',
    });
    const inner = {
      'openapi.yaml': `
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      operationId: getA
      parameters:
        - $ref: 'parts.yaml#/Id'
        - $ref: 'parts.yaml#/Nope'
        - $ref: '../secret.json#/a'
        - $ref: '#/components/parameters/None'
        - $ref: 'slips.yaml#/Any'
  /b: { $ref: 'paths.yaml#/b' }
  /c: { $ref: 'paths.yaml#/c' }
  /upload:
    post:
      operationId: upload
      requestBody: { content: { text/csv: {} } }
`,
      'parts.yaml': "Id: { name: id, in: query, schema: { $ref: '#/Gone' } }\n",
      'paths.yaml': "b:\n  post:\n    operationId: postB\n    parameters: [{ $ref: 'absent.yaml#/x' }]\n",
      'slips.yaml': 'Any: [1\nb: 2\n',
    };
    mkdirSync(join(folder, 'inner'));
    for (const [name, text] of Object.entries(inner)) writeFileSync(join(folder, 'inner', name), text);
    const { faults } = await loadDefinitions(join(folder, 'tools.yaml'), { takenNames: [] });
    expect(faults.map(({ line, message }) => `${line} ${message}`).sort()).toEqual(
      [
        '7 apis.things.openapi.document: slips.yaml, line 2, column 1: Flow sequence in block collection must be sufficiently indented and end with a ]',
        '7 apis.things.openapi.document: refers to #/Gone, which is not in the document (parts.yaml, line 1, column 38)',
        '7 apis.things.openapi.document: refers to parts.yaml#/Nope, which is not in that file (openapi.yaml, line 10, column 11)',
        '7 apis.things.openapi.document: refers to ../secret.json#/a: a reference must stay within the document and the files of its folder (openapi.yaml, line 11, column 11)',
        '7 apis.things.openapi.document: refers to #/components/parameters/None, which is not in the document (openapi.yaml, line 12, column 11)',
        '7 apis.things.openapi.document: refers to absent.yaml#/x, a file that cannot be read (paths.yaml, line 4, column 20)',
        '7 apis.things.openapi.document: refers to paths.yaml#/c, which is not in that file (openapi.yaml, line 15, column 9)',
        '8 apis.things.openapi.operations.3: upload takes a body of text/csv, which a tool cannot send (JSON and forms alone): leave it out (inner/openapi.yaml, line 17, column 5)',
      ].sort(),
    );
  });

  it('in one file is refused with every place of a reference that leads nowhere, where it is used', async () => {
    const schema = { $ref: '#/components/schemas/Absent' };
    const paths = {
      '/a': { get: { operationId: 'seeA', parameters: [{ name: 'x', in: 'query', schema }], responses: {} } },
      '/b': { get: { operationId: 'seeB', parameters: [{ name: 'y', in: 'query', schema }], responses: {} } },
      '/c': { get: { operationId: 'c', parameters: [{ $ref: '#/parameters/Unused' }], responses: {} } },
    };
    const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths }, null, 1);
    const { faults } = await load(defining(['seeA', 'seeB']), { 'openapi.json': text });
    const lines = text.split('\n').flatMap((line, index) => (line.includes('Absent') ? [index + 1] : []));
    expect(lines).toHaveLength(2);
    expect(faults.map(({ message }) => message)).toEqual(
      lines.map((line) =>
        expect.stringMatching(
          new RegExp(
            `seeA refers to #/components/schemas/Absent, .*\\(openapi.json, line ${String(line)}, column 9\\)$`,
          ),
        ),
      ),
    );
  });

  it('says of an operation that no tool can send which method it has', async () => {
    const paths = { '/a': { options: { operationId: 'askA', responses: {} }, trace: { operationId: 'traceA' } } };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths };
    const messages = (await loadWith(document, ['askA', 'traceA'])).faults.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringMatching(/askA is an operation with OPTIONS, which a tool cannot send/),
      expect.stringMatching(/traceA is an operation with TRACE, which a tool cannot send/),
    ]);
  });

  it.each([
    [undefined, 'https://api.acme.example/v2', undefined],
    ['https://api.acme.example/v2/', 'https://api.acme.example/v2', undefined],
    ['https://api.acme.example/v2', 'https://gateway.example/acme', undefined],
    ['https://upload.acme.example', 'https://upload.acme.example/', undefined],
    ['https://{region}.acme.example', 'https://eu.acme.example', undefined],
    ['https://upload.acme.example', 'https://api.acme.example/v2', /seeA is at https:\/\/upload.acme.example, and not/],
    ['/v1', 'https://api.acme.example/v2', /seeA is at \/v1, and not below base_url/],
  ])('whose operation is at the server %s is read for %s, or refused', async (url, baseUrl, why) => {
    const variables = { region: { default: 'eu' } };
    const operation = {
      operationId: 'seeA',
      responses: {},
      ...(url !== undefined && { servers: [{ url, variables }] }),
    };
    const servers = [{ url: 'https://api.acme.example/v2' }];
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      servers,
      paths: { '/a': { get: operation } },
    };
    const { faults } = await load(defining(['seeA'], { base_url: baseUrl }), {
      'openapi.json': JSON.stringify(document),
    });
    expect(faults.map(({ message }) => message)).toEqual(why === undefined ? [] : [expect.stringMatching(why)]);
  });

  it('has the name that an operation makes refused at the line of that operation', async () => {
    const get = (operationId: string) => ({ get: { operationId, responses: {} } });
    const paths = { '/a': get('hello'), '/b': get('confluence_b'), '/c': get('see'), '/d': get('hi') };
    const text = `
apis:
  things:
    base_url: https://things.example
    credentials: none
    openapi:
      document: openapi.json
      operations:
        - hello
        - confluence_b
        - id: see
          title: See
          name: hello
        - hi
`;
    const { faults } = await load(text, { 'openapi.json': JSON.stringify({ openapi: '3.1.0', paths }) });
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '9 apis.things.openapi.operations.0: hello is the name of a tool of this server already',
      '10 apis.things.openapi.operations.1: confluence_b must not begin with confluence_',
      '13 apis.things.openapi.operations.2.name: hello is the name of a tool of the API things already',
    ]);
  });

  it.each([
    ['/a/{id}/b/{id}', [{ name: 'id', in: 'path' }], /has {id} twice in its path/],
    ['/a/%zz', [], /has the path \/a\/%zz, which has a % without two hexadecimal digits/],
    [
      '/a',
      [
        { name: 'x', in: 'query' },
        { name: 'x', in: 'query' },
      ],
      /has the query parameter x twice/,
    ],
  ])('with the path %s and the parameters %j is refused', async (path, given, why) => {
    const parameters = given.map((one) => ({ ...one, required: one.in === 'path', schema: { type: 'string' } }));
    const paths = { [path]: { get: { operationId: 'one', parameters, responses: {} } } };
    const { faults } = await loadWith({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths }, ['one']);
    expect(faults.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
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
