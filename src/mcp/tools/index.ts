import type { Tool } from '../define-tool.js';
import { addComment } from './add-comment.js';
import { addLabels } from './add-labels.js';
import { addNumbers } from './add-numbers.js';
import { checkPermission } from './check-permission.js';
import { copyPage } from './copy-page.js';
import { createPage } from './create-page.js';
import { createPageFromTemplate } from './create-page-from-template.js';
import { deleteAttachment } from './delete-attachment.js';
import { deleteComment } from './delete-comment.js';
import { deletePage } from './delete-page.js';
import { downloadAttachment } from './download-attachment.js';
import { editPage } from './edit-page.js';
import { getAttachments } from './get-attachments.js';
import { getComments } from './get-comments.js';
import { getCurrentUser } from './get-current-user.js';
import { getLabels } from './get-labels.js';
import { getPage } from './get-page.js';
import { getPageChildren } from './get-page-children.js';
import { getPageDiff } from './get-page-diff.js';
import { getPageRestrictions } from './get-page-restrictions.js';
import { getPageViews } from './get-page-views.js';
import { getSpace } from './get-space.js';
import { getSpacePageTree } from './get-space-page-tree.js';
import { getTemplate } from './get-template.js';
import { hello } from './hello.js';
import { listPageVersions } from './list-page-versions.js';
import { listSpaces } from './list-spaces.js';
import { listTasks } from './list-tasks.js';
import { listTemplates } from './list-templates.js';
import { movePage } from './move-page.js';
import { removeLabels } from './remove-labels.js';
import { resolveComment } from './resolve-comment.js';
import { restorePageVersion } from './restore-page-version.js';
import { search } from './search.js';
import { searchUser } from './search-user.js';
import { setPageRestrictions } from './set-page-restrictions.js';
import { updateComment } from './update-comment.js';
import { updatePage } from './update-page.js';
import { updateTask } from './update-task.js';
import { uploadAttachment } from './upload-attachment.js';

/** Every tool there is. The order is what clients see. */
export const catalogue: readonly Tool[] = [
  search,
  getPage,
  getPageChildren,
  getSpacePageTree,
  createPage,
  updatePage,
  editPage,
  movePage,
  copyPage,
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
  uploadAttachment,
  deleteAttachment,
  searchUser,
  getCurrentUser,
  listPageVersions,
  getPageDiff,
  restorePageVersion,
  listTasks,
  updateTask,
  listTemplates,
  getTemplate,
  createPageFromTemplate,
  getPageRestrictions,
  setPageRestrictions,
  checkPermission,
  getPageViews,
  hello,
  addNumbers,
];
