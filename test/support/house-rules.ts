import { posix } from 'node:path';
import { readSource, type Import, type SourceFacts } from './imports.js';

/** A source file by its path from the top of the checkout, e.g. `src/http/app.ts`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const mostLines = 300;

/** These connect rooms, so they may enter all of them. */
const wiring: readonly string[] = ['compose.ts', 'compose-logins.ts', 'compose-settings.ts', 'serve.ts'];

/** Everybody may import these. */
const foundations: readonly string[] = ['edit-distance.ts', 'errors.ts', 'exact-json.ts', 'in-flight.ts', 'version.ts'];

/** Who may import whom. Everybody may import the foundations; cli and the wiring may import everybody. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  content: [],
  config: [],
  documents: [],
  observability: [],
  outbound: [],
  sandbox: [],
  state: ['observability', 'outbound'],
  api: ['observability', 'outbound'],
  confluence: ['observability', 'outbound', 'state'],
  auth: ['observability', 'outbound', 'state'],
  client: ['outbound'],
  mcp: ['api', 'confluence', 'content', 'documents', 'auth', 'observability'],
  http: ['mcp', 'auth', 'observability'],
};

/** Where each vendor lives; the longest prefix that fits counts. `any` is a shared language. */
const homes: Readonly<Record<string, readonly string[] | 'any'>> = {
  'node:': 'any',
  zod: 'any',
  axios: ['outbound'],
  cockatiel: ['confluence', 'api', 'state', 'http'],
  yaml: ['api'],
  'js-yaml': ['api'],
  '@apidevtools/json-schema-ref-parser': ['api'],
  '@jmespath-community/jmespath': ['api'],
  re2js: ['api'],
  'lru-cache': 'any',
  jose: ['auth'],
  'oidc-provider': ['auth'],
  'openid-client': ['auth'],
  lmdb: ['state'],
  ioredis: ['state'],
  undici: ['outbound'],
  'google-auth-library': ['client'],
  '@modelcontextprotocol/client': ['client', 'cli'],
  '@modelcontextprotocol/sdk/client': ['client', 'cli'],
  '@modelcontextprotocol/server': ['mcp'],
  '@modelcontextprotocol/node': ['mcp'],
  '@modelcontextprotocol/sdk': ['mcp'],
  express: ['http', 'sandbox'],
  helmet: ['http'],
  cors: ['http'],
  'rate-limiter-flexible': ['http', 'state'],
  'ipaddr.js': ['http'],
  'prom-client': ['observability'],
  pino: ['observability'],
  '@opentelemetry/api': ['observability'],
  '@opentelemetry/sdk-trace-base': ['observability'],
  dotenv: ['config'],
  saxes: ['content', 'documents', 'sandbox'],
  unpdf: ['documents'],
  fflate: ['documents'],
  mdast: ['content'],
  micromark: ['content'],
  entities: ['content', 'auth', 'http'],
  htmlparser2: ['content'],
  diff: ['content'],
  commander: ['cli'],
  picocolors: ['cli'],
};

/** Folders of one room that know nothing of each other, and why. */
const strangers = [
  {
    folders: ['src/confluence/cloud', 'src/confluence/datacenter'],
    why: 'what both need stands in confluence/rest, so that one can change without the other',
  },
] as const;

/** Words that stand for something else; whoever looks for a store or a client does not search for a shelf. */
const metaphors =
  /^(?:desks?|shel(?:f|ves)|books?|vaults?|bags?|doors?|rooms?|pathfinders?|satellites?|insured|culprits?|wish(?:es)?|mend(?:s|ed)?)$/i;

const homeless = /(?:^|[/.-])(?:utils?|helpers?|common|types|services)(?:[/.-]|$)/;

/** Everything that a file does against the house rules, each with the reason for the rule. */
export function violationsOf(file: SourceFile): string[] {
  const facts = readSource(file.path, file.text);
  const inSource = file.path.startsWith('src/');
  const broken = [...shapeRules(file, facts), ...nameRules(file, facts), ...(inSource ? sourceRules(file, facts) : [])];
  return broken.map((message) => `${file.path}: ${message}`);
}

/** The room that a path is in: a folder of `src`, or a file at its top such as `compose.ts`. */
export function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function shapeRules({ path, text }: SourceFile, { hasDefaultExport }: SourceFacts): string[] {
  const lines = text.trimEnd().split('\n').length;
  return [
    ...when(lines > mostLines, `has ${lines} lines; past ${mostLines} it holds more than one thought, so split it`),
    ...when(hasDefaultExport, 'has a default export; a name must be the same wherever it is read'),
    ...when(homeless.test(path), 'has a name that says nothing; a homeless function means a missing noun'),
    ...when(/[A-Z_]/.test(posix.basename(path)), 'is not kebab-case; one spelling makes files easy to find'),
  ];
}

