import type {
  Analytics,
  Attachments,
  Comments,
  History,
  Labels,
  Permissions,
  Tasks,
  Templates,
} from '../../confluence/index.js';
import { found } from './absence.js';
import { filterList } from './filter-list.js';
import { onPage } from './space-guard.js';
import type { SpaceGuard } from './space-guard.js';

/** What hangs on pages goes by the page that it hangs on. */

/** The port's comments, each open where the space of its page is; a reply goes by the comment that it answers. */
export function policedComments(comments: Comments, guard: SpaceGuard): Comments {
  return {
    list: onPage(guard, 'read', (pageId, query) => comments.list(pageId, query)),
    get: (id) =>
      guard.shownOnPage(
        `Comment ${id}`,
        guard.read('comment', id, () => comments.get(id)),
      ),
    add: async (comment) => {
      if ('replyTo' in comment) await guard.comment(comment.replyTo, 'write');
      else await guard.page(comment.pageId, 'write');
      return comments.add(comment);
    },
    update: async (id, body) => {
      await guard.comment(id, 'write');
      return comments.update(id, body);
    },
    resolve: async (id, resolved) => {
      await guard.comment(id, 'write');
      return comments.resolve(id, resolved);
    },
    delete: async (id) => {
      await guard.comment(id, 'write');
      await comments.delete(id);
    },
  };
}

/**
 * The port's attachments, each open where the space of its page is. A file that was moved meanwhile is judged again.
 */
export function policedAttachments(attachments: Attachments, guard: SpaceGuard): Attachments {
  return {
    list: onPage(guard, 'read', (pageId, query) => attachments.list(pageId, query)),
    get: (id) =>
      guard.shownOnPage(
        `Attachment ${id}`,
        guard.read('attachment', id, () => attachments.get(id)),
      ),
    download: async (id, options) => {
      await guard.attachment(id, 'read');
      return guard.shownOnPage(`Attachment ${id}`, attachments.download(id, options));
    },
    upload: onPage(guard, 'write', (pageId, file) => attachments.upload(pageId, file)),
    delete: async (id) => {
      await guard.attachment(id, 'write');
      await attachments.delete(id);
    },
  };
}

/** The port's tasks. Over several spaces, those of hidden pages are left out of the list, which then reads on. */
export function policedTasks(tasks: Tasks, guard: SpaceGuard): Tasks {
  return {
    list: async (query) => {
      if (query.spaceKey !== undefined) await guard.space(query.spaceKey, 'read');
      if (query.pageId !== undefined) await guard.page(query.pageId, 'read');
      const isOfOneSpace = query.spaceKey !== undefined || query.pageId !== undefined;
      if (isOfOneSpace) return tasks.list(query);
      return filterList(
        query,
        (page) => tasks.list(page),
        ({ pageId }) => guard.seesPage(pageId),
      );
    },
    get: (id) =>
      guard.shownOnPage(
        `Task ${id}`,
        guard.read('task', id, () => tasks.get(id)),
      ),
    setStatus: async (id, status) => {
      await guard.task(id, 'write');
      return tasks.setStatus(id, status);
    },
  };
}

/** The port's labels, open where the page's space is. */
export function policedLabels(labels: Labels, guard: SpaceGuard): Labels {
  return {
    list: onPage(guard, 'read', (pageId) => labels.list(pageId)),
    add: onPage(guard, 'write', (pageId, names) => labels.add(pageId, names)),
    remove: onPage(guard, 'write', (pageId, names) => labels.remove(pageId, names)),
  };
}

/** The port's history, open where the page's space is now: a version may be from another. */
export function policedHistory(history: History, guard: SpaceGuard): History {
  return { list: onPage(guard, 'read', (pageId, query) => history.list(pageId, query)) };
}

/** The port's permissions; asking for one's own counts as reading, and changing restrictions as a write. */
export function policedPermissions(permissions: Permissions, guard: SpaceGuard): Permissions {
  return {
    restrictions: onPage(guard, 'read', (pageId) => permissions.restrictions(pageId)),
    setRestrictions: onPage(guard, 'write', (pageId, change) => permissions.setRestrictions(pageId, change)),
    ofSpace: async (spaceKey, query) => {
      await guard.space(spaceKey, 'read');
      return permissions.ofSpace(spaceKey, query);
    },
    check: onPage(guard, 'read', (pageId, userId, operation) => permissions.check(pageId, userId, operation)),
    mine: async (place) => {
      if ('page' in place) await guard.page(place.page, 'read');
      else if ('space' in place) await guard.space(place.space, 'read');
      else if ('comment' in place) await guard.comment(place.comment, 'read');
      else await guard.attachment(place.attachment, 'read');
      return permissions.mine(place);
    },
  };
}

/** The port's analytics, open where the page's space is. */
export function policedAnalytics(analytics: Analytics, guard: SpaceGuard): Analytics {
  return { views: onPage(guard, 'read', (pageId, fromDate?: string) => analytics.views(pageId, fromDate)) };
}

/** Templates go by their own space; those of the whole site are in none. */
export function policedTemplates(templates: Templates, guard: SpaceGuard): Templates {
  return {
    list: async (query) => {
      if (query.spaceKey !== undefined) await guard.space(query.spaceKey, 'read');
      return filterList(
        query,
        (page) => templates.list(page),
        ({ spaceKey }) => guard.seesSpace(spaceKey),
      );
    },
    get: async (id) => {
      const template = await found(`Template ${id}`, templates.get(id));
      guard.judge(`Template ${id}`, template.spaceKey, 'read');
      return template;
    },
  };
}
