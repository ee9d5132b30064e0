import type { Tool } from '../define-tool.js';
import { addComment } from './add-comment.js';
import { addLabels } from './add-labels.js';
import { addNumbers } from './add-numbers.js';
import { createPage } from './create-page.js';
import { deleteComment } from './delete-comment.js';
import { deletePage } from './delete-page.js';
import { editPage } from './edit-page.js';
import { getComments } from './get-comments.js';
import { getCurrentUser } from './get-current-user.js';
import { getLabels } from './get-labels.js';
import { getPage } from './get-page.js';
import { getPageChildren } from './get-page-children.js';
import { getSpace } from './get-space.js';
import { hello } from './hello.js';
import { listSpaces } from './list-spaces.js';
import { removeLabels } from './remove-labels.js';
import { resolveComment } from './resolve-comment.js';
import { search } from './search.js';
import { updateComment } from './update-comment.js';
import { updatePage } from './update-page.js';

/** Every tool there is. The order is what clients see. */
export const catalogue: readonly Tool[] = [
  search,
  getPage,
  getPageChildren,
  createPage,
  updatePage,
  editPage,
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
  getCurrentUser,
  hello,
  addNumbers,
];
