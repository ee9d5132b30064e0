/** A definitions file with faults of every kind: of YAML, of form, of meaning, some behind others. */
export const manyFaults = `\
apis:
  tickets:
    base_url: http://u:p@tickets.acme.example/api?x=1
    credentials: identity-headers
    service: { secret_file: secret.txt }
    timeout_ms: 1
    tools:
      get_ticket:
        title: 42
        description: Read one: ticket
        effect: read
        input:
          properties:
            ticket_id: { type: string, maxLenght: 9 }
            sort: { type: strng }
            limit: { type: integer, default: many }
            "a b": { type: string }
          required: [ticket_id, absent]
        method: GET
        path: /tickets/{ticket_id}/{nothing}
        select: lenght(ticket)
      get_ticket:
        title: Another
        description: Of the same name.
        effect: reed
        method: GET
        path: tickets
      Create-Ticket:
        title: Create
        description: New.
        effect: read
        input:
          properties:
            title: { maxLength: 3 }
            tags: { type: array, items: { type: object } }
        method: PUT
        path: /tickets
        headers: { Authorization: x, X-Note: "ä" }
        body: { title: '{titel}', tags: '{tags}' }
      list_tickets:
        title: List
        description: List them.
        effect: read
        methd: GET
        path: /tickets/
        input:
          properties:
            filter: { type: string, pattern: '[' }
            list: { type: array, items: { type: object } }
        query: { f: '{filter}', l: '{list}', state: [open] }
        paging: { parameter: f }
      hello:
        title: Hello
        description: Taken.
        effect: delete
        input: { properties: { dry_run: { type: boolean } } }
        method: DELETE
        path: /x/{dry_run
      untagged: !tool
        title: *nobody
        description: Tagged.
        effect: read
        method: GET
        path: /a/../b
      confluence_x:
        title: X
        description: Y
        effect read
        method: GET
        path: /a?b=c
  Bad Name:
    base_url: https://\${HOST}/x
    credentials: service
    max_concurrency: 0
  third:
    base_url: ftp://x
    credentials: none
    openapi: { document: absent.yaml, operations: [1] }
`;

/** Where each stands, and how it is put. */
export const theirFaults: readonly (readonly [place: string, message: string])[] = [
  ['3:5', 'apis.tickets.base_url: must not carry a user name or password'],
  ['3:5', 'apis.tickets.base_url: must have no query and no fragment'],
  [
    '3:5',
    'apis.tickets.base_url: must be https: identity-headers would travel unencrypted. Only a loopback address may be http',
  ],
  ['5:5', 'apis.tickets.service: has no meaning with credentials: identity-headers'],
  ['6:5', 'apis.tickets.timeout_ms: must be at least 100'],
  ['9:9', 'apis.tickets.tools.get_ticket.title: must be a text, not 42: write it in quotes'],
  ['10:22', 'Nested mappings are not allowed in compact mappings; a text with ": " in it needs quotes'],
  ['14:40', 'apis.tickets.tools.get_ticket.input.properties.ticket_id.maxLenght: is not known here'],
  [
    '15:21',
    'apis.tickets.tools.get_ticket.input.properties.sort.type: must be one of string, number, integer, boolean, object, array, null',
  ],
  ['16:37', 'apis.tickets.tools.get_ticket.input.properties.limit.default: does not fit its own schema'],
  [
    '17:13',
    'apis.tickets.tools.get_ticket.input.properties.a b: must be 1 to 64 letters, digits, underscores, dots and hyphens',
  ],
  ['18:33', 'apis.tickets.tools.get_ticket.input.required.1: names absent, which is no property'],
  ['20:9', 'apis.tickets.tools.get_ticket.path: names {nothing}, which is no property of input'],
  ['21:9', 'apis.tickets.tools.get_ticket.select: is no JMESPath expression: there is no function lenght()'],
  ['22:7', 'the same key stands above already'],
  ['25:9', 'apis.tickets.tools.get_ticket.effect: must be one of read, create, update, delete'],
  [
    '27:9',
    'apis.tickets.tools.get_ticket.path: must start with one / and have no query, fragment, dot segment or raw special character',
  ],
  ['28:7', 'apis.tickets.tools.Create-Ticket: a tool name is 2 to 63 lower-case letters, digits and underscores'],
  ['31:9', 'apis.tickets.tools.Create-Ticket.effect: is read, but PUT changes something'],
  [
    '34:22',
    'apis.tickets.tools.Create-Ticket.input.properties.title.maxLength: needs a type beside it, or it is not checked',
  ],
  ['38:20', 'apis.tickets.tools.Create-Ticket.headers.Authorization: is a header that no definition may set'],
  [
    '38:38',
    'apis.tickets.tools.Create-Ticket.headers.X-Note: holds characters that no header can carry: only printable ASCII can be sent',
  ],
  ['39:17', 'apis.tickets.tools.Create-Ticket.body.title: names {titel}, which is no property of input'],
  ['44:9', 'apis.tickets.tools.list_tickets.methd: is not known here: do you mean method?'],
  ['48:37', 'apis.tickets.tools.list_tickets.input.properties.filter.pattern: is no regular expression'],
  [
    '50:33',
    'apis.tickets.tools.list_tickets.query.l: {list} is a list of objects, which a query cannot carry: send it in a body',
  ],
  ['50:46', 'apis.tickets.tools.list_tickets.query.state: must be a text, a number, or true or false'],
  [
    '51:9',
    'apis.tickets.tools.list_tickets.paging: needs either next (the answer tells) or count (pages or items are counted)',
  ],
  [
    '51:19',
    'apis.tickets.tools.list_tickets.paging.parameter: f is set by the query as well: leave it to paging alone',
  ],
  ['52:7', 'apis.tickets.tools.hello: is the name of a tool of this server already'],
  [
    '56:32',
    "apis.tickets.tools.hello.input.properties.dry_run: is an argument of every write, which shows the request and sends nothing: give the API's another name",
  ],
  ['58:9', 'apis.tickets.tools.hello.path: has a brace that names no argument; write {{ or }} for the character'],
  ['59:17', 'tags (!NAME) have no meaning here: write the value itself'],
  ['60:16', 'the alias *nobody has no anchor above it'],
  [
    '64:9',
    'apis.tickets.tools.untagged.path: must start with one / and have no query, fragment, dot segment or raw special character',
  ],
  ['65:7', 'apis.tickets.tools.confluence_x: must not begin with confluence_'],
  ['68:9', 'a name has to be followed by a colon and a space'],
  [
    '70:9',
    'apis.tickets.tools.confluence_x.path: must start with one / and have no query, fragment, dot segment or raw special character',
  ],
  ['71:3', 'apis.Bad Name: an API name is up to 41 lower-case letters, digits, underscores and hyphens'],
  ['71:3', 'apis.Bad Name: has no tools: give tools or openapi'],
  ['72:5', 'apis.Bad Name.base_url: holds a placeholder, which nothing fills in: write the address itself'],
  ['73:5', 'apis.Bad Name.credentials: is service, which needs service.secret_file'],
  ['74:5', 'apis.Bad Name.max_concurrency: must be at least 1'],
  ['76:5', 'apis.third.base_url: must be a URL that starts with https:// or http://'],
  ['78:16', 'apis.third.openapi.document: absent.yaml: cannot be read; check the path, the mount and the rights'],
  ['78:52', 'apis.third.openapi.operations.0: must be an operationId, or a mapping with id'],
];
