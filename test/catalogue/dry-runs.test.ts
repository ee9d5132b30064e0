import { describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { deployments, type Deployment } from '../support/deployments.js';
import type { ToolClient } from '../support/tool-client.js';
import { openToolClient } from '../support/tool-client.js';
import { toolCallsOf } from './tool-calls.js';
import { isRead } from './with-tool-client.js';

const page_id = ids.paymentsRunbook;
const below = ids.onboarding;

interface Attempt {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly prepare?: (client: ToolClient) => void;
  readonly person?: string;
  readonly env?: Record<string, string>;
  readonly on?: Deployment;
}

const trash = ({ sandbox: { world } }: ToolClient) => void (world.page(page_id).status = 'trashed');
const takeTitle = ({ sandbox: { world } }: ToolClient) => {
  const taken = world.page(ids.timeOff);
  taken.revisions.push({ ...taken.version, title: world.page(page_id).title });
};

/** Calls that Confluence refuses, or may refuse, by what they are about. */
const attempts: Record<string, Attempt> = {
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
  'lock oneself out': {
    tool: 'confluence_set_page_restrictions',
    args: { page_id, edit_users: ['712020:9c1b7d3a-2f64-4d0e-8e0b-6a7c5d4e3f22'] },
  },
};

/** Whether a call came through, or the code of its refusal. */
async function outcomeOf(
  { tool, args, prepare, person, env = {} }: Attempt,
  deployment: Deployment,
  isPreview: boolean,
) {
  const client = await openToolClient(deployment, { person, env });
  try {
    prepare?.(client);
    const { content, isError } = await client.call(tool, isPreview ? { ...args, dry_run: true } : args);
    if (isPreview) expect(client.writes()).toEqual([]);
    return isError === true ? (content[0]?.text ?? '').replace(/:.*/s, '') : 'done';
  } finally {
    await client.close();
  }
}

async function expectSame(attempt: Attempt, deployment: Deployment): Promise<void> {
  const [previewed, done] = [await outcomeOf(attempt, deployment, true), await outcomeOf(attempt, deployment, false)];
  expect({ preview: previewed === 'done' ? 'done' : 'refused' }).toEqual({
    preview: done === 'done' ? 'done' : 'refused',
  });
}

describe.each(deployments)('a dry run says what the write does, on %s:', (deployment) => {
  const here = Object.entries(attempts).filter(([, { on = deployment }]) => on === deployment);
  it.each(here)('%s', (_what, attempt) => expectSame(attempt, deployment));

  const writers = Object.entries(toolCallsOf(deployment)).filter(([name]) => !isRead(name));
  it.each(writers)('%s', (tool, { args }) => expectSame({ tool, args }, deployment));

  const missing = writers.filter(([, call]) => call.missing !== undefined);
  it.each(missing)('%s of what is not there', (tool, call) =>
    expectSame({ tool, args: { ...call.args, ...call.missing } }, deployment),
  );

  it.each(writers)('%s in a space that is read-only', (tool, { args }) =>
    expectSame({ tool, args, env: { CONFLUENCE_SPACES_READ_ONLY: 'ENG' } }, deployment),
  );
});

describe('without the right to write, a dry run is refused as the write is:', () => {
  /** What of a page the site tells beforehand; rights in a space, and on comments, it tells nobody. */
  const onPages = Object.entries(toolCallsOf('cloud')).filter(
    ([name, { args }]) =>
      !isRead(name) && ('page_id' in args || 'page_ids' in args || 'task_id' in args) && !/comment|copy/.test(name),
  );
  it.each(onPages)('%s', (tool, { args }) => expectSame({ tool, args, person: 'priya' }, 'cloud'));
});
