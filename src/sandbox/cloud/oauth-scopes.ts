/** Sets of scopes, each of which opens an operation. */
type Alternatives = readonly (readonly string[])[];
type Rule = readonly [methods: string, path: RegExp, alternatives: Alternatives];

const granular = (...names: string[]): readonly string[] => names.map((name) => `${name}:confluence`);
const anyOf = (classic: string, ...granularNames: string[]): Alternatives => [[classic], granular(...granularNames)];
const only = (...names: string[]): Alternatives => [granular(...names)];

/** v2 has granular scopes alone. The first rule that fits counts. */
const v2Rules: readonly Rule[] = [
  ['GET', /\/(?:direct-children|descendants)$/, only('read:hierarchical-content')],
  ['GET', /\/ancestors$/, only('read:content.metadata')],
  ['GET', /^\/attachments|\/attachments$/, only('read:attachment')],
  ['DELETE', /^\/attachments\//, only('delete:attachment')],
  ['GET', /(?:footer|inline)-comments/, only('read:comment')],
  ['POST|PUT', /^\/(?:footer|inline)-comments/, only('write:comment')],
  ['DELETE', /^\/(?:footer|inline)-comments\//, only('delete:comment')],
  ['POST|PUT|DELETE', /^\/(?:pages|blogposts)\/[^/]+\/properties/, only('read:page', 'write:page')],
  ['GET', /^\/(?:pages|blogposts)|^\/spaces\/[^/]+\/(?:pages|blogposts)$/, only('read:page')],
  ['POST|PUT', /^\/(?:pages|blogposts)/, only('write:page')],
  ['DELETE', /^\/(?:pages|blogposts)\//, only('delete:page')],
  ['GET', /^\/spaces/, only('read:space')],
  ['GET', /^\/tasks/, only('read:task')],
  ['PUT', /^\/tasks\//, only('write:task')],
  ...['folder', 'whiteboard', 'database', 'embed'].flatMap((type): Rule[] => [
    ['GET', new RegExp(`^/${type}s/`), only(`read:${type}`)],
    ['POST|PUT|DELETE', new RegExp(`^/${type}s/[^/]+/properties`), only(`read:${type}`, `write:${type}`)],
    ['POST', new RegExp(`^/${type}s$`), only(`write:${type}`)],
    ['DELETE', new RegExp(`^/${type}s/[^/]+$`), only(`delete:${type}`)],
  ]),
  ['POST', /^\/users-bulk$/, only('read:user')],
  ['POST', /^\/content\/convert-ids-to-types$/, only('read:content.metadata')],
];

/** v1 takes a classic scope or a set of granular ones; uploads are described by an older edition with the classic alone. */
const v1Rules: readonly Rule[] = [
  ['GET', /^\/group\//, anyOf('read:confluence-groups', 'read:group')],
  ['GET', /^\/user\/memberof$/, anyOf('read:confluence-user', 'read:user', 'read:group')],
  ['GET', /^\/user/, anyOf('read:confluence-user', 'read:content-details')],
  ['GET', /^\/search\/user$/, only('read:content-details')],
  ['GET', /^\/(?:content\/)?search$/, anyOf('search:confluence', 'read:content-details')],
  ['GET', /^\/template\//, anyOf('read:confluence-content.summary', 'read:template', 'read:content-details')],
  ['GET', /\/download$/, anyOf('readonly:content.attachment:confluence', 'read:attachment')],
  ['POST|PUT', /\/child\/attachment/, anyOf('write:confluence-file', 'read:content-details', 'write:attachment')],
  ['GET', /\/byOperation\/[^/]+\/user$/, anyOf('read:confluence-content.all', 'read:content.restriction')],
  ['GET', /\/restriction/, anyOf('read:confluence-content.all', 'read:content-details')],
  [
    'PUT|POST|DELETE',
    /\/restriction/,
    anyOf('write:confluence-content', 'read:content-details', 'write:content.restriction'),
  ],
  ['POST', /\/permission\/check$/, anyOf('read:confluence-content.permission', 'read:content.permission')],
  ['GET', /^\/analytics\//, anyOf('read:confluence-content.summary', 'read:analytics.content')],
  ['POST', /\/label$/, anyOf('write:confluence-content', 'read:label', 'write:label')],
  ['DELETE', /\/label/, anyOf('write:confluence-content', 'write:label')],
  ['POST', /^\/content\/archive$/, anyOf('write:confluence-content', 'read:content.metadata', 'write:page')],
  ['DELETE', /\/pageTree$/, anyOf('write:confluence-content', 'delete:content')],
  ['GET', /^\/longtask$/, only('read:content.metadata')],
  ['GET', /^\/longtask\//, anyOf('read:confluence-space.summary', 'read:content.metadata')],
  ['GET', /^\/content\/[^/]+\/state$/, anyOf('read:confluence-content.summary', 'read:content-details')],
  ['GET', /\/state\/available$/, anyOf('write:confluence-content', 'write:content')],
  ['PUT|DELETE', /\/state$/, anyOf('write:confluence-content', 'write:content', 'read:content-details')],
  ['GET', /^\/content-states$/, only('read:user.property')],
  ['GET', /^\/space\/[^/]+\/state/, anyOf('read:confluence-space.summary', 'read:space.setting')],
  ['PUT', /\/move\//, anyOf('write:confluence-content', 'write:page')],
  ['POST', /\/copy$/, anyOf('write:confluence-content', 'read:content-details', 'write:page')],
];

/**
 * Whether a token with these scopes opens an operation, by a path below the site's `/wiki`. What is in no table is
 * closed: better a test that fails than an operation that Atlassian would refuse.
 */
export function isCovered(method: string, path: string, scopes: readonly string[]): boolean {
  return scopesNeeded(method, path).some((needed) => needed.every((scope) => scopes.includes(scope)));
}

/** The sets of scopes that open an operation, by a path below the site's `/wiki`; none for what is unknown. */
export function scopesNeeded(method: string, path: string): Alternatives {
  const [, version = '', rest = ''] = /^\/(api\/v2|rest\/api)(\/.*)$/.exec(path) ?? [];
  const rules = version === 'api/v2' ? v2Rules : v1Rules;
  const rule = rules.find(([methods, pattern]) => methods.split('|').includes(method) && pattern.test(rest));
  return rule?.[2] ?? [];
}
