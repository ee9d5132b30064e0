import { isAppError } from '../../errors.js';
import type { Tool, ToolContext } from '../tools/define-tool.js';

interface AskedCall {
  readonly tool: Pick<Tool, 'name' | 'api'>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: Pick<ToolContext, 'confluence'>;
}

/** As much of one argument as a person reads before they agree; what was cut is said. */
const shownChars = 300;
/** How much of it is the end, where something could be put out of sight. */
const shownAtEnd = 100;

/**
 * What a person is asked about a call: what wants their consent, the page by its name, and every argument as it would be sent. Values are
 * JSON, so that no text of a page or a caller can look like a line of the question.
 */
export async function describeCall({ tool, args, context }: AskedCall, what: string): Promise<string> {
  const { dry_run: _isPreview, page_id: id, ...rest } = args;
  const page = typeof id === 'string' && tool.api === undefined ? await nameOf(id, context.confluence) : undefined;
  const lines = Object.entries({ ...(id === undefined ? {} : { page_id: id }), ...rest })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `- ${name}: ${shown(value)}`);
  return [`${tool.name}: ${what}${page === undefined ? '' : ` on the page ${page}`}?`, ...lines].join('\n');
}

async function nameOf(id: string, { pages }: ToolContext['confluence']): Promise<string | undefined> {
  try {
    const { title, spaceKey } = await pages.summary(id);
    return `${shown(title)} of space ${spaceKey}`;
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length <= shownChars) return text;
  const cut = `… (${text.length - shownChars} more characters) …`;
  return `${text.slice(0, shownChars - shownAtEnd)}${cut}${text.slice(-shownAtEnd)}`;
}
