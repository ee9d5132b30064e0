import type { Tool } from './define-tool.js';
import { addComment } from './comments/add-comment.js';
import { addLabels } from './labels/add-labels.js';
import { addNumbers } from './examples/add-numbers.js';
import { archivePages } from './pages/archive-pages.js';
import { checkPermission } from './permissions/check-permission.js';
import { copyPage } from './pages/copy-page.js';
import { createFolder } from './pages/create-folder.js';
import { createPage } from './pages/create-page.js';
import { createPageFromTemplate } from './templates/create-page-from-template.js';
import { deleteAttachment } from './attachments/delete-attachment.js';
import { deleteComment } from './comments/delete-comment.js';
import { deletePage } from './pages/delete-page.js';
import { downloadAttachment } from './attachments/download-attachment.js';
import { editPage } from './pages/edit-page.js';
import { findInPage } from './pages/find-in-page.js';
import { getAttachments } from './attachments/get-attachments.js';
import { getComments } from './comments/get-comments.js';
import { getCurrentUser } from './search/get-current-user.js';
import { getLabels } from './labels/get-labels.js';
import { getPage } from './pages/get-page.js';
import { getPageBlame } from './history/get-page-blame.js';
import { getPageChildren } from './pages/get-page-children.js';
import { getPageDiff } from './history/get-page-diff.js';
import { getPageImages } from './attachments/get-page-images.js';
import { getPageRestrictions } from './permissions/get-page-restrictions.js';
import { getPageViews } from './analytics/get-page-views.js';
import { getSpace } from './spaces/get-space.js';
import { getSpacePageTree } from './pages/get-space-page-tree.js';
import { getSpacePermissions } from './permissions/get-space-permissions.js';
import { getTemplate } from './templates/get-template.js';
import { hello } from './examples/hello.js';
import { listPageVersions } from './history/list-page-versions.js';
import { listSpaces } from './spaces/list-spaces.js';
import { listTasks } from './tasks/list-tasks.js';
import { listTemplates } from './templates/list-templates.js';
import { movePage } from './pages/move-page.js';
import { removeLabels } from './labels/remove-labels.js';
import { resolveComment } from './comments/resolve-comment.js';
import { restorePageVersion } from './history/restore-page-version.js';
import { search } from './search/search.js';
import { searchUser } from './search/search-user.js';
import { setPageRestrictions } from './permissions/set-page-restrictions.js';
import { updateComment } from './comments/update-comment.js';
import { updatePage } from './pages/update-page.js';
import { updatePageDetails } from './pages/update-page-details.js';
import { updateTask } from './tasks/update-task.js';
import { uploadAttachment } from './attachments/upload-attachment.js';

const tools = [
  search,
  getPage,
  findInPage,
  getPageChildren,
  getSpacePageTree,
  createPage,
  createFolder,
  updatePage,
  editPage,
  updatePageDetails,
  movePage,
  copyPage,
  archivePages,
  deletePage,
  listSpaces,
  getSpace,
  getComments,
  addComment,
  updateComment,
  resolveComment,
  deleteComment,
  getLabels,
  addLabels,
  removeLabels,
  getAttachments,
  downloadAttachment,
  getPageImages,
  uploadAttachment,
  deleteAttachment,
  searchUser,
  getCurrentUser,
  listPageVersions,
  getPageDiff,
  getPageBlame,
  restorePageVersion,
  listTasks,
  updateTask,
  listTemplates,
  getTemplate,
  createPageFromTemplate,
  getPageRestrictions,
  setPageRestrictions,
  checkPermission,
  getSpacePermissions,
  getPageViews,
  hello,
  addNumbers,
] as const satisfies readonly Tool[];

/** Every tool there is. The order is what clients see. */
export const catalogue: readonly Tool[] = tools;

/** Keys of tables that have something for each tool: the editor says which one is missing. */
export type ToolName = (typeof tools)[number]['name'];
