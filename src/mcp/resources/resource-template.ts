import { getPage } from '../tools/pages/get-page.js';
import { getSpacePageTree } from '../tools/pages/get-space-page-tree.js';
import type { Tool, ToolContext } from '../tools/define-tool.js';
import { parseArguments } from '../schemas/parse-arguments.js';
import { createFence } from '../server/untrusted-text.js';
import type { Subject } from '../server/boundary.js';

/** A kind of resource. It is a tool's text under an address, so it is there where the tool is on. */
export interface ResourceTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What the address starts with; the variable follows. */
  readonly prefix: string;
  readonly variable: 'page_id' | 'space_key';
  readonly tool: Tool;
  /** The tool's other arguments. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** `confluence://page/{page_id}`: what confluence_get_page answers without further arguments. */
export const pageTemplate: ResourceTemplate = {
  name: 'page',
  title: 'Confluence page',
  description: 'A page as Markdown.',
  prefix: 'confluence://page/',
  variable: 'page_id',
  tool: getPage,
  args: { format: 'markdown' },
};

/** `confluence://space/{space_key}`: what confluence_get_space_page_tree answers, as much of it as it gives at once. */
export const spaceTemplate: ResourceTemplate = {
  name: 'space',
  title: 'Confluence space',
  description: 'The pages of a space as a tree: titles and ids, no text.',
  prefix: 'confluence://space/',
  variable: 'space_key',
  tool: getSpacePageTree,
  args: { depth: 10, limit: 250 },
};

/** What `resources/templates/list` offers, each where its tool is on. */
export const resourceTemplates: readonly ResourceTemplate[] = [pageTemplate, spaceTemplate];

/** The template in the notation of RFC 6570. */
export function uriTemplateOf({ prefix, variable }: ResourceTemplate): string {
  return `${prefix}{${variable}}`;
}

/** The address of one resource; the value is percent-encoded (RFC 3986, 2.1). */
export function uriOf({ prefix }: ResourceTemplate, value: string): string {
  return `${prefix}${encodeURIComponent(value)}`;
}

/** The value of the template's variable in an address, or undefined when the address is not of this kind. */
export function valueIn({ prefix }: ResourceTemplate, uri: string): string | undefined {
  const rest = uri.startsWith(prefix) ? uri.slice(prefix.length) : '';
  if (rest === '' || /[/?#]/.test(rest)) return undefined;
  try {
    return decodeURIComponent(rest);
  } catch {
    return undefined;
  }
}

/** One resource, marked as content from Confluence in the way of the tool behind it. */
export interface ResourceText {
  readonly uri: string;
  readonly mimeType: 'text/markdown';
  readonly text: string;
}

/** Reads a resource. The address that comes back holds the id, also when a page was named by its URL. */
export async function readResource(
  template: ResourceTemplate,
  value: string,
  context: ToolContext,
  subject: Subject,
): Promise<ResourceText> {
  const { tool, variable } = template;
  const { args } = parseArguments(tool.input, { ...template.args, [variable]: value });
  const given = args[variable] as string;
  const named = variable === 'page_id' ? await context.confluence.pages.resolveId(given) : given;
  subject[variable] = named;
  args[variable] = named;
  const { next_cursor: cursor, ...result } = tool.output.parse(await tool.run(args, context));
  const more = cursor === undefined ? '' : `\nMore: call ${tool.name} with ${JSON.stringify({ ...args, cursor })}.`;
  const { fence, finish } = createFence();
  const text = finish(`${tool.render(result, fence, args)}${more}`);
  return { uri: uriOf(template, named), mimeType: 'text/markdown', text };
}
