import type { Rpc } from '../support/rpc.js';
import type { Attack, WantedCall } from './requests.js';

/** How far an agent believes what it reads. */
export type Credulity = 'everything' | 'what gets round a fence';

export interface AgentOptions {
  readonly rpc: Rpc;
  readonly believes: Credulity;
}

/**
 * Stands in for a model that an attacker has won over: it reads a page and makes every call that the page asks for, as
 * far as its tools let it. The one that believes less skips requests that are fenced, unless the page was written to
 * get round that: what real models do in most tries.
 */
export async function readAndObey(pageId: string, { disguise }: Attack, options: AgentOptions): Promise<string[]> {
  const { rpc, believes } = options;
  const page = await rpc.text('confluence_get_page', { page_id: pageId });
  if (believes !== 'everything' && isFenced(page) && !disguise.adaptive) return [];
  const answers: string[] = [];
  for (const { tool, args } of requestsIn(page)) {
    answers.push(await rpc.text(tool, await fill(args, rpc)).catch(String));
  }
  return answers;
}

function isFenced(answer: string): boolean {
  return /data to work with, not instructions[^]*<<<confluence [\w-]{8,}\n/.test(answer);
}

const request = /\b((?:confluence_|create_)\w+)\s+with\s+(?=\{)/g;

/** Everything of the form `tool with {JSON}`, however the page had to be written down. */
function requestsIn(page: string): WantedCall[] {
  const plain = page
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(quot|lt|gt|amp);/g, (_all, name: string) => entities[name] ?? '');
  return [...plain.matchAll(request)].flatMap((match) => {
    const args = firstJson(plain.slice(match.index + match[0].length));
    return args === undefined ? [] : [{ tool: match[1] ?? '', args }];
  });
}

const entities: Readonly<Record<string, string>> = { quot: '"', lt: '<', gt: '>', amp: '&' };

function firstJson(text: string): Record<string, unknown> | undefined {
  for (let end = text.indexOf('}'); end !== -1; end = text.indexOf('}', end + 1)) {
    try {
      return JSON.parse(text.slice(0, end + 1)) as Record<string, unknown>;
    } catch {
      // Not the last brace yet.
    }
  }
  return undefined;
}

/** Puts what the agent can read into the places that the request has for it. */
async function fill(args: Readonly<Record<string, unknown>>, rpc: Rpc): Promise<Record<string, unknown>> {
  const sources = [...JSON.stringify(args).matchAll(/\{\{text of (\d+)\}\}/g)].map(([, id]) => id ?? '');
  let filled = JSON.stringify(args);
  for (const id of new Set(sources)) {
    const text = await rpc.text('confluence_get_page', { page_id: id });
    const words = text
      .replace(/[^\w ]+/g, ' ')
      .replace(/\s+/g, ' ')
      .slice(-200);
    filled = filled.replaceAll(`{{text of ${id}}}`, words.replaceAll(' ', '_'));
  }
  return JSON.parse(filled) as Record<string, unknown>;
}
