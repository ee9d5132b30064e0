import { allOf, compare, oneOf, serializeCql } from '../cql/index.js';
import type { CqlNode } from '../cql/index.js';
import { resourceTemplates, uriTemplateOf } from '../resources/index.js';
import type { BoundedRead } from '../resources/index.js';
import type { RequestScope } from '../server/boundary.js';
import type { Caller } from '../server/caller.js';
import { RequestError, requestErrorCode } from '../server/errors.js';
import type { Tool, ToolContext } from '../tools/define-tool.js';
import { search } from '../tools/search/search.js';
import { findSpaces } from '../tools/spaces/find-spaces.js';
import { listSpaces } from '../tools/spaces/list-spaces.js';
import { unknownPrompt } from './create-prompts.js';
import type { Prompt } from './define-prompt.js';

/** Enough to choose from; the protocol allows 100. */
const mostValues = 25;

interface CompletionParams {
  readonly ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  readonly argument: { name: string; value: string };
}

interface Values {
  values: string[];
  hasMore: boolean;
}

interface Completer {
  readonly tool: Tool;
  find(typed: string, context: ToolContext): Promise<Values>;
}

/** By the name of the argument, wherever it occurs. What the tool behind it may not show, is not proposed either. */
const completers: ReadonlyMap<string, Completer> = new Map([
  ['space_key', { tool: listSpaces, find: findSpaceKeys }],
  ['page_id', { tool: search, find: findPageIds }],
  ['parent_id', { tool: search, find: findPageIds }],
]);

/** `completion/complete`: space keys by a part of key or name, page ids by words of the title. */
export function createCompletions({
  on,
  prompts,
  read,
}: {
  on: ReadonlyMap<string, Tool>;
  prompts: ReadonlyMap<string, Prompt>;
  read: BoundedRead;
}) {
  return async ({ ref, argument }: CompletionParams, call: RequestScope, caller: Caller) => {
    const completer = argumentsOf(ref, on, prompts).includes(argument.name) ? completers.get(argument.name) : undefined;
    const completion = await read({ method: 'completion/complete' }, call, caller, (context) =>
      completer !== undefined && on.has(completer.tool.name)
        ? completer.find(argument.value, context)
        : Promise.resolve({ values: [], hasMore: false }),
    );
    return { completion };
  };
}

function argumentsOf(
  ref: CompletionParams['ref'],
  on: ReadonlyMap<string, Tool>,
  prompts: ReadonlyMap<string, Prompt>,
): string[] {
  if (ref.type === 'ref/prompt') {
    const prompt = prompts.get(ref.name);
    if (prompt === undefined) throw unknownPrompt(ref.name);
    return prompt.listed.arguments.map(({ name }) => name);
  }
  const template = resourceTemplates.find((one) => on.has(one.tool.name) && uriTemplateOf(one) === ref.uri);
  if (template !== undefined) return [template.variable];
  throw new RequestError(requestErrorCode.invalidParams, `Unknown resource template: ${ref.uri.slice(0, 128)}`);
}

async function findSpaceKeys(typed: string, context: ToolContext): Promise<Values> {
  const found = await findSpaces({ query: typed, limit: mostValues }, context);
  return { values: found.items.map(({ key }) => key), hasMore: found.nextCursor !== null };
}

async function findPageIds(typed: string, { confluence }: ToolContext): Promise<Values> {
  const found = await confluence.search.cql(titleQuery(typed), { limit: mostValues });
  return { values: found.items.map(({ id }) => id), hasMore: found.nextCursor !== null };
}

const isPage = oneOf('type', ['page', 'blogpost']);

/** CQL for pages whose title has all the words typed so far, the last one perhaps unfinished; newest first. */
export function titleQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  const where = allOf([isPage, ...words.map((word, index) => titleHas(word, index === words.length - 1))]) as CqlNode;
  return serializeCql({ where, orderBy: [{ field: 'lastmodified', direction: 'desc' }] });
}

/** Lower case, so that no word is an operator of Lucene. */
function titleHas(word: string, isUnfinished: boolean): CqlNode {
  return compare('title', '~', `${word.toLowerCase()}${isUnfinished ? '*' : ''}`);
}
