import { seedIds } from '../../src/sandbox/index.js';
import { corners, rareWord, type Corner } from '../support/three-spaces.js';

/** Ways to call each tool so that it needs something of one space, and nothing else that is not open. */
export type Calls = Readonly<Record<string, ((corner: Corner) => Record<string, unknown>)[]>>;

const { open } = corners;
const elsewhere = { page_id: seedIds.onboarding };
const edits = [{ op: 'append', content: 'x' }];

export const readCalls: Calls = {
  confluence_get_page: [
    ({ page }) => ({ page_id: page }),
    ({ page }) => ({ page_id: page, format: 'storage' }),
    ({ page }) => ({ page_id: page, format: 'outline' }),
    ({ page }) => ({ page_id: page, version: 1 }),
    ({ child }) => ({ page_id: child, format: 'view' }),
    ({ title, spaceKey }) => ({ title, space_key: spaceKey }),
    ({ title, spaceKey }) => ({ title, space_key: spaceKey.toLowerCase() }),
  ],
  confluence_find_in_page: [({ page }) => ({ page_id: page, query: 'secret' })],
  confluence_get_page_images: [({ page }) => ({ page_id: page })],
  confluence_get_page_blame: [({ page }) => ({ page_id: page }), ({ page }) => ({ page_id: page, max_versions: 1 })],
  confluence_get_space_permissions: [({ spaceKey }) => ({ space_key: spaceKey })],
  confluence_get_page_children: [({ page }) => ({ page_id: page, depth: 3 })],
  confluence_get_space_page_tree: [({ spaceKey }) => ({ space_key: spaceKey })],
  confluence_get_space: [({ spaceKey }) => ({ space_key: spaceKey }), ({ spaceName }) => ({ space_key: spaceName })],
  confluence_get_comments: [({ page }) => ({ page_id: page })],
  confluence_get_labels: [({ page }) => ({ page_id: page })],
  confluence_get_attachments: [({ page }) => ({ page_id: page })],
  confluence_download_attachment: [({ attachment }) => ({ attachment_id: attachment })],
  confluence_list_page_versions: [({ page }) => ({ page_id: page })],
  confluence_get_page_diff: [
    ({ page }) => ({ page_id: page }),
    ({ page }) => ({ page_id: page, from_version: 1, to_version: 2 }),
  ],
  confluence_list_tasks: [({ page }) => ({ page_id: page }), ({ spaceKey }) => ({ space_key: spaceKey })],
  confluence_list_templates: [({ spaceKey }) => ({ space_key: spaceKey })],
  confluence_get_template: [({ template }) => ({ template_id: template })],
  confluence_get_page_restrictions: [({ page }) => ({ page_id: page })],
  confluence_check_permission: [({ page }) => ({ page_id: page, user: 'me', operation: 'read' })],
  confluence_get_page_views: [({ page }) => ({ page_id: page })],
};

/** Tools that write, where what they name is only read. */
export const sourceCalls: Calls = {
  confluence_copy_page: [({ page }) => ({ page_id: page, title: 'Copy', parent_id: open.home })],
  confluence_create_page_from_template: [
    ({ template }) => ({ template_id: template, space_key: open.spaceKey, title: 'Formal' }),
  ],
};

