import type { Principal } from '../../auth/index.js';
import type { JsonSchema } from '../schemas/json-schema.js';
import type { Tool, ToolAnnotations } from '../tools/define-tool.js';
import { couldUse } from './policy.js';

/** One entry of `tools/list`. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
  annotations: ToolAnnotations;
}

/** A caller's tools can be any subset; more different ones than this are built each time. */
const mostRemembered = 256;

/**
 * The answers to `tools/list`, in catalogue order. Callers who see the same tools share one prebuilt list: nothing
 * is built per request.
 */
export function createToolLists(on: ReadonlyMap<string, Tool>): (principal: Principal) => readonly ListedTool[] {
  const listed = [...on.values()].map((tool) => ({ tool, entry: toListed(tool) }));
  const lists = new Map<string, readonly ListedTool[]>();

  return (principal) => {
    const visible = listed.filter(({ tool }) => couldUse(principal, tool));
    const key = visible.map(({ tool }) => tool.name).join(' ');
    const known = lists.get(key);
    if (known !== undefined) return known;
    const list = visible.map(({ entry }) => entry);
    if (lists.size < mostRemembered) lists.set(key, list);
    return list;
  };
}

function toListed(tool: Tool): ListedTool {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  return { name, title, description, inputSchema, outputSchema, annotations };
}
