import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../../../src/sandbox/index.js';
import { callAs, useSandbox, type WireJson } from '../../../support/sandbox.js';

describe('search', () => {
  const sandbox = useSandbox();
  const find = (cql: string, rest = '', who = 'service') =>
    callAs(sandbox(), who).get(`/rest/api/search?cql=${encodeURIComponent(cql)}${rest}`);
  const ids = async (cql: string, who?: string) =>
    (await find(cql, '', who)).body.results.map((result: WireJson) => (result.content ?? result.space).id as string);

  it('finds pages by their text, best first, with marks and entities', async () => {
    const { body } = await find('text ~ "security keys" and type = page');
    expect(body).toMatchObject({
      totalSize: 1,
      size: 1,
      start: 0,
      limit: 25,
      cqlQuery: 'text ~ "security keys" and type = page',
    });
    expect(body.results[0]).toMatchObject({
      content: { id: seedIds.releaseNovember, type: 'page' },
      entityType: 'content',
      resultGlobalContainer: { title: 'Engineering', displayUrl: '/spaces/ENG' },
    });
    expect(body.results[0].excerpt).toContain('&amp; @@@hl@@@security@@@endhl@@@ @@@hl@@@keys@@@endhl@@@');
  });

  it('finds the page that answers a question in plain words, its title first', async () => {
    const found = await ids('siteSearch ~ "how do I restart the payments service?" and type = page');
    expect(found[0]).toBe(seedIds.paymentsRunbook);
    const { body } = await find('siteSearch ~ "the onboarding weeks" and type = page');
    expect(body.results[0].title).toBe('@@@hl@@@Onboarding@@@endhl@@@');
    expect(await ids('siteSearch ~ "zebra xylophone"')).toEqual([]);
    expect((await find('siteSearch ~ "?!"')).status).toBe(400);
    expect((await find('siteSearch = "x"')).status).toBe(400);
  });

  it('names a field that does not exist, with the query', async () => {
    const { status, body } = await find('owner = currentUser()');
    expect(status).toBe(400);
    expect(body.message).toContain('Could not parse cql : owner = currentUser() (No field exists with name: owner)');
  });

  it('takes functions that stand for lists', async () => {
    expect(await ids('id in recentlyViewedContent(5)', 'amina')).toEqual([seedIds.paymentsRunbook]);
    expect(await ids('type = folder and space in recentlyViewedSpaces(5)', 'amina')).toEqual([seedIds.releases]);
    expect(await ids('space in favouriteSpaces()')).toEqual([]);
    expect((await find('space in nowhere()')).status).toBe(400);
    expect((await find('space in ENG')).status).toBe(400);
  });

  it('tells who changed a result last, whatever it is', async () => {
    const cql = `type in (page, comment, attachment) and space = ENG`;
    const { body } = await find(cql, '&limit=50&expand=content.version,content.space');
    for (const { content, lastModified } of body.results) {
      expect(content.version).toMatchObject({ by: { accountId: expect.any(String) }, when: lastModified });
      expect(content.space.key).toBe('ENG');
    }
  });

  it('finds comments, attachments, blog posts, folders and spaces by type', async () => {
    expect(await ids('type = comment and text ~ archive')).toEqual([seedIds.inlineComment]);
    expect(await ids('type = attachment and title ~ "capacity*"')).toEqual([seedIds.capacityCsv]);
    expect(await ids('type = blogpost')).toEqual([seedIds.launchPost]);
    expect(await ids('type = folder')).toEqual([seedIds.releases]);
    expect((await find('type = space order by title')).body.results.map((one: WireJson) => one.url)).toEqual([
      '/spaces/ENG',
      '/spaces/FIN',
      '/spaces/HR',
    ]);
  });

  it('knows labels, ancestors, mentions, macros and other scripts', async () => {
    expect(await ids('label = runbook order by title')).toEqual([seedIds.paymentsRunbook, seedIds.japaneseRunbook]);
    expect(await ids(`ancestor = ${seedIds.releases} order by created`)).toEqual([
      seedIds.releaseOctober,
      seedIds.releaseNovember,
    ]);
    expect(await ids(`mention = "${seedPeople.yuki}" and title ~ meeting`)).toEqual([seedIds.meetingNotes]);
    expect(await ids('macro = drawio')).toEqual([seedIds.checkoutArchitecture]);
    expect(await ids('text ~ "بُعد"')).toContain(seedIds.remoteWork);
  });

  it('orders by every field that has an order', async () => {
    for (const field of ['created', 'lastmodified', 'title', 'id', 'type', 'space', 'creator', 'space.key']) {
      const ascending = await ids(
        `type = page and id in (${seedIds.timeOff}, ${seedIds.onboarding}) order by ${field}`,
      );
      expect(ascending).toHaveLength(2);
    }
    expect(await ids(`id in (${seedIds.timeOff}, ${seedIds.onboarding}) order by space desc`)).toEqual([
      seedIds.timeOff,
      seedIds.onboarding,
    ]);
  });

  it('hides drafts, trash, closed spaces and restricted pages', async () => {
    expect(await ids('title ~ "policy" or title ~ "checklist"')).toEqual([]);
    expect(await ids('text ~ bluebird')).toEqual([seedIds.acquisitionPlans]);
    expect(await ids('text ~ bluebird', 'amina')).toEqual([]);
    expect(await ids('title ~ incident and type = page', 'jonas')).toEqual([seedIds.incidentReviews]);
    expect(await ids('type in (page, comment, attachment, space)', 'omar')).toEqual([]);
  });

  it('hides archived spaces unless they are asked for', async () => {
    sandbox().world.space('HR').status = 'archived';
    expect((await find('label = policy')).body.totalSize).toBe(0);
    expect((await find('label = policy', '&includeArchivedSpaces=true')).body.totalSize).toBe(2);
  });

  it('sees a change at once', async () => {
    await callAs(sandbox()).post('/rest/api/content/131076/label', [{ prefix: 'global', name: 'fresh' }]);
    expect(await ids('label = fresh')).toEqual([seedIds.onboarding]);
  });

  it('reads functions of the caller and the context', async () => {
    const mine = await find('creator = currentUser() and type = page', '', 'yuki');
    expect(mine.body.results[0].content.id).toBe(seedIds.japaneseRunbook);
    const context = encodeURIComponent(JSON.stringify({ spaceKey: 'HR' }));
    expect((await find('space = currentSpace() and type = page', `&cqlcontext=${context}`)).body.totalSize).toBe(3);
    expect((await find('type = page', '&cqlcontext={')).status).toBe(400);
  });

  it('pages with a cursor and a next that does not begin with /wiki', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/rest/api/search?cql=type%3Dpage&limit=4';
    while (path !== undefined) {
      const { body }: { body: WireJson } = await callAs(sandbox()).get(path);
      seen.push(...body.results.map((one: WireJson) => one.content.id as string));
      path = body._links.next as string | undefined;
      expect(body._links).toMatchObject({ base: sandbox().url, context: '/wiki' });
      if (path !== undefined) expect(path).toMatch(/^\/rest\/api\/search\?/);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(sandbox().world.pages().length - 2);
    expect((await find('type = page', '&cursor=abc')).status).toBe(400);
    expect((await find('type = page', '&start=2&limit=1')).body.start).toBe(2);
  });

  it.each([
    ['', 1000],
    ['content.space', 200],
    ['content.body.storage', 50],
    ['content.body.export_view', 25],
  ])('caps the limit without a word when expanding %j', async (expand, cap) => {
    expect((await find('type = page', `&limit=5000&expand=${expand}`)).body.limit).toBe(cap);
  });

  it('expands what is asked for, in content search too', async () => {
    const cql = encodeURIComponent(`id = ${seedIds.releaseOctober}`);
    const { body } = await callAs(sandbox()).get(
      `/rest/api/content/search?cql=${cql}&expand=space,version,history,ancestors,body.storage,body.view,metadata.labels`,
    );
    expect(body.results[0]).toMatchObject({
      space: { key: 'ENG' },
      version: { number: 1, by: { displayName: 'Jonas Weber' } },
      history: { createdBy: { accountId: seedPeople.jonas } },
      ancestors: [{ id: seedIds.engineeringHome }, { id: seedIds.releases }],
      body: { storage: { representation: 'storage' }, view: { value: expect.stringContaining('<ul>') } },
      metadata: { labels: { results: [{ name: 'release-notes', label: 'release-notes' }] } },
    });
  });

  it.each([
    ['space = ENG and', 'Could not parse cql : space = ENG and'],
    ['colour = red', 'Could not parse cql : colour = red'],
    ['text = red', 'Could not parse cql : text = red'],
    ['text ~ "..."', 'CQL was parsed but the search manager was unable to execute the search'],
    ['', 'cql parameter is required'],
  ])('refuses %j', async (cql, message) => {
    const { status, body } = await find(cql);
    expect([status, body.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it('finds users by name', async () => {
    const get = (cql: string) => callAs(sandbox()).get(`/rest/api/search/user?cql=${encodeURIComponent(cql)}`);
    expect((await get('type = user order by title')).body.totalSize).toBe(6);
    const { body } = await get('user.fullname ~ "Amina"');
    expect(body.results).toMatchObject([
      { user: { accountId: seedPeople.amina }, entityType: 'user', title: 'Amina Diallo' },
    ]);
    expect((await get('space = ENG')).status).toBe(400);
  });
});
