import type { ToolName } from '../../src/mcp/index.js';

/** A result of each tool as its users see it. */
const url = 'https://acme.example/wiki/pages/42';
const write = { id: '42', title: 'Plan', version: 4, url, changed: true, dry_run: false };
/** Of what has neither title nor version nor address. */
const plain = { id: '42', changed: true, dry_run: false };
const plainPreview = { ...plain, dry_run: true, diff: '+ text', warnings: ['A warning.'] };
const preview = { ...write, dry_run: true, diff: '+ text', warnings: ['A warning.'] };
const user = { id: '557058:a', name: 'Ada' };
const file = { id: 'att7', filename: 'a.txt', media_type: 'text/plain', size_bytes: 4, version: 2, url };
const template = { id: '9', name: 'Notes', space_key: null, description: '' };
const space = { key: 'DEV', name: 'Development', type: 'global', url, homepage_id: null };

export const outputExamples: Readonly<Record<ToolName, Record<string, unknown>>> = {
  confluence_search: {
    results: [
      {
        ...{ id: '42', type: 'page', title: 'Plan', space_key: null, url, excerpt: 'text' },
        ...{ updated_at: null, last_editor: user },
      },
    ],
    next_cursor: 'more',
  },
  confluence_get_page: {
    id: '42',
    title: 'Plan',
    space_key: 'DEV',
    version: 3,
    status: 'current',
    url,
    parent_id: null,
    ancestors: null,
    created_at: null,
    author: user,
    updated_at: null,
    last_editor: user,
    owner: null,
    labels: ['plan'],
    format: 'markdown',
    content: 'text',
    next_cursor: 'more',
  },
  confluence_get_page_children: {
    pages: [{ id: '43', type: 'page', title: 'Child', parent_id: '42', depth: 1, url, has_children: null }],
  },
  confluence_find_in_page: {
    page_id: '42',
    title: 'Plan',
    version: 3,
    url,
    matches: [{ block_id: 'h-plan.1', heading_path: ['Plan'], text: 'text', before: '', after: '' }],
    total: 1,
    warnings: ['A warning.'],
  },
  confluence_archive_pages: {
    results: [
      { id: '42', title: 'Plan', changed: true },
      { id: '43', changed: null, error: 'NOT_FOUND: no' },
    ],
    dry_run: false,
  },
  confluence_create_folder: { ...plainPreview, id: null, title: 'Plan' },
  confluence_update_page_details: write,
  confluence_get_page_images: {
    page_id: '42',
    title: 'Plan',
    version: 3,
    url,
    images: [
      {
        position: 1,
        heading_path: [],
        caption: '',
        alt: 'a',
        filename: null,
        attachment_id: null,
        url: null,
        not_shown: 'why',
      },
    ],
    total: 1,
  },
  confluence_get_page_blame: {
    page_id: '42',
    title: 'Plan',
    version: 3,
    url,
    blocks: [{ id: 'top.1', heading_path: [], text: 'text', author: user, version: 2, changed_at: null }],
    unexamined_before: 2,
  },
  confluence_get_space_permissions: {
    permissions: [{ subject: { type: 'group', id: 'g', name: null }, operation: 'read space' }],
    next_cursor: 'more',
  },
  confluence_create_page: { ...preview, id: null },
  confluence_update_page: preview,
  confluence_edit_page: { ...write, changes: ['appended to the page'] },
  confluence_delete_page: { id: '42', changed: true, dry_run: false },
  confluence_list_spaces: { spaces: [space] },
  confluence_get_space: space,
  confluence_get_comments: {
    comments: [
      {
        id: '7',
        page_id: '42',
        location: 'inline',
        status: 'open',
        author: user,
        body: 'text',
        created_at: null,
        reply_to: null,
        text_selection: 'words',
      },
    ],
  },
  confluence_add_comment: plain,
  confluence_update_comment: plainPreview,
  confluence_resolve_comment: { id: '7', changed: false, dry_run: false },
  confluence_delete_comment: plainPreview,
  confluence_get_labels: { labels: [{ name: 'plan' }] },
  confluence_add_labels: plain,
  confluence_remove_labels: plain,
  confluence_get_current_user: { ...user, email: 'ada@acme.example' },
  confluence_get_space_page_tree: {
    pages: [{ id: '43', type: 'folder', title: 'Top', parent_id: null, depth: 1, url, has_children: true }],
  },
  confluence_move_page: preview,
  confluence_copy_page: { ...preview, id: null },
  confluence_search_user: { users: [user] },
  confluence_get_attachments: { attachments: [file], next_cursor: 'more' },
  confluence_download_attachment: { ...file, text: 'text' },
  confluence_upload_attachment: write,
  confluence_delete_attachment: preview,
  confluence_list_page_versions: {
    versions: [{ number: 3, author: user, created_at: null, message: 'why', minor: false }],
  },
  confluence_get_page_diff: { page_id: '42', from_version: 2, to_version: 3, diff: '+ text' },
  confluence_restore_page_version: preview,
  confluence_list_tasks: {
    tasks: [{ id: '5', page_id: '42', status: 'complete', body: 'text', assignee: user, due_at: null }],
  },
  confluence_update_task: plain,
  confluence_list_templates: { templates: [template] },
  confluence_get_template: { ...template, content: '{topic}', variables: ['topic'], options: [] },
  confluence_create_page_from_template: write,
  confluence_get_page_restrictions: {
    read: { users: [user], groups: ['staff'] },
    update: { users: [], groups: [] },
  },
  confluence_set_page_restrictions: plain,
  confluence_check_permission: { allowed: false, operation: 'read' },
  confluence_get_page_views: { page_id: '42', views: 5, viewers: 2, from_date: null },
  hello: { greeting: 'Hello, Ada!' },
  add_numbers: { sum: 3 },
};
