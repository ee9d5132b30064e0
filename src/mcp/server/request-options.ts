import { AppError } from '../../errors.js';
import type { Tool } from '../tools/define-tool.js';
import { answerForms } from './answer.js';
import type { AnswerForm } from './answer.js';
import { isInToolset } from './policy.js';

/** How one request narrows itself and chooses its answers. It can take rights away, never add any. */
export interface RequestOptions {
  /** Whether a tool is left; what is not answers like a tool that is off. */
  allows(tool: Tool): boolean;
  /** Lists of space keys: content has to be in each of them. */
  readonly spaces: readonly ReadonlySet<string>[];
  /** In place of the operator's choice, when the request makes one. */
  readonly form: AnswerForm | undefined;
}

/** What a request brings: its headers as they came, one after the other, and its address. */
export interface OptionSource {
  readonly rawHeaders: readonly string[];
  readonly url?: string | undefined;
}

type Option = 'readonly' | 'toolsets' | 'tools' | 'exclude_tools' | 'spaces' | 'structured';

/** What a request can say of itself, in the query of its address or in a header each. */
export const optionNames: readonly Option[] = [
  'readonly',
  'toolsets',
  'tools',
  'exclude_tools',
  'spaces',
  'structured',
];
const headerPrefix = 'x-mcp-';

/** The headers by which a request says so; browsers have to be allowed to send them. */
export const optionHeaders: readonly string[] = optionNames.map((name) => headerOf(name));

/** One option as it was given, with what to call it in an error. */
interface Given {
  readonly option: Option;
  readonly label: string;
  readonly value: string;
}

/**
 * Reads the options of a request; undefined when it has none. Throws INVALID_INPUT naming what it does not know: a
 * misspelt narrowing must never mean all rights. What is given twice is met by both.
 */
export function readRequestOptions(source: OptionSource, catalogue: readonly Tool[]): RequestOptions | undefined {
  const given = [...givenInHeaders(source.rawHeaders), ...givenInQuery(source.url ?? '')];
  if (given.length === 0) return undefined;
  const toolNames = new Set(catalogue.map(({ name }) => name));
  const toolsets = new Set<string>(['default', 'all', ...catalogue.map(({ toolset }) => toolset)]);
  const conditions: ((tool: Tool) => boolean)[] = [];
  const spaces: ReadonlySet<string>[] = [];
  const forms = new Set<AnswerForm>();
  const apply: Record<Option, (one: Given) => void> = {
    readonly: (one) => void (readBoolean(one) && conditions.push(({ effect }) => effect === 'read')),
    toolsets: (one) => {
      const names = readNames(one, toolsets);
      conditions.push((tool) => names.some((name) => isInToolset(tool, name)));
    },
    tools: (one) => {
      const names = new Set(readNames(one, toolNames));
      conditions.push(({ name }) => names.has(name));
    },
    exclude_tools: (one) => {
      const names = new Set(readNames(one, toolNames));
      conditions.push(({ name }) => !names.has(name));
    },
    spaces: (one) => void spaces.push(new Set(readSpaces(one))),
    structured: (one) => void forms.add(readForm(one)),
  };
  for (const one of given) apply[one.option](one);
  if (forms.size > 1) throw refused('structured', 'it is given twice, with different values');
  return { allows: (tool) => conditions.every((holds) => holds(tool)), spaces, form: [...forms][0] };
}

/** What both leave, for a message on a stream that was narrowed when it was opened. */
export function leftByBoth(
  stream: RequestOptions | undefined,
  message: RequestOptions | undefined,
): RequestOptions | undefined {
  if (stream === undefined || message === undefined) return stream ?? message;
  return {
    allows: (tool) => stream.allows(tool) && message.allows(tool),
    spaces: [...stream.spaces, ...message.spaces],
    form: message.form ?? stream.form,
  };
}

function givenInHeaders(rawHeaders: readonly string[]): Given[] {
  const given: Given[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    // CGI and some gateways write the one for the other; to pass over a narrowing would give all rights.
    const lower = rawHeaders[at]?.toLowerCase().replaceAll('_', '-') ?? '';
    if (!lower.startsWith(headerPrefix)) continue;
    const option = optionNames.find((known) => headerOf(known).toLowerCase() === lower);
    if (option === undefined) throw refused(`header ${lower.slice(0, 60)}`, `known are ${optionHeaders.join(', ')}`);
    given.push({ option, label: headerOf(option), value: rawHeaders[at + 1] ?? '' });
  }
  return given;
}

function givenInQuery(url: string): Given[] {
  const at = url.indexOf('?');
  if (at === -1) return [];
  // Behind a separator: at the beginning the parser would drop a second question mark, and a name it does not know with it.
  return [...new URLSearchParams(`&${url.slice(at + 1)}`)].map(([name, value]) => {
    const option = optionNames.find((known) => known === name);
    if (option === undefined) {
      throw refused(`query parameter ${JSON.stringify(name.slice(0, 60))}`, `known are ${optionNames.join(', ')}`);
    }
    return { option, label: name, value };
  });
}

function headerOf(option: Option): string {
  const words = option.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `X-MCP-${words.join('-')}`;
}

function readList({ label, value }: Given): string[] {
  const items = value.split(',').map((item) => item.trim());
  if (items.includes('')) throw refused(label, 'expected names with commas between them');
  return items;
}

function readNames(given: Given, known: ReadonlySet<string>): string[] {
  const names = readList(given);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw refused(given.label, `there is no ${JSON.stringify(unknown.slice(0, 60))}`);
  return names;
}

function readSpaces(given: Given): string[] {
  const keys = readList(given);
  if (!keys.every((key) => /^~?[\p{L}\p{N}_.:@-]{1,255}$/u.test(key)))
    throw refused(given.label, 'expected space keys');
  return keys;
}

function readBoolean({ label, value }: Given): boolean {
  if (/^(?:true|1|yes|on)$/i.test(value)) return true;
  if (/^(?:false|0|no|off)$/i.test(value)) return false;
  throw refused(label, 'expected true or false');
}

function readForm({ label, value }: Given): AnswerForm {
  const form = answerForms.find((known) => known === value.toLowerCase());
  if (form !== undefined) return form;
  throw refused(label, `expected one of ${answerForms.join(', ')}`);
}

function refused(what: string, why: string): AppError {
  return new AppError('INVALID_INPUT', `${what}: ${why}.`);
}
