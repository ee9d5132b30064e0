import type { MethodScopes } from '../transport/wire-request.js';
import { z } from 'zod';
import type { Analytics } from '../port.js';
import { isoDateMs } from '../rest/arguments.js';
import { contentId, path } from '../transport/path.js';
import type { GroupContext } from './space-cache.js';

/** What each method needs of a token with scopes, the one that its errors name first. */
export const analyticsScopes = {
  views: ['read:analytics.content:confluence'],
} as const satisfies MethodScopes<Analytics>;

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
          scopes: analyticsScopes.views,
          badRequestHint: 'Check from_date.',
        });
        return answer.count;
      };
      const [views, viewers] = await Promise.all([count('views'), count('viewers')]);
      return { views, viewers };
    },
  };
}
