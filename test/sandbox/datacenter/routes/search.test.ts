import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../../../src/sandbox/index.js';
import type { WireJson } from '../../../support/sandbox.js';
import { callAs, useDataCenter } from '../data-center.js';

describe('search', () => {
  const sandbox = useDataCenter();
  const search = async (cql: string, more = '', who?: string) =>
    (await callAs(sandbox(), who).get(`/rest/api/search?cql=${encodeURIComponent(cql)}${more}`)).body;
  const titles = (body: WireJson) => body.results.map((hit: WireJson) => hit.title as string);

  it('speaks of people by their user names', async () => {
    expect(titles(await search('creator = "jonas" and label = "architecture"'))).toEqual(['Checkout architecture']);
    expect(titles(await search('mention = yuki and type = page order by title'))).toHaveLength(2);
    expect(titles(await search('creator = currentUser() and type = blogpost', '', 'amina'))).toEqual([
      'Checkout v2 is live',
    ]);
    expect((await search('creator = "8a8181a25c1f0001015c1f0a00010002"')).totalSize).toBe(0);
  });

  it('marks hits, and carries the content as expanded', async () => {
    const body = await search('title ~ "runbook" and space = ENG', '&expand=content.space,content.version');
    expect(body.results[0]).toMatchObject({
      title: 'Payments @@@hl@@@runbook@@@endhl@@@',
      content: { id: seedIds.paymentsRunbook, space: { key: 'ENG' }, version: { number: 3 } },
      entityType: 'content',
      url: '/spaces/ENG/pages/131073/Payments+runbook',
      resultGlobalContainer: { title: 'Engineering', displayUrl: '/display/ENG' },
    });
  });

  it('pages by start and limit, without cursors', async () => {
    const body = await search('type = page order by id', '&limit=2&start=2');
    expect(body).toMatchObject({ start: 2, limit: 2, size: 2 });
    expect(body._links.next).toMatch(/^\/rest\/api\/search\?.*limit=2&start=4$/);
    expect(body._links.next).not.toContain('cursor');
    expect(body.totalSize).toBeGreaterThan(4);
  });

  it('finds spaces, comments and attachments, and people who are asked for', async () => {
    expect((await search('type = space and title ~ "handbook"')).results[0]).toMatchObject({
      space: { key: 'HR' },
      url: '/display/HR',
    });
    expect((await search(`type = attachment and id = ${seedIds.capacityCsv.slice(3)}`)).results[0].content.type).toBe(
      'attachment',
    );
    expect((await search(`type = comment and container = ${seedIds.meetingNotes}`)).totalSize).toBe(3);
    const people = await search('type = user and user.fullname ~ "weber"');
    expect(people.results).toEqual([
      expect.objectContaining({ user: expect.objectContaining({ username: 'jonas' }), entityType: 'user' }),
    ]);
    expect((await search('title ~ "Jonas"')).totalSize).toBe(0);
  });

  it('answers with content alone where content is asked for', async () => {
    const path = `/rest/api/content/search?expand=version&cql=${encodeURIComponent('title ~ "handbook"')}`;
    const { body } = await callAs(sandbox()).get(path);
    expect(body.results).toEqual([expect.objectContaining({ id: seedIds.peopleHome, type: 'page' })]);
  });

  it.each(['', 'bogus = 1', 'title ~ ""', 'type ='])('refuses %j', async (cql) => {
    expect((await search(cql)).statusCode).toBe(400);
  });

  it('reads its context', async () => {
    const context = (text: string) => `&cqlcontext=${encodeURIComponent(text)}`;
    const body = await search('space = currentSpace() and type = blogpost', context('{"spaceKey":"ENG"}'));
    expect(titles(body)).toEqual(['Checkout v2 is live']);
    expect((await search('type = page', context('{'))).statusCode).toBe(400);
  });
});
