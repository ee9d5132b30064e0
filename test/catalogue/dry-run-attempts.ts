import { ids } from '../../src/sandbox/seed/ids.js';
import type { ToolClient } from '../support/tool-client.js';
import { attemptsByRights, type Attempt } from './dry-run-rights.js';
import { toolCallsOf } from './tool-calls.js';
import { deployments } from '../support/deployments.js';
import { isThorough } from '../support/thorough.js';
import { isRead } from './with-tool-client.js';

const page_id = ids.paymentsRunbook;
const below = ids.onboarding;

const trash = ({ sandbox: { world } }: ToolClient) => void (world.page(page_id).status = 'trashed');
const takeTitle = ({ sandbox: { world } }: ToolClient) => {
  const taken = world.page(ids.timeOff);
  taken.revisions.push({ ...taken.version, title: world.page(page_id).title });
};

const put =
  (id: string, status: 'trashed' | 'archived') =>
  ({ sandbox: { world } }: ToolClient) =>
    void (world.page(id).status = status);
const loseMarkers = ({ sandbox: { world } }: ToolClient) => {
  for (const content of world.contents.values()) {
    content.rewrite(content.storage.replaceAll(/<\/?ac:inline-comment-marker[^>]*>/g, ''));
  }
};

/** Every writer to a page, on one that is not current; unless all is tried, on one deployment where both have the tool. */
function onPagesThatAre(status: 'trashed' | 'archived'): Record<string, Attempt> {
  const calls = Object.entries(toolCallsOf('cloud')).filter(([name, { args }]) => !isRead(name) && 'page_id' in args);
  return Object.fromEntries(
    calls.map(([tool, { args }], turn) => {
      const on = deployments[(turn + (status === 'trashed' ? 0 : 1)) % deployments.length];
      const isOnOne = !isThorough && on !== undefined && tool in toolCallsOf('datacenter');
      const id = String(args['page_id']);
      return [`${tool} on a page that is ${status}`, { tool, args, prepare: put(id, status), ...(isOnOne && { on }) }];
    }),
  );
}

