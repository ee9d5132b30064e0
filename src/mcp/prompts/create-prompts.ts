import type { Tool } from '../tools/define-tool.js';
import type { Caller } from '../server/caller.js';
import { mayRead } from '../resources/index.js';
import type { BoundedRead } from '../resources/index.js';
import type { RequestScope } from '../server/boundary.js';
import { RequestError, requestErrorCode } from '../server/errors.js';
import { reviewPage, summarizePage } from './page-prompts.js';
import type { Prompt } from './define-prompt.js';
import { answerFromConfluence, draftPage } from './search-prompts.js';

const prompts: readonly Prompt[] = [summarizePage, draftPage, reviewPage, answerFromConfluence];

/** The prompts whose tools are on, by name. */
export function promptsThatAreOn(on: ReadonlyMap<string, Tool>): ReadonlyMap<string, Prompt> {
  const present = prompts.filter(({ tools }) => tools.every(({ name }) => on.has(name)));
  return new Map(present.map((prompt) => [prompt.name, prompt]));
}

/** What a person can start from a client's menu. */
export function createPrompts({ prompts: on, read }: { prompts: ReadonlyMap<string, Prompt>; read: BoundedRead }) {
  return {
    list: (caller: Caller) => ({
      prompts: mayRead(caller.principal) ? [...on.values()].map(({ listed }) => listed) : [],
    }),

    get: (params: { name: string; arguments?: unknown }, call: RequestScope, caller: Caller) => {
      const prompt = on.get(params.name);
      if (prompt === undefined) throw unknownPrompt(params.name);
      return read({ method: 'prompts/get' }, call, caller, async (context, subject) => ({
        description: prompt.listed.description,
        messages: await prompt.write(params.arguments ?? {}, context, subject),
      }));
    },
  };
}

/** -32602 (invalid params), as the specification asks for; the name is cut to 128 characters. */
export function unknownPrompt(name: string): RequestError {
  return new RequestError(requestErrorCode.invalidParams, `Unknown prompt: ${name.slice(0, 128)}`);
}