export const writeCalls: Calls = {
  confluence_create_page: [
    ({ spaceKey }) => ({ space_key: spaceKey, title: 'New' }),
    ({ spaceName }) => ({ space_key: spaceName, title: 'New' }),
    ({ page }) => ({ space_key: open.spaceKey, title: 'New', parent_id: page }),
  ],
  confluence_update_page: [
    ({ page }) => ({ page_id: page, title: 'Renamed' }),
    ({ page }) => ({ page_id: page, content: 'x', expected_version: 2, allow_loss: true }),
    ({ page }) => ({ ...elsewhere, parent_id: page }),
  ],
  confluence_edit_page: [({ page }) => ({ page_id: page, edits })],
  confluence_move_page: [
    ({ page }) => ({ page_id: page, target_parent_id: open.home }),
    ({ page }) => ({ ...elsewhere, target_parent_id: page }),
    ({ page }) => ({ ...elsewhere, target_id: page, position: 'before' }),
    ({ spaceKey }) => ({ ...elsewhere, target_space_key: spaceKey }),
  ],
  confluence_copy_page: [
    ({ page }) => ({ page_id: page, title: 'Copy' }),
    ({ page }) => ({ ...elsewhere, title: 'Copy', parent_id: page }),
    ({ spaceKey }) => ({ ...elsewhere, title: 'Copy', space_key: spaceKey }),
  ],
  confluence_delete_page: [({ child }) => ({ page_id: child }), ({ child }) => ({ page_id: child, purge: true })],
  confluence_add_comment: [
    ({ page }) => ({ page_id: page, body: 'x' }),
    ({ page }) => ({ page_id: page, body: 'x', text_selection: 'secret' }),
    ({ comment }) => ({ reply_to: comment, body: 'x' }),
  ],
  confluence_update_comment: [({ comment }) => ({ comment_id: comment, body: 'x' })],
  confluence_resolve_comment: [
    ({ inline }) => ({ comment_id: inline }),
    ({ inline }) => ({ comment_id: inline, resolved: false }),
  ],
  confluence_delete_comment: [({ comment }) => ({ comment_id: comment })],
  confluence_add_labels: [
    ({ page }) => ({ page_id: page, labels: ['x'] }),
    ({ page }) => ({ page_ids: [seedIds.onboarding, page], labels: ['x'] }),
  ],
  confluence_remove_labels: [
    ({ page }) => ({ page_id: page, labels: ['zoo'] }),
    ({ page }) => ({ page_ids: [seedIds.onboarding, page], labels: ['zoo'] }),
  ],
  confluence_archive_pages: [({ page }) => ({ page_ids: [seedIds.onboarding, page] })],
  confluence_create_folder: [
    ({ spaceKey }) => ({ space_key: spaceKey, title: 'New' }),
    ({ spaceName }) => ({ space_key: spaceName, title: 'New' }),
    ({ page }) => ({ space_key: open.spaceKey, title: 'New', parent_id: page }),
  ],
  confluence_update_page_details: [({ page }) => ({ page_id: page, emoji: '🚀' })],
  confluence_upload_attachment: [({ page }) => ({ page_id: page, filename: 'a.txt', content_text: 'x' })],
  confluence_delete_attachment: [({ attachment }) => ({ attachment_id: attachment })],
  confluence_restore_page_version: [({ page }) => ({ page_id: page, version: 1 })],
  confluence_update_task: [
    ({ task }) => ({ task_id: task, status: 'complete' }),
    ({ page }) => ({ task_id: `${page}-1`, status: 'complete' }),
  ],
  confluence_create_page_from_template: [
    ({ spaceKey }) => ({ template_id: open.template, space_key: spaceKey, title: 'Formal' }),
    ({ page }) => ({ template_id: open.template, space_key: open.spaceKey, title: 'Formal', parent_id: page }),
  ],
  confluence_set_page_restrictions: [({ page }) => ({ page_id: page, edit_users: [] })],
};

/** What finds things without being told which. */
export const findCalls: Readonly<Record<string, Record<string, unknown>[]>> = {
  confluence_search: [
    { query: rareWord },
    { query: rareWord, space_keys: ['FIN'] },
    { query: 'space = FIN' },
    { query: 'type = page OR (space = FIN)' },
    { query: 'type=page) OR (space=FIN' },
    { query: 'NOT space = ENG' },
    { query: 'space in (FIN, ENG)' },
    { query: `id = ${corners.hidden.page}` },
    { query: `ancestor = ${corners.hidden.home} order by created` },
    { query: 'title = "x" OR space = "FIN"' },
    { query: 'title = "a order by b" or space.key = FIN' },
    { query: 'title != "x\\" or space = \\"FIN"' },
    { query: 'title != “x” or space = FIN' },
    { query: rareWord, labels: ['zoo'], content_types: ['page'] },
    { query: 'x" or space = "FIN' },
    { query: 'Finance' },
  ],
  confluence_list_spaces: [{}, { query: 'FIN' }, { query: 'Finance' }, { type: 'global' }],
  confluence_list_tasks: [{}, { status: 'incomplete' }],
  confluence_list_templates: [{}],
};

/** Tools that have nothing to do with content. */
export const contentless = ['confluence_get_current_user', 'confluence_search_user', 'hello', 'add_numbers'];
