import type { Confluence } from '../../confluence/index.js';
import type { Tool } from '../tools/define-tool.js';
import { admitCopy } from './pages.js';
import type { PolicedConfluence } from './policed.js';
import type { SpaceGuard } from './space-guard.js';

type Admit = (guard: SpaceGuard, value: string) => Promise<void>;

const page: Admit = (guard, id) => guard.page(id, 'write');
const parent: Admit = (guard, id) => guard.parent(id, 'write');
const space: Admit = (guard, key) => guard.space(key, 'write');
const comment: Admit = (guard, id) => guard.comment(id, 'write');

/** The parameters of writing tools that name what is written, or where to. */
const targets: Readonly<Record<string, Admit>> = {
  page_id: page,
  parent_id: parent,
  target_parent_id: parent,
  target_id: parent,
  space_key: space,
  target_space_key: space,
  comment_id: comment,
  reply_to: comment,
  attachment_id: (guard, id) => guard.attachment(id, 'write'),
  task_id: (guard, id) => guard.task(id, 'write'),
};

/**
 * Holds a writing tool to the policy by its arguments. A preview, or a call that finds nothing to change, never comes
 * to the write that the policed port would refuse, and yet has to answer as the write does.
 */
export async function admitWrite(tool: Tool, args: Record<string, unknown>, confluence: Confluence): Promise<void> {
  if (tool.effect === 'read' || !('spaceGuard' in confluence)) return;
  const { spaceGuard: guard } = confluence as PolicedConfluence;
  if (tool.name === 'confluence_copy_page') {
    const { page_id: id, parent_id: parentId, space_key: spaceKey } = args as Record<string, string>;
    return admitCopy(guard, String(id), { parentId, spaceKey });
  }
  for (const [parameter, admit] of Object.entries(targets)) {
    const value = args[parameter];
    if (typeof value === 'string') await admit(guard, value);
  }
}