function nameRules({ path }: SourceFile, { declared }: SourceFacts): string[] {
  const names = [posix.basename(path).replace(/\..*$/, ''), ...declared];
  return names
    .filter((name) => wordsOf(name).some((word) => metaphors.test(word)))
    .map((name) => `names ${name} by a metaphor; the field's own noun is what others search for`);
}

/** `toolDoor` and `tool-door` are `tool` and `door`. */
function wordsOf(name: string): string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|[_$-]/);
}

function sourceRules(file: SourceFile, facts: SourceFacts): string[] {
  const folder = folderOf(file.path);
  const isEntry = file.path === `src/${folder}/index.ts`;
  const opensWell = /May import: [^]+Promise: /.test(facts.docblock);
  const known = folder in neighbours || ['cli', ...wiring, ...foundations, 'index.ts'].includes(folder);
  return [
    ...when(!known, `is in ${folder}, which is not on the floor plan; a new room needs a row in the import table`),
    ...when(isEntry && folder !== 'cli' && !opensWell, 'must open with a docblock: purpose, May import:, Promise:'),
    ...when(readsEnvironment(facts) && folder !== 'config', 'reads process.env; settings are read once, by config'),
    ...when(facts.globals.has('console') && folder !== 'cli', 'uses console; what we say goes through the logger'),
    ...facts.imports.flatMap((found) => importRules(file.path, folder, found)),
  ];
}

function readsEnvironment({ globals, imports }: SourceFacts): boolean {
  const imported = imports.some(
    ({ specifier, names }) => /^(?:node:)?process$/.test(specifier) && names.includes('env'),
  );
  return imported || globals.has('process.env');
}

function importRules(path: string, folder: string, { specifier }: Import): string[] {
  if (!specifier.startsWith('.')) return vendorRule(folder, specifier);
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith('src/')) return [`imports ${specifier} from outside src; only src is shipped`];
  const stranger = strangers.find(({ folders }) => {
    const [one, two] = folders.map((name) => [path.startsWith(`${name}/`), target.startsWith(`${name}/`)]);
    return (one?.[0] && two?.[1]) || (two?.[0] && one?.[1]);
  });
  if (stranger !== undefined) return [`imports ${target}; ${stranger.why}`];
  const other = folderOf(target).replace(/\.js$/, '.ts');
  return other === folder || foundations.includes(other) ? [] : neighbourRule(folder, other, target);
}

function neighbourRule(folder: string, other: string, target: string): string[] {
  if (folder === 'index.ts') return when(other !== 'cli', `imports ${other}; the front door only hands argv to cli`);
  const free = folder === 'cli' || wiring.includes(folder);
  if (free && wiring.includes(other)) return [];
  const allowed = free || (neighbours[folder]?.includes(other) ?? false);
  if (!allowed) return [`imports ${other}, which is not in its row of the import table; compose.ts wires rooms`];
  const byEntry = target === `src/${other}/index.js`;
  return when(!byEntry, `enters ${other} by ${target}; index.js is a room's only entry, so that its inside can change`);
}

function vendorRule(folder: string, specifier: string): string[] {
  const prefix = Object.keys(homes)
    .filter((name) => isWithin(specifier, name))
    .sort((a, b) => b.length - a.length)[0];
  const home = prefix === undefined ? undefined : homes[prefix];
  if (home === undefined)
    return [`imports ${specifier}, which has no home yet; every dependency lives in a named room`];
  if (home === 'any' || wiring.includes(folder) || home.includes(folder)) return [];
  return [`imports ${specifier}, which lives only in ${home.join(' and ')}; one room to change when it is replaced`];
}

/** `micromark` is home to `micromark-extension-gfm` and `micromark/stream`, but `cors` is not home to `corsair`. */
function isWithin(specifier: string, name: string): boolean {
  const families = ['mdast', 'micromark'];
  if (specifier === name || specifier.startsWith(`${name}/`)) return true;
  return name === 'node:' ? specifier.startsWith(name) : families.includes(name) && specifier.startsWith(`${name}-`);
}

function when(broken: boolean, message: string): string[] {
  return broken ? [message] : [];
}
