import type { MediaContent, Tool } from '../tools/define-tool.js';
import { concatenated } from '../tools/render.js';
import { createFence } from './untrusted-text.js';

/**
 * Which tools answer with structured content beside their text: all, none, or (`auto`) those whose answer is no prose.
 * Some hosts show a model the structured content alone, some the text alone, some both.
 */
export const answerForms = ['auto', 'always', 'never'] as const;
/** One of `answerForms`. */
export type AnswerForm = (typeof answerForms)[number];

/** An alias, not an interface: only so does it fit the SDKs' open objects. */
export type ToolResult = {
  /** The readable text comes first. */
  content: [{ type: 'text'; text: string }, ...MediaContent[]];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  _meta?: Record<string, unknown>;
};

/** Whether a tool has an output schema in this form, and so answers with structured content. */
export function isStructured(tool: Pick<Tool, 'isProse'>, form: AnswerForm): boolean {
  return form === 'always' || (form === 'auto' && !tool.isProse);
}

interface AnswerOptions {
  readonly form: AnswerForm;
  readonly args: Record<string, unknown>;
  /** What the caller should know of how the arguments were taken. */
  readonly warnings: readonly string[];
}

/** Makes the answer of a tool out of what its `run` returned: complete in its text, and in its data where it has any. */
export function toAnswer(tool: Tool, result: unknown, { form, args, warnings }: AnswerOptions): ToolResult {
  const answerFence = createFence(tool.api);
  const { fence } = answerFence;
  const { warnings: ownWarnings = [], ...output } = tool.output.parse(result) as { warnings?: string[] };
  const rendered = tool.render(output, fence, args);
  const all = [...warnings, ...ownWarnings];
  // A warning about a page can name things on it; of what another API said it holds nothing.
  const [plain, quoted] = tool.api === undefined ? [warnings, ownWarnings] : [all, []];
  const lines = [
    ...plain.map(toWarning),
    rendered,
    ...(quoted.length === 0 ? [] : [fence(quoted.map(toWarning).join('\n'))]),
  ];
  const notice = answerFence.notice();
  const structured = () => ({
    ...output,
    ...(all.length > 0 && { warnings: all }),
    ...(notice !== undefined && { notice }),
  });
  return {
    content: [{ type: 'text', text: answerFence.finish(concatenated(lines, '\n')) }, ...tool.media(result)],
    ...(isStructured(tool, form) && { structuredContent: structured() }),
    ...metaOf(tool, output, args),
  };
}

function toWarning(text: string): string {
  return `Warning: ${text}`;
}

/** What programs need of an answer in prose: which page it is of, and where it goes on. */
const pageFields = ['title', 'space_key', 'version', 'url', 'next_cursor'] as const;

function metaOf(tool: Tool, output: Record<string, unknown>, args: Record<string, unknown>): Pick<ToolResult, '_meta'> {
  if (!tool.isProse) return {};
  const id = output['page_id'] ?? output['id'] ?? args['page_id'];
  const facts = Object.fromEntries(
    pageFields.flatMap((field): [string, unknown][] => (output[field] === undefined ? [] : [[field, output[field]]])),
  );
  return { _meta: { 'confluence-mcp/page': { id, ...facts }, ...tool.meta } };
}
