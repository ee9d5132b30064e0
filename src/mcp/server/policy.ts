import type { Principal } from '../../auth/index.js';
import type { Confluence } from '../../confluence/index.js';
import type { Tool, Toolset } from '../tools/define-tool.js';
import { hasNeed } from '../tools/port-access.js';

/** Which tools the operator wants: `TOOLSETS`, `ENABLED_TOOLS`, `DISABLED_TOOLS` and `READ_ONLY_MODE`. */
export interface ToolPolicy {
  /** `default`, `all`, or names of toolsets. */
  readonly toolsets: readonly string[];
  /** When not empty, only these; they narrow the toolsets. */
  readonly enabledTools: readonly string[];
  readonly disabledTools: readonly string[];
  readonly readOnly: boolean;
}

const defaultToolsets: ReadonlySet<Toolset> = new Set([
  'pages',
  'search',
  'spaces',
  'comments',
  'labels',
  'attachments',
]);

/** Whether a tool is one of a toolset, `default` and `all` included. */
export function isInToolset(tool: Pick<Tool, 'toolset'>, name: string): boolean {
  if (name === 'default') return defaultToolsets.has(tool.toolset);
  if (name === 'all') return tool.toolset !== 'examples';
  return tool.toolset === name;
}

/** The tools that are on for everybody. What is off answers exactly like what does not exist. */
export function toolsThatAreOn<T extends Pick<Tool, 'name' | 'toolset' | 'api' | 'effect'>>(
  tools: readonly T[],
  policy: ToolPolicy,
): ReadonlyMap<string, T> {
  const enabled = new Set(policy.enabledTools);
  const disabled = new Set(policy.disabledTools);
  const on = tools.filter(
    (tool) =>
      (tool.api !== undefined || policy.toolsets.some((name) => isInToolset(tool, name))) &&
      (enabled.size === 0 || enabled.has(tool.name)) &&
      !disabled.has(tool.name) &&
      !(policy.readOnly && tool.effect !== 'read'),
  );
  return new Map(on.map((tool) => [tool.name, tool]));
}

/** Whether this caller may use a tool: by scope, or because the tool was granted by name. */
export function mayUse(principal: Principal, tool: Tool): boolean {
  return principal.scopes.has(tool.scope) || principal.tools.has(tool.name);
}

/** Whether this caller may use a tool now, or could after asking for its scope. */
export function couldUse(principal: Principal, tool: Tool): boolean {
  return mayUse(principal, tool) || (principal.grantable?.has(tool.scope) ?? false);
}

/**
 * What a caller without a scope is told. Who can ask for more hears of all scopes to ask for, so that none is lost on
 * the way; but not of what that person could never have, or clients would ask for it for ever.
 */
export function refusalFor(
  { scopes, grantable }: Principal,
  scope: Tool['scope'],
): { kind: 'insufficient_scope' | 'access_denied'; scope: string } {
  if (grantable === null) return { kind: 'insufficient_scope', scope };
  if (!grantable.has(scope)) return { kind: 'access_denied', scope };
  return { kind: 'insufficient_scope', scope: [...scopes, scope].join(' ') };
}

/** The tools that this Confluence can carry out, by what its port has; without one, those that need none. */
export function supportedTools(tools: readonly Tool[], confluence: Confluence | undefined): Tool[] {
  if (confluence === undefined) return tools.filter(({ toolset }) => toolset === 'examples');
  return tools.filter(({ needs }) => needs === undefined || hasNeed(confluence, needs));
}
