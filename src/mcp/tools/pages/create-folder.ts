import { z } from 'zod';
import { AppError } from '../../../errors.js';
import { dryRun, parentId, spaceKey, title } from '../../schemas/input.js';
import { creation } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { pageOperationOf } from '../port-access.js';
import { renderWrite } from '../render.js';
import { refuseForbidden } from '../rights.js';

const input = z.strictObject({
  space_key: spaceKey,
  title: title.describe('Name of the folder.'),
  parent_id: parentId.describe('Page or folder to create it in.').optional(),
  dry_run: dryRun,
});

/** confluence_create_folder: a place for pages in the tree of a space. */
export const createFolder = defineTool({
  name: 'confluence_create_folder',
  title: 'Create folder',
  toolset: 'pages',
  effect: 'create',
  needs: 'pages.createFolder',
  description: 'Create a folder for pages; its id is a parent_id.',
  input,
  output: creation.omit({ version: true }),
  writes: ({ space_key: space, parent_id: parent }) => ({ space, parent }),
  run: createOrPreview,
  render: (result, fence) => renderWrite('created', result, fence),
});

type FolderRequest = z.output<typeof input>;

async function createOrPreview(request: FolderRequest, context: ToolContext) {
  const { space_key: spaceKey, title: name, parent_id: parent } = request;
  const create = pageOperationOf(context.confluence, 'createFolder');
  await checkPlace(request, context);
  if (request.dry_run) {
    await refuseForbidden(context.confluence, { space: spaceKey }, ['create folder', 'create page']);
    return { id: null, title: name, changed: true, dry_run: true, diff: `+ folder ${name}` };
  }
  context.progress(1, 2, 'Place checked');
  const { id, title: stored, url } = await create({ spaceKey, title: name, parentId: parent });
  return { id, title: stored, url, changed: true, dry_run: false };
}

/** The space is there, and the parent can hold a folder and is in that space. */
async function checkPlace({ space_key: key, parent_id: parent }: FolderRequest, { confluence }: ToolContext) {
  const [space, item] = await Promise.all([
    confluence.spaces.get(key),
    parent === undefined ? undefined : confluence.pages.item(parent),
  ]);
  if (item === undefined) return;
  const fault =
    item.type !== 'page' && item.type !== 'folder' && item.type !== 'live_doc'
      ? `${parent} is a ${item.type}, which cannot contain folders.`
      : item.spaceKey.toLowerCase() !== space.key.toLowerCase()
        ? `${parent} is in the space ${item.spaceKey}.`
        : undefined;
  if (fault === undefined) return;
  throw new AppError('INVALID_INPUT', `parent_id: ${fault}`, {
    hint: 'Give a page or folder of space_key; see confluence_get_space_page_tree.',
    details: { field: 'parent_id' },
  });
}
