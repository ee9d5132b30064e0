import { ids } from '../../../src/sandbox/seed/ids.js';
import { describeAnalytics } from './analytics.js';
import { describeEveryRead, describeEveryWrite } from './every-method.js';
import { describeCloudPages } from './cloud-pages.js';
import { describeTasks } from './tasks.js';
import type { UseSite } from '../test-site.js';

/** The groups that Cloud alone has. The seed's one list of tasks is on the page of meeting notes. */
export function describeCloudGroups(site: UseSite): void {
  const firstTask = `${ids.meetingNotes}011`;
  describeCloudPages(site);
  describeTasks(site);
  describeAnalytics(site);
  describeEveryRead(site, [
    ['tasks.list', async ({ tasks }) => tasks?.list({ limit: 5 })],
    ['tasks.get', async ({ tasks }) => tasks?.get(firstTask)],
    ['analytics.views', async ({ analytics }) => analytics?.views(ids.onboarding)],
  ]);
  describeEveryWrite(site, [['tasks.setStatus', async ({ tasks }) => tasks?.setStatus(firstTask, 'complete')]]);
}
