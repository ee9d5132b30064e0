import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { AppError, type ErrorCode } from '../../src/errors.js';
import type { Attempt, Outcome } from '../content/reported/reported-case.js';
import { noReferences } from '../../src/content/index.js';
import { reportedCases } from '../content/reported/cases/index.js';
import { textOf } from '../support/clients.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';

/** What once went wrong, one attempt of each kind, as a client makes it: through the tools, to storage that the sandbox has. */
describe.each(['cloud', 'datacenter'] as const)('reported inputs sent to the service (%s)', (deployment) => {
  let client: ToolClient;
  let pages = 0;

  beforeAll(async () => void (client = await openToolClient(deployment)));
  afterAll(() => client.close());

  /** The structured content; a refusal is thrown as the error that it tells of. */
  const call = async (name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer = await client.call(name, args);
    if (!answer.isError) return answer.structuredContent as Record<string, unknown>;
    const text = textOf(answer);
    throw new AppError(/\b(?:[A-Z]+_[A-Z]+|UNCONVERTIBLE)\b/.exec(text)?.[0] as ErrorCode, text);
  };
  const read = (page_id: string, format: string) =>
    call('confluence_get_page', { page_id, format, max_chars: 400_000 }) as Promise<{
      content: string;
      version: number;
    }>;

  const write = async (attempt: Attempt, page_id: string): Promise<Record<string, unknown>> => {
    if (attempt.edits) return call('confluence_edit_page', { page_id, edits: attempt.edits });
    const { content: shown, version } = await read(page_id, 'markdown');
    const markdown = typeof attempt.sent === 'function' ? attempt.sent(shown) : attempt.sent;
    const content = attempt.sentStorage ?? markdown;
    const content_format = attempt.sentStorage === undefined ? 'markdown' : 'storage';
    return call('confluence_update_page', { page_id, content, content_format, expected_version: version });
  };

  const outcomeOf = async (attempt: Attempt): Promise<Outcome> => {
    const { page, sent } = attempt;
    // What is made of a page's text can be asked for only where there is one to read.
    const content = page ?? (typeof sent === 'function' ? sent('') : (sent ?? ''));
    try {
      const title = `Reported ${++pages}`;
      const made = {
        space_key: 'ENG',
        title,
        content,
        content_format: page === undefined ? 'markdown' : 'storage',
      };
      const created = await call('confluence_create_page', made);
      const id = created['id'] as string;
      const done = page === undefined ? created : await write(attempt, id);
      const { content: storage } = await read(id, 'storage');
      return { storage, warnings: (done['warnings'] ?? []) as string[], references: noReferences, before: page };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { refusal: error };
    }
  };

  const all = Object.values(reportedCases)
    .flat()
    .flatMap(({ broke, attempts }) => {
      const fitting = Object.values(attempts).filter(
        ({ deployment: only }) => only === undefined || only === deployment,
      );
      return fitting[0] ? [[broke, fitting[0]] as const] : [];
    });

  it.each(all)('are right where once %s', async (_, attempt) => attempt.right(await outcomeOf(attempt)));
});
