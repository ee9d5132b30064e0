import { z } from 'zod';
import type { Analytics } from '../port.js';
import { contentId, path } from '../transport/path.js';
import type { GroupContext } from './group-context.js';
import { isoDateMs } from './iso-date.js';

const counted = z.object({ count: z.number().int().nonnegative() });

/** https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-analytics/ */
export function createAnalytics({ send }: GroupContext): Analytics {
  return {
    views: async (pageId, fromDate) => {
      const id = contentId(pageId, 'page_id');
      if (fromDate !== undefined) isoDateMs(fromDate, 'from_date');
      const count = async (measure: 'views' | 'viewers'): Promise<number> => {
        const answer = await send({
          method: 'GET',
          path: path`/rest/api/analytics/content/${id}/${measure}`,
          query: { fromDate },
          answer: counted,
          subject: `Page ${id}`,
          scope: 'read:analytics.content:confluence',
          badRequestHint: 'Check from_date.',
        });
        return answer.count;
      };
      const [views, viewers] = await Promise.all([count('views'), count('viewers')]);
      return { views, viewers };
    },
  };
}
