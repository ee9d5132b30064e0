import type { JsonSchema } from '../schemas/json-schema.js';
import type { Tool, ToolAnnotations } from '../tools/define-tool.js';
import { isStructured } from './answer.js';
import type { AnswerForm } from './answer.js';
import type { Caller } from './caller.js';
import { couldUse } from './policy.js';

/** One entry of `tools/list`. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: JsonSchema;
  /** There when calls by the same request are answered with structured content. */
  outputSchema?: JsonSchema;
  annotations: ToolAnnotations;
  _meta?: Readonly<Record<string, unknown>>;
}

/** A caller's tools can be any subset; more different ones than this are built each time. */
const mostRemembered = 256;

interface ToolListOptions {
  /** `auto` when absent. */
  readonly form?: AnswerForm | undefined;
  /** Writing tools take the token of a dry run. */
  readonly takesPreviewTokens?: boolean | undefined;
}

const previewToken = { type: 'string', description: 'From a dry run of this very change.' } as const;

/**
 * The answers to `tools/list`, in catalogue order. Callers who see the same tools in the same form share one prebuilt
 * list: nothing is built per request.
 */
export function createToolLists(
  on: ReadonlyMap<string, Tool>,
  { form: defaultForm = 'auto', takesPreviewTokens = false }: ToolListOptions = {},
): (caller: Pick<Caller, 'principal' | 'options'>) => readonly ListedTool[] {
  const lists = new Map<string, readonly ListedTool[]>();

  return ({ principal, options }) => {
    const form = options?.form ?? defaultForm;
    const visible = [...on.values()].filter((tool) => couldUse(principal, tool));
    const key = [form, ...visible.map(({ name }) => name)].join(' ');
    const known = lists.get(key);
    if (known !== undefined) return known;
    const list = visible.map((tool) => toListed(takesPreviewTokens ? withPreviewToken(tool) : tool, form));
    if (lists.size < mostRemembered) lists.set(key, list);
    return list;
  };
}

function withPreviewToken(tool: Tool): Tool {
  if (tool.effect === 'read') return tool;
  const properties = { ...(tool.inputSchema['properties'] as object), preview_token: previewToken };
  return { ...tool, inputSchema: { ...tool.inputSchema, properties } };
}

function toListed(tool: Tool, form: AnswerForm): ListedTool {
  const { name, title, description, inputSchema, outputSchema, annotations, meta } = tool;
  return {
    ...{ name, title, description, inputSchema },
    ...(isStructured(tool, form) && { outputSchema }),
    annotations,
    ...(meta !== undefined && { _meta: meta }),
  };
}
