import type { ToolName } from '../tools/index.js';

/** Which of our tools does the work of a tool of another server. */
type ToolMapping = Readonly<Record<string, ToolName>>;

/** sooperset/mcp-atlassian, where its names differ from ours. */
export const mcpAtlassianTools: ToolMapping = {
  confluence_update_page_section: 'confluence_edit_page',
  confluence_get_page_history: 'confluence_list_page_versions',
  confluence_reply_to_comment: 'confluence_add_comment',
  confluence_get_inline_comments: 'confluence_get_comments',
  confluence_add_inline_comment: 'confluence_add_comment',
  confluence_add_label: 'confluence_add_labels',
  confluence_upload_attachments: 'confluence_upload_attachment',
  confluence_download_content_attachments: 'confluence_download_attachment',
  confluence_list_page_templates: 'confluence_list_templates',
  confluence_get_page_template: 'confluence_get_template',
  confluence_check_content_permissions: 'confluence_check_permission',
};

/** Atlassian's Rovo MCP server, the tools of its first version. */
export const rovoTools: ToolMapping = {
  getConfluenceSpaces: 'confluence_list_spaces',
  getPagesInConfluenceSpace: 'confluence_get_space_page_tree',
  getConfluencePage: 'confluence_get_page',
  getConfluencePageDescendants: 'confluence_get_page_children',
  getConfluencePageFooterComments: 'confluence_get_comments',
  getConfluencePageInlineComments: 'confluence_get_comments',
  getConfluenceCommentChildren: 'confluence_get_comments',
  searchConfluenceUsingCql: 'confluence_search',
  createConfluencePage: 'confluence_create_page',
  updateConfluencePage: 'confluence_update_page',
  createConfluenceFooterComment: 'confluence_add_comment',
  createConfluenceInlineComment: 'confluence_add_comment',
  search: 'confluence_search',
  fetch: 'confluence_get_page',
  atlassianUserInfo: 'confluence_get_current_user',
};

/** The same server's second version: its tools, and operations behind its executeRead and executeWrite. */
export const rovoSecondTools: ToolMapping = {
  getConfluenceContent: 'confluence_get_page',
  searchConfluence: 'confluence_search',
  createConfluenceContent: 'confluence_create_page',
  updateConfluenceContent: 'confluence_update_page',
  listConfluenceSpaces: 'confluence_list_spaces',
  getConfluenceSpace: 'confluence_get_space',
  listConfluenceContent: 'confluence_get_space_page_tree',
  listConfluenceComments: 'confluence_get_comments',
  getConfluenceComment: 'confluence_get_comments',
  listConfluenceContentVersions: 'confluence_list_page_versions',
  getConfluenceContentVersion: 'confluence_get_page',
  diffConfluenceContentVersions: 'confluence_get_page_diff',
  listConfluenceAttachments: 'confluence_get_attachments',
  getConfluenceAttachment: 'confluence_get_attachments',
  downloadConfluenceAttachment: 'confluence_download_attachment',
  getConfluenceContentPermissions: 'confluence_get_page_restrictions',
  addLabelsToConfluenceContent: 'confluence_add_labels',
};

const mappings: ReadonlyMap<string, ToolName> = new Map(
  [mcpAtlassianTools, rovoTools, rovoSecondTools].flatMap((mapping) => Object.entries(mapping)),
);

/** Our tool for a name that another server has; undefined for any other name. */
export function findOurTool(name: string): ToolName | undefined {
  return mappings.get(name);
}
