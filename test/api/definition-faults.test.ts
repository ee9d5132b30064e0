import { describe, expect, it } from '@jest/globals';
import { load } from './api-server.js';
import { faultsOf, good } from './good-definition.js';
import { manyFaults, theirFaults } from './many-faults.js';

/** The good file with one text in place of another. */
const faultsWith = (old: string, replacement: string): Promise<string[]> => {
  expect(good).toContain(old);
  return faultsOf(good.replace(old, () => replacement));
};

const url = 'base_url: https://tickets.acme.example/api/';
const path = 'path: /tickets/{ticket_id}';
const argument = '{ ticket_id: { type: string } }';
const select = "select: 'ticket.{id: id, title: title}'";

/** Each a slip that operators make: what was there, what they wrote, and the line and words that they get. */
describe('a definitions file', () => {
  it.each([
    [
      'base_url: https://tickets.acme.example/api/',
      'base_url: http://tickets.acme.example',
      /^4: .*base_url: must be https/,
    ],
    [
      'base_url: https://tickets.acme.example/api/',
      'base_url: https://u:p@tickets.acme.example',
      /^4: .*must not carry/,
    ],
    ['base_url: https://tickets.acme.example/api/', 'base_url: https://tickets.acme.example?x=1', /^4: .*no query/],
    ['credentials: service', 'credentials: my-token', /^5: apis.tickets.credentials: must be one of identity-headers/],
    ['credentials: service', 'credentials: none', /^6: .*service: has no meaning/],
    ['secret.txt', 'absent.txt', /^6: .*secret_file: names .*absent.txt, which cannot be read/],
    ['effect: read', 'effect: reed', /^11: .*get_ticket.effect: must be one of read/],
    ['effect: read', 'effcet: read', /^11: .*effcet: is not known here/],
    ['method: GET', 'method: DELETE', /^11: .*effect: is read, but DELETE/],
    ['path: /tickets/{ticket_id}', 'path: /tickets/{id}', /^16: .*path: names {id}, which is no property/],
    ['path: /tickets/{ticket_id}', 'path: tickets/{ticket_id}', /^16: .*path: must start with/],
    ['path: /tickets/{ticket_id}', 'path: /a/../{ticket_id}', /^16: .*dot segment/],
    ['path: /tickets/{ticket_id}', 'path: /a?x={ticket_id}', /^16: .*query/],
    ['path: /tickets/{ticket_id}', 'path: /a/{ticket_id', /^16: .*brace/],
    ['path: /tickets/{ticket_id}', 'path: /%zz/{ticket_id}', /^16: .*path: has a % without two hexadecimal digits/],
    ['path: /tickets/{ticket_id}', 'path: /{ticket_id}/of/{ticket_id}', /^16: .*path: has {ticket_id} twice/],
    ['required: [ticket_id]', 'required: []', /^16: .*{ticket_id} must be required/],
    [
      '{ ticket_id: { type: string } }',
      '{ ticket_id: { type: object } }',
      /^16: .*must be a string, a number or a boolean/,
    ],
    ['{ ticket_id: { type: string } }', '{ ticket_id: { $ref: "#/x" } }', /^13: .*\$ref: is not supported/],
    ["select: 'ticket.{id: id, title: title}'", 'select: "ticket.["', /^17: .*select: is no JMESPath expression/],
    ['      create_ticket:', '      hello:', /^18: .*hello: is the name of a tool of this server already/],
    ['      create_ticket:', '      confluence_create:', /^18: .*must not begin with confluence_/],
    ['      create_ticket:', '      Create-Ticket:', /^18: .*a tool name is/],
    ['      create_ticket:', '      get_ticket:', /^18: .*the same key stands above already/],
  ])('with %j as %j is refused at its line', async (old, replacement, fault) => {
    expect(await faultsWith(old, replacement)).toContainEqual(expect.stringMatching(fault));
  });

  it.each([
    // The address and the credentials.
    [url, 'base_url: https://${TICKETS_HOST}/api', /^4: .*base_url: holds a placeholder, which nothing fills in/],
    [url, 'base_url: https://tickets.acme.example/{org}', /^4: .*holds a placeholder/],
    ['credentials: service', 'credential: service', /^5: .*credential: is not known here: do you mean credentials\?/],
    ['secret_file: secret.txt', 'secret: s3cret-value', /^6: .*service.secret: is not known here/],
    ['secret.txt }', 'secret.txt, header: Host }', /^6: .*header: is no header that a secret can stand in/],
    [
      'secret.txt }',
      'secret.txt, header: X-User-ID }',
      /^6: .*header: says who calls or from where.*take Authorization/,
    ],
    ['secret.txt }', 'secret.txt, header: x_organization_id }', /^6: .*header: says who calls/],
    ['secret.txt }', 'secret.txt, header: X-Forwarded-For }', /^6: .*header: says who calls/],
    ['secret.txt }', 'secret.txt, header: X-Goog-Authenticated-User-Email }', /^6: .*header: says who calls/],
    [url, 'base_url: https://tickets.acme.example/%zz', /^4: .*base_url: has a % without two hexadecimal digits/],
    ['secret.txt }', 'secret.txt, scheme: "a\\r\\nX: y" }', /^6: .*scheme: must be printable ASCII/],
    // The path, as other tools write it.
    [path, 'path: /tickets/:ticket_id', /^16: .*path: has :ticket_id, which is text here: write {ticket_id}/],
    [path, 'path: /tickets/${ticket_id}', /^16: .*has \${ticket_id}, which is text here: write {ticket_id}/],
    [path, 'path: "/tickets/{{ticket_id}}"', /^16: .*has {{ticket_id}}, which is text here: write {ticket_id}/],
    [path, 'path: /tickets/<ticket_id>', /^16: .*has <ticket_id>, which is text here: write {ticket_id}/],
    [path, 'path: {ticket_id}', /^16: .*path: must be a text, not a mapping \(name: value\): write it in quotes/],
    // The arguments: JSON Schema takes a misspelt keyword in silence, and checks nothing.
    [argument, '{ ticket_id: { type: string, maxLenght: 9 } }', /^13: .*ticket_id.maxLenght: is not known here/],
    [argument, '{ ticket_id: { type: strng } }', /^13: .*ticket_id.type: must be one of string, number/],
    [argument, '{ ticket_id: string }', /^13: .*ticket_id: must be a mapping \(name: value\), not a text/],
    [argument, '{ ticket_id: { type: string, required: true } }', /^13: .*required: must be a list, not true/],
    [argument, '{ ticket_id: { type: string, minLength: one } }', /^13: .*minLength: must be a .*number, not a text/],
    [argument, '{ ticket_id: { type: string, pattern: "[" } }', /^13: .*pattern: is no regular expression/],
    [
      argument,
      "{ ticket_id: { type: string, pattern: '^(?=a)b' } }",
      /^13: .*pattern: looks ahead or behind, which is/,
    ],
    [argument, "{ ticket_id: { type: string, pattern: '(?<!a)b' } }", /^13: .*pattern: looks ahead or behind/],
    [argument, "{ ticket_id: { type: string, pattern: '(a)\\1' } }", /^13: .*pattern: refers back to a group/],
    [argument, "{ ticket_id: { type: string, pattern: '(?<x>a)\\k<x>' } }", /^13: .*pattern: refers back to a group/],
    [argument, "{ ticket_id: { type: string, pattern: '(?:a|b)++' } }", /^13: .*pattern: is no regular expression/],
    [
      argument,
      '{ ticket_id: { type: string }, __proto__: { type: string } }',
      /^13: .*__proto__: is a name that cannot/,
    ],
    [
      argument,
      '{ ticket_id: { type: string, nullable: true } }',
      /^13: .*nullable: is OpenAPI's: write type: \[string/,
    ],
    // What no value fits, and what would not be checked.
    [argument, '{ ticket_id: { type: integer, minimum: 9, maximum: 1 } }', /^13: .*maximum: is 1, but minimum is 9/],
    [argument, '{ ticket_id: { type: number, exclusiveMinimum: 1, maximum: 1 } }', /^13: .*but exclusiveMinimum is 1/],
    [
      argument,
      '{ ticket_id: { type: string, minLength: 3, maxLength: 2 } }',
      /^13: .*maxLength: is 2, but minLength is/,
    ],
    [
      argument,
      '{ ticket_id: { type: string, enum: [a, 1] } }',
      /^13: .*enum.1: is 1, which what stands beside it does/,
    ],
    [
      argument,
      '{ ticket_id: { type: string, enum: [ab], pattern: "^c" } }',
      /^13: .*enum.0: is "ab", which what stands/,
    ],
    [
      argument,
      '{ ticket_id: { type: string, enum: [a], const: b } }',
      /^13: .*const: is "b", which what stands beside it/,
    ],
    [argument, '{ ticket_id: { type: string, enum: [a], default: b } }', /^13: .*default: does not fit its own schema/],
    [
      'labels: { type: array, items: { type: string } }',
      'labels: { type: array, minItems: 2, maxItems: 1, items: { type: string } }',
      /^25: .*maxItems: is 1, but minItems is 2/,
    ],
    [
      'labels: { type: array, items: { type: string } }',
      'labels: { type: object, properties: { a: { type: string } }, required: [b], additionalProperties: false }',
      /^25: .*labels.required.0: names b, which is no property/,
    ],
    [
      'labels: { type: array, items: { type: string } }',
      'labels: { type: object, properties: { a: { type: string, default: 1 } } }',
      /^25: .*labels.properties.a.default: does not fit its own schema/,
    ],
    [
      'labels: { type: array, items: { type: string } }',
      'labels: { enum: [[a], [b]] }',
      /^25: .*labels.enum.0: is a list or an object, which cannot be compared/,
    ],
    [argument, '{ ticket_id: { maxLength: 3 } }', /^13: .*ticket_id.maxLength: needs a type beside it/],
    [argument, '{ ticket_id: { type: integer, default: one } }', /^13: .*default: does not fit its own schema/],
    [argument, '{ ticket_id: { type: string }, "a b": { type: string } }', /^13: .*a b: must be 1 to 64 letters/],
    ['          properties:', '          parameters:', /^13: .*input.parameters: is not known here/],
    ['required: [ticket_id]', 'required: ticket_id', /^14: .*required: must be a list, not a text/],
    [argument, '{ ticket_id: { type: string }, n: { type: object } }', /^13: .*n: is an object, which a query/],
    [
      'labels: { type: array, items: { type: string } }',
      'dry_run: { type: boolean }',
      /^25: .*dry_run: is an argument of/,
    ],
    ['  tickets:\n', '  __proto__:\n', /^3: apis.__proto__: is a name that cannot be used/],
    ['      create_ticket:', '      __proto__:', /^18: .*tools.__proto__: is a name that cannot be used/],
    // What is sent and what is returned.
    [select, 'headers: { X-A: "1", x-a: "2" }', /^17: .*headers.x-a: is the same header as X-A/],
    [select, 'headers: { X-Note: "ä" }', /^17: .*X-Note: holds characters that no header can carry/],
    [select, 'headers: { X-Note: "a\\r\\nX-Other: b" }', /^17: .*X-Note: holds characters that no header can carry/],
    [select, 'query: { state: [open] }', /^17: .*state: must be a text, a number, or true or false/],
    [select, 'content_type: text/plain', /^17: .*content_type: must be application\/json, or end with \+json/],
    [select, 'select: lenght(ticket)', /^17: .*select: .*there is no function lenght\(\)/],
    [select, 'select: "items[].{n: size(tags)}"', /^17: .*there is no function size\(\)/],
    [select, 'select: /a~b', /^17: .*in a JSON pointer ~ is written ~0/],
    [select, 'select: 5', /^17: .*select: must be a text, not 5: write it in quotes/],
    [select, 'timeout_ms: 10s', /^17: .*timeout_ms: must be a number, not a text/],
    [select, 'timeout_ms: 1', /^17: .*timeout_ms: must be at least 100$/],
    [select, 'paging: { parameter: ticket_id, next: n }\n        query: { ticket_id: x }', /^17: .*leave it to paging/],
    ['title: Get a ticket', 'title: 42', /^9: .*title: must be a text, not 42: write it in quotes/],
    ['description: One ticket.', 'description: One ticket: the best', /^10: .*a text with ": " in it needs quotes/],
    // YAML itself.
    ['effect: read', '\teffect: read', /^11: a tab cannot indent: use spaces/],
    ['effect: read', 'effect read', /^11: a name has to be followed by a colon and a space/],
    [url, 'base_url: !ENV TICKETS_URL', /^4: tags \(!NAME\) have no meaning here/],
    [select, 'select: *nothing', /^17: .*alias.*nothing/],
    ['      create_ticket:', '---\n      create_ticket:', /^18: another document begins here/],
  ])('with %j as %j says what to do at its line', async (old, replacement, fault) => {
    expect(await faultsWith(old, replacement)).toContainEqual(expect.stringMatching(fault));
  });

  it('is refused with every fault at once, of YAML, form and meaning, each at its place and none that only follows', async () => {
    const { faults } = await load(manyFaults, { 'secret.txt': 's3cret-value' });
    const told = faults.map(({ line, column, message }) => [`${line}:${column}`, message]);
    expect(told).toEqual(theirFaults);
  });

  it.each([
    [
      'a quote that is never closed',
      good.replace('title: Get a ticket', 'title: "Get a ticket'),
      [/^9: Missing closing/],
    ],
    ['a list that is never closed', good.replace('[ticket_id]', '[ticket_id'), [/^15: .*sufficiently indented/]],
    [
      'a line too far to the left',
      good.replace('        method: GET', '      method: GET'),
      [/^15: the line below is indented further/],
    ],
  ])(
    'with %s is refused with what is wrong elsewhere, and with nothing that only follows',
    async (_what, text, slip) => {
      const faults = await faultsOf(text.replace('method: POST', 'method: PSOT'));
      expect(faults).toEqual([
        ...slip.map((one) => expect.stringMatching(one)),
        expect.stringMatching(/^27: .*method: must be/),
      ]);
    },
  );

  it('is refused with the faults of its form and of its meaning at once', async () => {
    const text = good
      .replace('effect: read', 'effect: reed')
      .replace('base_url: https', 'base_url: http')
      .replace('path: /tickets\n', 'path: /tickets/{id}\n');
    expect(await faultsOf(text)).toEqual([
      expect.stringMatching(/^4: .*must be https/),
      expect.stringMatching(/^11: .*effect: must be one of/),
      expect.stringMatching(/^28: .*path: names {id}/),
    ]);
  });

  it.each([
    ['misspelt', good.replace('apis:', 'api:'), ['2: api: is not known here: do you mean apis?'], 28],
    [
      'another word',
      good.replace('apis:', 'services:'),
      ['2: apis: is required (a mapping (name: value))', '2: services: is not known here'],
      28,
    ],
    [
      'left out',
      good.replace('apis:\n', ''),
      ['2: apis: is required (a mapping (name: value))', '2: tickets: is not known here'],
      27,
    ],
  ])('whose root is %s is refused with the faults below it', async (_what, text, root, line) => {
    expect(await faultsOf(text.replace('path: /tickets\n', 'path: /tickets/{id}\n'))).toEqual([
      ...root,
      expect.stringMatching(new RegExp(`^${String(line)}: .*create_ticket.path: names {id}`)),
    ]);
  });

  it.each([
    ['# nothing yet\n', ['1: must be a mapping (name: value), but nothing is there']],
    ['- a\n', ['1: must be a mapping (name: value), not a list']],
    ['apis:\n', ['1: apis: must be a mapping (name: value), but nothing is there']],
    ['apis: {}\n', ['1: apis: defines no API: name at least one']],
  ])('that reads %j is refused in one sentence', async (text, faults) => {
    expect(await faultsOf(text)).toEqual(faults);
  });

  it.each([
    ['a byte order mark', `\ufeff${good}`],
    ['line ends of Windows', good.replaceAll('\n', '\r\n')],
    [
      'a merge key',
      good
        .replace('      get_ticket:', '      get_ticket: &get')
        .concat('      other:\n        <<: *get\n        path: /others/{ticket_id}\n'),
    ],
    [
      'a pattern that takes no time',
      good.replace(argument, () => "{ ticket_id: { type: string, pattern: '^[a-z]+(-[a-z]+)*$' } }"),
    ],
    ...['X-API-Key', 'PRIVATE-TOKEN', 'X-Auth-Token', 'X-User-Token', 'X-Goog-Api-Key', 'Cookie', 'X-Auth'].map(
      (header) => [`a secret in ${header}`, good.replace('secret.txt }', `secret.txt, header: ${header} }`)],
    ),
    [
      'values of several types',
      good.replace(argument, () => "{ ticket_id: { type: [string, 'null'], enum: [a, null] } }"),
    ],
    ['a number in a header', good.replace(select, 'headers: { X-Version: 2 }')],
  ])('with %s is read', async (_what, text) => {
    expect(await faultsOf(text)).toEqual([]);
  });
});
