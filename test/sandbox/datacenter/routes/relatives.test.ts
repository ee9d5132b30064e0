import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

describe('children and descendants', () => {
  const sandbox = useDataCenter();
  const get = async (id: string, rest: string, who?: string) =>
    (await callAs(sandbox(), who).get(`/rest/api/content/${id}/${rest}`)).body;
  const ids = (body: WireJson) => body.results.map((one: WireJson) => one.id as string);

  it('come in the order of the tree, without what may not be seen', async () => {
    const children = await get(seedIds.engineeringHome, 'child/page');
    expect(ids(children)).toEqual([
      ...[seedIds.paymentsRunbook, seedIds.checkoutArchitecture, seedIds.meetingNotes, seedIds.onboarding],
      ...[seedIds.releases, seedIds.incidentReviews, seedIds.japaneseRunbook],
    ]);
    expect(ids(await get(seedIds.engineeringHome, 'descendant/page'))).toContain(seedIds.securityIncident);
    expect(ids(await get(seedIds.engineeringHome, 'descendant/page', 'jonas'))).not.toContain(seedIds.securityIncident);
  });

  it('come all at once, each type when it is expanded', async () => {
    const children = await get(seedIds.engineeringHome, 'child?expand=page.version');
    expect(children.page.results[0].version.number).toBe(3);
    expect(Object.keys(children._expandable)).toEqual(['comment', 'attachment']);
    const descendants = await get(seedIds.releases, 'descendant?expand=page');
    expect(ids(descendants.page)).toEqual([seedIds.releaseOctober, seedIds.releaseNovember]);
    const lists = await get(seedIds.meetingNotes, 'descendant?expand=comment,attachment');
    expect([lists.comment.size, lists.attachment.size]).toEqual([3, 0]);
    expect(ids((await get(seedIds.checkoutArchitecture, 'child?expand=attachment')).attachment)).toHaveLength(2);
  });

  it('are attachments and comments too', async () => {
    const files = await get(seedIds.checkoutArchitecture, 'child/attachment');
    expect(ids(files)).toEqual(['262145', '262146']);
    expect(ids(await get(seedIds.checkoutArchitecture, 'child/attachment?filename=capacity.csv'))).toEqual(['262146']);
    expect(ids(await get(seedIds.checkoutArchitecture, 'descendant/attachment?mediaType=image/png'))).toEqual([
      '262145',
    ]);
    expect(ids(await get(seedIds.meetingNotes, 'descendant/comment'))).toHaveLength(3);
  });

  it('belong to pages', async () => {
    expect((await get(seedIds.footerComment, 'child/page')).statusCode).toBe(404);
    expect((await get('1', 'child')).statusCode).toBe(404);
  });
});
