import { ids } from '../../src/sandbox/seed/ids.js';
import { people } from '../../src/sandbox/seed/people.js';
import type { ToolName } from '../../src/mcp/index.js';
import type { Deployment } from '../support/deployments.js';

/** A call of each tool that asks something of Confluence and succeeds. */
export interface ToolCall {
  args: Record<string, unknown>;
  /** What to change so that it names something that is not there. */
  missing?: Record<string, unknown>;
  /** Whether somebody who may only read the page is refused. */
  forbidden?: true;
  /** How many writing requests it makes; one unless told. */
  writes?: number;
  /** Whose version is written; somebody else may have been faster. */
  versioned?: { page: string } | { comment: string };
}

const page_id = ids.paymentsRunbook;
const gone = '5';
const ofPage = (more: Record<string, unknown> = {}): ToolCall => ({
  args: { page_id, ...more },
  missing: { page_id: gone },
});
const writing = (more: Record<string, unknown> = {}): ToolCall => ({ ...ofPage(more), forbidden: true });
const versioning = (more: Record<string, unknown> = {}): ToolCall => ({
  ...writing(more),
  versioned: { page: page_id },
});
const ofSpace = (more: Record<string, unknown> = {}): ToolCall => ({
  args: { space_key: 'ENG', ...more },
  missing: { space_key: 'NOPE' },
});
const ofComment = (more: Record<string, unknown> = {}): ToolCall => ({
  args: { comment_id: ids.inlineComment, ...more },
  missing: { comment_id: gone },
});
const ofFile: ToolCall = { args: { attachment_id: ids.capacityCsv }, missing: { attachment_id: 'att5' } };

const examples = { hello: { args: { name: 'x' } }, add_numbers: { args: { a: 1, b: 2 } } };

const callOf: Readonly<Record<ToolName, ToolCall>> = {
  ...examples,
  confluence_search: { args: { query: 'payments' } },
  confluence_get_page: ofPage(),
  confluence_find_in_page: ofPage({ query: 'connections' }),
  confluence_archive_pages: { args: { page_ids: [page_id] }, missing: { page_ids: [gone] }, forbidden: true },
  confluence_create_folder: { ...ofSpace({ title: 'New folder' }), forbidden: true },
  // The emoji has a property for the page and one for its draft.
  confluence_update_page_details: { ...writing({ emoji: '🚀' }), writes: 2 },
  confluence_get_page_images: ofPage({ page_id: ids.checkoutArchitecture }),
  confluence_get_page_blame: ofPage(),
  confluence_get_space_permissions: ofSpace(),
  confluence_get_page_children: { args: { page_id: ids.engineeringHome }, missing: { page_id: gone } },
  confluence_get_space_page_tree: ofSpace(),
  confluence_create_page: { ...ofSpace({ title: 'New' }), forbidden: true },
  confluence_update_page: versioning({ title: 'New' }),
  confluence_edit_page: versioning({ edits: [{ op: 'append', content: 'More.' }] }),
  confluence_move_page: writing({ target_parent_id: ids.onboarding }),
  confluence_copy_page: writing({ title: 'Copy' }),
  confluence_delete_page: writing(),
  confluence_list_spaces: { args: {} },
  confluence_get_space: ofSpace(),
  confluence_get_comments: ofPage(),
  confluence_add_comment: writing({ body: 'x' }),
  confluence_update_comment: {
    ...ofComment({ body: 'x' }),
    forbidden: true,
    versioned: { comment: ids.inlineComment },
  },
  confluence_resolve_comment: { ...ofComment(), forbidden: true },
  confluence_delete_comment: { ...ofComment(), forbidden: true },
  confluence_get_labels: ofPage(),
  confluence_add_labels: writing({ labels: ['new'] }),
  confluence_remove_labels: writing({ labels: ['runbook'] }),
  confluence_get_attachments: ofPage(),
  confluence_download_attachment: ofFile,
  confluence_upload_attachment: writing({ filename: 'a.txt', content_text: 'a' }),
  confluence_delete_attachment: { ...ofFile, forbidden: true },
  confluence_search_user: { args: { query: 'Amina' } },
  confluence_get_current_user: { args: {} },
  confluence_list_page_versions: ofPage(),
  confluence_get_page_diff: ofPage(),
  confluence_restore_page_version: versioning({ version: 1 }),
  confluence_list_tasks: { args: { space_key: 'ENG' }, missing: { space_key: 'NOPE' } },
  confluence_update_task: {
    args: { task_id: `${ids.meetingNotes}011`, status: 'complete' },
    missing: { task_id: gone },
    forbidden: true,
  },
  confluence_list_templates: ofSpace(),
  confluence_get_template: { args: { template_id: ids.meetingTemplate }, missing: { template_id: gone } },
  confluence_create_page_from_template: {
    args: {
      template_id: ids.meetingTemplate,
      space_key: 'ENG',
      title: 'New',
      variables: [{ name: 'topic', value: 'x' }],
    },
    missing: { template_id: gone },
    forbidden: true,
  },
  confluence_get_page_restrictions: ofPage(),
  confluence_set_page_restrictions: writing({ edit_users: [people.service, people.priya] }),
  confluence_check_permission: ofPage({ user: people.amina, operation: 'read' }),
  confluence_get_page_views: ofPage(),
};

/** What Data Center has no API for: those tools are not there at all. */
const absentInDataCenter: readonly ToolName[] = [
  'confluence_get_page_views',
  'confluence_archive_pages',
  'confluence_create_folder',
  'confluence_update_page_details',
];

/** What only a part of those tools' groups could do there; they say so, and what to do instead. */
const unsupportedInDataCenter: readonly ToolName[] = ['confluence_check_permission'];

const notInDataCenter: readonly string[] = [...absentInDataCenter, ...unsupportedInDataCenter];

export const toolCalls: Readonly<Record<string, ToolCall>> = callOf;

/** What asks something of Confluence. */
const cloudCalls: Readonly<Record<string, ToolCall>> = Object.fromEntries(
  Object.entries(toolCalls).filter(([name]) => !(name in examples)),
);

const dataCenterCalls: Readonly<Record<string, ToolCall>> = {
  ...Object.fromEntries(Object.entries(cloudCalls).filter(([name]) => !notInDataCenter.includes(name))),
  // A move there is the writing of a new version.
  confluence_move_page: { ...callOf.confluence_move_page, ...versioning({ target_parent_id: ids.onboarding }) },
  // Nothing copies a page there: it is made anew, and then gets its labels.
  confluence_copy_page: { ...writing({ title: 'Copy' }), writes: 2 },
  confluence_set_page_restrictions: writing({ edit_users: ['mcp-service', 'priya'] }),
  // Tasks are read from their pages, and ticked there.
  confluence_update_task: {
    args: { task_id: `${ids.meetingNotes}-11`, status: 'complete' },
    missing: { task_id: `${gone}-11` },
    forbidden: true,
  },
};

export function toolCallsOf(deployment: Deployment): Readonly<Record<string, ToolCall>> {
  return deployment === 'cloud' ? cloudCalls : dataCenterCalls;
}

/** The tools that a deployment does not have. */
export function absentToolsOf(deployment: Deployment): readonly string[] {
  return deployment === 'cloud' ? [] : absentInDataCenter;
}

/** The tools that can only say what to do instead. */
export function unsupportedToolsOf(deployment: Deployment): readonly string[] {
  return deployment === 'cloud' ? [] : unsupportedInDataCenter;
}