/** Calls that Confluence refuses, or may refuse, by what they are about. */
export const attempts: Record<string, Attempt> = {
  'delete a homepage': { tool: 'confluence_delete_page', args: { page_id: ids.engineeringHome } },
  'delete a page with others below': { tool: 'confluence_delete_page', args: { page_id: ids.incidentReviews } },
  'delete what is in the trash': { tool: 'confluence_delete_page', args: { page_id }, prepare: trash },
  'purge what is not in the trash': { tool: 'confluence_delete_page', args: { page_id, purge: true } },
  'purge what is in the trash': { tool: 'confluence_delete_page', args: { page_id, purge: true }, prepare: trash },
  'delete a blog post': { tool: 'confluence_delete_page', args: { page_id: ids.launchPost } },
  'delete a draft': { tool: 'confluence_delete_page', args: { page_id: ids.unfinishedDraft } },
  'move into a folder': { tool: 'confluence_move_page', args: { page_id, target_parent_id: ids.releases } },
  'move below itself': { tool: 'confluence_move_page', args: { page_id, target_parent_id: page_id } },
  'move below its own child': {
    tool: 'confluence_move_page',
    args: { page_id: ids.engineeringHome, target_parent_id: page_id },
  },
  'move a blog post': { tool: 'confluence_move_page', args: { page_id: ids.launchPost, target_parent_id: below } },
  'move below a blog post': { tool: 'confluence_move_page', args: { page_id, target_parent_id: ids.launchPost } },
  'move to what is not there': { tool: 'confluence_move_page', args: { page_id, target_parent_id: '5' } },
  'move beside a page': { tool: 'confluence_move_page', args: { page_id, target_id: below, position: 'before' } },
  'move beside a homepage': {
    tool: 'confluence_move_page',
    args: { page_id, target_id: ids.engineeringHome, position: 'after' },
  },
  'move to another space': { tool: 'confluence_move_page', args: { page_id, target_space_key: 'HR' } },
  'move to a space where its title is taken': {
    tool: 'confluence_move_page',
    args: { page_id, target_space_key: 'HR' },
    prepare: takeTitle,
  },
  'create with a title that is taken': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'Payments runbook' },
  },
  'create with a title that is taken in another case': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'payments RUNBOOK' },
  },
  'create a draft with a title that is taken': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'Payments runbook', status: 'draft' },
  },
  'create a blog post with a title that is taken': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'Payments runbook', content_type: 'blogpost' },
  },
  'create a blog post below a page': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'X', content_type: 'blogpost', parent_id: below },
  },
  'create in a folder': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'X', parent_id: ids.releases },
  },
  'create below a page of another space': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'X', parent_id: ids.timeOff },
  },
  'create below a blog post': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'X', parent_id: ids.launchPost },
  },
  'create below what is not there': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'X', parent_id: '5' },
  },
  'create in no space': { tool: 'confluence_create_page', args: { space_key: 'NOPE', title: 'X' } },
  'rename to a title that is taken': { tool: 'confluence_update_page', args: { page_id, title: 'Onboarding' } },
  'rename to its own title in another case': {
    tool: 'confluence_update_page',
    args: { page_id, title: 'PAYMENTS runbook' },
  },
  'a new parent in another space': { tool: 'confluence_update_page', args: { page_id, parent_id: ids.timeOff } },
  'a new parent below itself': {
    tool: 'confluence_update_page',
    args: { page_id: ids.engineeringHome, parent_id: page_id },
  },
  'a folder as new parent': { tool: 'confluence_update_page', args: { page_id, parent_id: ids.releases } },
  'a minor edit': { tool: 'confluence_update_page', args: { page_id, title: 'New', is_minor_edit: true } },
  'a new title in the trash': { tool: 'confluence_update_page', args: { page_id, title: 'New' }, prepare: trash },
  'publish a draft': { tool: 'confluence_update_page', args: { page_id: ids.unfinishedDraft, status: 'current' } },
  'copy to a title that is taken': { tool: 'confluence_copy_page', args: { page_id, title: 'Onboarding' } },
  'copy below a page': { tool: 'confluence_copy_page', args: { page_id, title: 'X', parent_id: ids.timeOff } },
  'copy to no space': { tool: 'confluence_copy_page', args: { page_id, title: 'X', space_key: 'NOPE' } },
  'resolve a comment of the foot': { tool: 'confluence_resolve_comment', args: { comment_id: ids.footerComment } },
  'resolve a reply': { tool: 'confluence_resolve_comment', args: { comment_id: ids.inlineReply } },
  'comment on words that are not there': {
    tool: 'confluence_add_comment',
    args: { page_id, body: 'x', text_selection: 'no such words' },
  },
  'archive a homepage': {
    tool: 'confluence_archive_pages',
    args: { page_ids: [ids.engineeringHome] },
    on: 'cloud',
  },
  'restore a newer version': { tool: 'confluence_restore_page_version', args: { page_id, version: 99 } },
  ...onPagesThatAre('trashed'),
  ...onPagesThatAre('archived'),
  'create with the title of an archived page': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'Onboarding' },
    prepare: put(below, 'archived'),
    on: 'cloud',
  },
  'create with the title of a page in the trash': {
    tool: 'confluence_create_page',
    args: { space_key: 'ENG', title: 'Onboarding' },
    prepare: put(below, 'trashed'),
  },
  'rename to the title of an archived page': {
    tool: 'confluence_update_page',
    args: { page_id, title: 'Onboarding' },
    prepare: put(below, 'archived'),
    on: 'cloud',
  },
  'copy to the title of an archived page': {
    tool: 'confluence_copy_page',
    args: { page_id, title: 'Onboarding' },
    prepare: put(below, 'archived'),
    on: 'cloud',
  },
  'create from a template with a title that is taken': {
    tool: 'confluence_create_page_from_template',
    args: { ...toolCallsOf('cloud')['confluence_create_page_from_template']?.args, title: 'Onboarding' },
  },
  'a folder in a folder': {
    tool: 'confluence_create_folder',
    args: { space_key: 'ENG', title: 'X', parent_id: ids.releases },
    on: 'cloud',
  },
  'a folder below a page of another space': {
    tool: 'confluence_create_folder',
    args: { space_key: 'ENG', title: 'X', parent_id: ids.timeOff },
    on: 'cloud',
  },
  'a folder with the title of a page': {
    tool: 'confluence_create_folder',
    args: { space_key: 'ENG', title: 'Onboarding' },
    on: 'cloud',
  },
  'a folder with the title of a folder': {
    tool: 'confluence_create_folder',
    args: { space_key: 'ENG', title: 'Releases' },
    on: 'cloud',
  },
  'an owner who is not there': {
    tool: 'confluence_update_page_details',
    args: { page_id, owner: '5b10ffffffffffffffffffff' },
    on: 'cloud',
  },
  'a status label that the space does not have': {
    tool: 'confluence_update_page_details',
    args: { page_id, status_label: 'Quite done' },
    on: 'cloud',
  },
  'restrict to a group that is not there': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, read_groups: ['no-such-group'] },
  },
  'restrict to a group beside oneself': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, read_users: ['SELF'], read_groups: ['no-such-group'] },
  },
  'restrict to a group that is there, beside oneself': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, read_users: ['SELF'], read_groups: ['people-team'] },
  },
  'restrict to somebody who is not there, beside oneself': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, edit_users: ['SELF', 'nobody'] },
  },
  'labels on pages of which one is not there': {
    tool: 'confluence_add_labels',
    args: { page_ids: [page_id, '5'], labels: ['x'] },
  },
  ...attemptsByRights,
  'change a comment whose words are gone': {
    tool: 'confluence_update_comment',
    args: { comment_id: ids.inlineComment, body: 'New' },
    prepare: loseMarkers,
  },
  'resolve a comment whose words are gone': {
    tool: 'confluence_resolve_comment',
    args: { comment_id: ids.inlineComment },
    prepare: loseMarkers,
  },
  'answer a comment whose words are gone': {
    tool: 'confluence_add_comment',
    args: { reply_to: ids.inlineComment, body: 'New' },
    prepare: loseMarkers,
  },
  'comment on words that stand there more than once': {
    tool: 'confluence_add_comment',
    args: { page_id, body: 'x', text_selection: 'the' },
  },
  'upload a file of another type than its name': {
    tool: 'confluence_upload_attachment',
    args: { page_id, filename: 'a.png', content_text: 'no image' },
  },
  'archive what has pages below': {
    tool: 'confluence_archive_pages',
    args: { page_ids: [ids.incidentReviews] },
    on: 'cloud',
  },
  'archive a draft': { tool: 'confluence_archive_pages', args: { page_ids: [ids.unfinishedDraft] }, on: 'cloud' },
  'archive a blog post': { tool: 'confluence_archive_pages', args: { page_ids: [ids.launchPost] }, on: 'cloud' },
  'lock oneself out': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, edit_users: ['712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22'] },
  },
};
