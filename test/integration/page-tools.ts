import { AppError, type ErrorCode } from '../../src/errors.js';
import type { Attempt } from '../content/reported/reported-case.js';
import { textOf } from '../support/clients.js';
import type { ToolClient } from '../support/tool-client.js';

/** Arguments of a tool, or what it answered. */
export type Data = Record<string, unknown>;

/** How a case of the converter reads and writes a page through the tools. */
export interface PageTools {
  /** The structured content; a refusal is thrown as the error that it tells of. */
  readonly call: (name: string, args: Data) => Promise<Data>;
  readonly read: (page_id: unknown, format: 'markdown' | 'storage') => Promise<{ content: string; version: number }>;
  /** Makes the attempt's edits, or sends what it makes of the page; the answer of that write. */
  readonly write: (page_id: unknown, attempt: Attempt) => Promise<Data>;
}

/** Of one service. */
export function pageTools(client: ToolClient): PageTools {
  const call: PageTools['call'] = async (name, args) => {
    const answer = await client.call(name, args);
    if (!answer.isError) return answer.structuredContent as Data;
    const text = textOf(answer);
    throw new AppError(/\b(?:[A-Z]+_[A-Z]+|UNCONVERTIBLE)\b/.exec(text)?.[0] as ErrorCode, text);
  };
  const read: PageTools['read'] = async (page_id, format) =>
    (await call('confluence_get_page', { page_id, format, max_chars: 400_000 })) as Awaited<
      ReturnType<PageTools['read']>
    >;
  const write: PageTools['write'] = async (page_id, attempt) => {
    if (attempt.edits) return call('confluence_edit_page', { page_id, edits: attempt.edits });
    const { content: shown, version } = await read(page_id, 'markdown');
    const markdown = typeof attempt.sent === 'function' ? attempt.sent(shown) : attempt.sent;
    const content = attempt.sentStorage ?? markdown;
    const content_format = attempt.sentStorage === undefined ? 'markdown' : 'storage';
    return call('confluence_update_page', { page_id, content, content_format, expected_version: version });
  };
  return { call, read, write };
}
