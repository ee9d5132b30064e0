import type { Templates } from '../../confluence/index.js';
import { found } from './absence.js';
import { filterList } from './filter-list.js';
import type { SpaceGuard } from './space-guard.js';

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
