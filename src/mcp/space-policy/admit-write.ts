import type { Confluence } from '../../confluence/index.js';
import type { TargetKind, WriteTargets } from '../tools/define-tool.js';
import type { PolicedConfluence } from './policed.js';
import type { SpaceGuard } from './space-guard.js';

const admit: { readonly [Kind in TargetKind]: (guard: SpaceGuard, id: string) => Promise<void> } = {
  page: (guard, id) => guard.page(id, 'admit'),
  parent: (guard, id) => guard.parent(id, 'admit'),
  space: (guard, key) => guard.space(key, 'admit'),
  comment: (guard, id) => guard.comment(id, 'admit'),
  attachment: (guard, id) => guard.attachment(id, 'admit'),
  task: (guard, id) => guard.task(id, 'admit'),
};

/**
 * Holds a write to the policy by its targets. A preview, or a call that finds nothing to change, never comes to the
 * write that the policed port would refuse, and yet has to answer as the write does.
 */
export async function admitWrite(targets: WriteTargets, confluence: Confluence): Promise<void> {
  if (!('spaceGuard' in confluence)) return;
  const { spaceGuard: guard } = confluence as PolicedConfluence;
  for (const [kind, ids] of Object.entries(targets)) {
    for (const id of [ids ?? []].flat()) await admit[kind as TargetKind](guard, id);
  }
}
