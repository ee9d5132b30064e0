import type { CallToolResult } from '@modelcontextprotocol/client';
import { bearerToken, connect, type McpClient } from '../client/index.js';
import { createContentConverter } from '../content/index.js';
import { textOf } from './call.js';
import { colorsFor, print, untilStopped, type Colors, type Io } from './io.js';

interface TourOptions {
  url: string;
  token: string;
}

/** What the steps hand on to each other. */
interface Trip {
  pc: Colors;
  url: string;
  client: McpClient;
  pageId: string;
  version: number;
  markdown: string;
  storage: string;
}

interface Step {
  title: string;
  /** Does the step and says what was seen; throws when it is not what a user was promised. */
  walk: (trip: Trip) => Promise<string>;
}

const sentence = 'Acknowledge within five minutes.';
const rewritten = 'Acknowledge within three minutes, or hand over.';

const steps: Step[] = [
  {
    title: 'What can this caller do?',
    async walk({ client }) {
      const tools = await client.listTools();
      return `${tools.length} tools over MCP ${client.protocolVersion}: ${tools.map(({ name }) => name).join(', ')}`;
    },
  },
  {
    title: 'Search for "payments runbook"',
    async walk(trip) {
      const { pc } = trip;
      const { results } = await callFor<SearchOutput>(trip, 'confluence_search', {
        query: 'payments runbook',
        limit: 3,
      });
      const [first] = results;
      if (!first) throw new Error('The search found nothing.');
      trip.pageId = first.id;
      return results
        .map(({ title, space_key, url }) => `${title} ${pc.dim(`(${space_key ?? '-'}) ${url}`)}`)
        .join('\n');
    },
  },
  {
    title: 'Read the page as Markdown',
    async walk(trip) {
      const { pc } = trip;
      const page = await readPage(trip, 'markdown');
      trip.version = page.version;
      trip.markdown = page.content;
      trip.storage = (await readPage(trip, 'storage')).content;
      const ratio = Math.round((100 * page.content.length) / trip.storage.length);
      return `${page.content}\n\n${pc.dim(`${page.content.length} characters, ${ratio} % of the storage format's ${trip.storage.length}`)}`;
    },
  },
  {
    title: 'Edit one sentence of it and write the whole Markdown back',
    async walk(trip) {
      const { pc, pageId: page_id, version: expected_version } = trip;
      const content = trip.markdown.replace(sentence, rewritten);
      if (content === trip.markdown) throw new Error(`The page does not say "${sentence}".`);
      const args = { page_id, content, expected_version, version_comment: 'Faster acknowledgement' };
      const written = await callFor<WriteOutput>(trip, 'confluence_update_page', args);
      const after = (await readPage(trip, 'storage')).content;
      const before = trip.storage;
      if (after !== before.replace(sentence, rewritten)) throw new Error('More than the sentence changed in storage.');
      trip.version = written.version;
      trip.storage = after;
      const { diffStorage } = createContentConverter().forCall({});
      return [
        colourDiff(pc, await diffStorage(before, after)),
        pc.dim(
          `version ${written.version}; every other byte of the ${before.length} is as it was, macros and table included`,
        ),
      ].join('\n');
    },
  },
  {
    title: 'Try to drop a Jira macro by accident',
    async walk(trip) {
      const page = await readPage(trip, 'markdown');
      const content = page.content.replace(/:macro\[jira[^\]]*\]\{[^}]*\}/, 'PAY-482');
      if (content === page.content) throw new Error('The page shows no Jira macro.');
      const args = { page_id: trip.pageId, content, expected_version: page.version };
      const result = await trip.client.callTool('confluence_update_page', args);
      const text = textOf(result);
      if (!result.isError || !text.startsWith('CONTENT_LOSS')) throw new Error(`Expected CONTENT_LOSS, got: ${text}`);
      if ((await readPage(trip, 'storage')).content !== trip.storage) throw new Error('The refused edit was written.');
      return text;
    },
  },
  {
    title: 'Comment on the page',
    async walk(trip) {
      const body = 'Three minutes it is. **Thanks** for the edit.';
      await call(trip, 'confluence_add_comment', { page_id: trip.pageId, body });
      const thread = await call(trip, 'confluence_get_comments', { page_id: trip.pageId });
      return textOf(thread);
    },
  },
  {
    title: 'Call without a token',
    async walk({ url }) {
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
      const response = await fetch(url, { method: 'POST', headers, body });
      const challenge = response.headers.get('www-authenticate');
      if (response.status !== 401 || challenge === null) throw new Error(`Expected 401, got ${response.status}.`);
      return `${response.status} ${response.statusText}\nWWW-Authenticate: ${challenge}\n${await response.text()}`;
    },
  },
];

/** Walks the tour over real HTTP. Answers whether every step held; the first that does not ends it. */
export async function runTour(io: Io, { url, token }: TourOptions): Promise<boolean> {
  // A program wants data, pages included.
  const client = await connect({ url: `${url}?structured=always`, tokenSource: bearerToken(token) });
  const pc = colorsFor(io);
  const trip: Trip = { pc, url, client, pageId: '', version: 0, markdown: '', storage: '' };
  try {
    for (const [index, { title, walk }] of steps.entries()) {
      print(io, `\n${pc.bold(pc.cyan(`${index + 1}/${steps.length}  ${title}`))}\n`);
      const seen = await untilStopped(io, walk(trip)).catch((error: unknown) => error as Error);
      if (seen instanceof Error) {
        print(io, `${pc.red('✗')} ${seen.message}\n\nThe tour ended at step ${index + 1}: ${title}.`);
        return false;
      }
      print(io, indent(seen));
    }
  } finally {
    await client.close();
  }
  print(io, `\n${pc.green('✓')} All ${steps.length} steps held.`);
  return true;
}

interface SearchOutput {
  results: { id: string; title: string; space_key: string | null; url: string }[];
}

interface PageOutput {
  version: number;
  content: string;
}

interface WriteOutput {
  version: number;
}

function readPage(trip: Trip, format: 'markdown' | 'storage'): Promise<PageOutput> {
  return callFor<PageOutput>(trip, 'confluence_get_page', { page_id: trip.pageId, format });
}

/** Calls a tool and answers its structured output. */
async function callFor<T>(trip: Trip, name: string, args: Record<string, unknown>): Promise<T> {
  return (await call(trip, name, args)).structuredContent as T;
}

async function call({ client }: Trip, name: string, args: Record<string, unknown>): Promise<CallToolResult> {
  const result = await client.callTool(name, args);
  if (result.isError) throw new Error(`${name} answered: ${textOf(result)}`);
  return result;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

function colourDiff(pc: Colors, diff: string): string {
  const paint = (line: string): string => {
    if (line.startsWith('+')) return pc.green(line);
    return line.startsWith('-') ? pc.red(line) : pc.dim(line);
  };
  return diff.split('\n').map(paint).join('\n');
}
