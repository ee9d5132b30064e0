import type { Confluence } from '../confluence/index.js';
import type { Tool } from './define-tool.js';

/** The tools that this Confluence can carry out, by the groups that its port has. */
export function supportedTools(tools: readonly Tool[], confluence: Confluence): Tool[] {
  return tools.filter(({ needs }) => needs === undefined || confluence[needs] !== undefined);
}
