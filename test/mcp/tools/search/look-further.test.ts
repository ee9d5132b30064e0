import { describe, expect, it } from '@jest/globals';
import { people } from '../../../../src/sandbox/seed/people.js';
import { refusals } from '../../../../src/sandbox/index.js';
import { useToolFixture } from '../../fixtures/tool-fixture.js';

const fixture = useToolFixture();
const search = (args: Record<string, unknown>) => fixture().data('confluence_search', args);
const textOf = (args: Record<string, unknown>) => fixture().text('confluence_search', args);
const idsOf = ({ results }: { results: { id: string }[] }) => results.map(({ id }) => id);
const queries = () =>
  fixture().sandbox.requests.flatMap(({ path, query }) => (path.endsWith('/search') ? [query['cql']] : []));

describe('a search for words', () => {
  // A question in plain words found nothing, because every one of them was wanted.
  it.each([
    'how do I restart the payments service?',
    'restarting payments',
    'What should I do when a payment service has to be restarted',
    'payments: restart!',
  ])('finds the runbook for %s, asking the site for its own ranking', async (query) => {
    const found = await search({ query });
    expect(idsOf(found)[0]).toBe('131073');
    expect(found).not.toHaveProperty('warnings');
    expect(queries()).toEqual([expect.stringMatching(/^siteSearch ~ "/)]);
  });

  it('wants all of the words where the site has no ranking, and says so in either half', async () => {
    fixture().sandbox.faults.add(refusals.noSiteSearch);
    const { results, warnings } = await search({ query: 'settlement queue' });
    expect(results[0].id).toBe('131073');
    expect(warnings).toEqual(['This site has no ranked search: these results contain all of the words.']);
    expect(await textOf({ query: 'settlement queue' })).toContain(`Warning: ${warnings[0]}`);
  });

  it.each([
    ['please show the settlement queue', 'these results have: settlement queue', /^text ~ "settlement queue"$/],
    [
      'settlement zebracorn queue',
      'these results have some of: settlement zebracorn queue',
      /^text ~ "settlement" or text ~/,
    ],
  ])('looks for fewer words where nothing holds all of %s, and says which', async (query, said, asked) => {
    fixture().sandbox.faults.add(refusals.noSiteSearch);
    const { results, warnings } = await search({ query });
    expect(idsOf({ results })).toContain('131073');
    expect(warnings).toEqual([`No content has all of these words; ${said}.`]);
    expect(queries().at(-1)).toMatch(asked);
  });

  it('takes words in quotes for a phrase', async () => {
    const phrase = idsOf(await search({ query: '"settlement queue"' }));
    expect(phrase).toContain('131073');
    expect(await textOf({ query: '"queue settlement"' })).toMatch(/^Nothing found\./);
  });

  it('goes on with its cursor in the way that it began, names resolved', async () => {
    fixture().sandbox.faults.add(refusals.noSiteSearch);
    const args = { query: 'the payments zebracorn runbook', space_keys: ['Engineering'], limit: 1 };
    const first = await search(args);
    expect(first.warnings).toEqual(['Engineering is the space ENG.', expect.stringMatching(/some of: payments zeb/)]);
    const second = await search({ ...args, cursor: first.next_cursor });
    expect(second.results[0].space_key).toBe('ENG');
    expect(idsOf(second)).not.toEqual(idsOf(first));
    expect(await textOf({ query: 'other', cursor: first.next_cursor })).toMatch(/^INVALID_INPUT: .*cursor/);
    expect(await textOf({ query: 'payments', cursor: 'bm9uZQ' })).toMatch(/^INVALID_INPUT: cursor: not a next_cursor/);
  });

  it('says so when no word of it is anywhere', async () => {
    expect(await textOf({ query: 'zebracorn' })).toMatch(/^Nothing found\. Try /);
    expect(await search({ query: 'title = "zebracorn payments"' })).toEqual({ results: [] });
  });
});

describe('a space, a person or a type in a search', () => {
  // All of these were "Nothing found".
  it.each([
    ['the name of a space', { query: 'payments', space_keys: ['Engineering'] }, 'Engineering is the space ENG.'],
    ['the same in CQL', { query: 'space = engineering and type = page' }, 'engineering is the space ENG.'],
    [
      'a name with blanks',
      { query: 'type = page', space_keys: ['People Handbook'] },
      'People Handbook is the space HR.',
    ],
    ['the name of a person', { query: 'payments', contributor: 'Amina Diallo' }, /^Amina Diallo is Amina Diallo \(id /],
    ['a part of it', { query: 'payments', contributor: 'amina' }, /^amina is Amina Diallo \(id /],
    ['a person in CQL', { query: 'creator = "Jonas Weber" and type = page' }, /^Jonas Weber is Jonas Weber \(id /],
  ])('is taken for its id when it is %s', async (_what, args, said) => {
    const { results, warnings } = await search(args);
    expect(results.length).toBeGreaterThan(0);
    expect(warnings).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)]);
  });

  it('means the same as its id', async () => {
    const byId = await search({ query: 'type = page', contributor: people.amina });
    expect(idsOf(await search({ query: 'type = page', contributor: 'Amina' }))).toEqual(idsOf(byId));
    expect(idsOf(await search({ query: 'type = page and contributor = me' }))).toEqual(
      idsOf(await search({ query: 'type = page', contributor: 'me' })),
    );
  });

  it.each([
    [{ query: 'payments', space_keys: ['ENGG'] }, /^space_keys: there is no space "ENGG".* ENG \(Engineering\)/],
    [{ query: 'space = NOPE' }, /^query: there is no space "NOPE"/],
    [{ query: 'space in (NOPE, ZILCH)' }, /"NOPE".*query: there is no space "ZILCH"/],
    [
      { query: 'payments', contributor: 'Zebulon' },
      /^contributor: there is no person .*"Zebulon".* confluence_search_user/,
    ],
    [{ query: 'creator = "Zebulon Q"' }, /^query: there is no person with the id or name "Zebulon Q"/],
    [{ query: 'type = blog' }, /^query: there is no type "blog"\. The nearest is blogpost\./],
    [{ query: 'type in (page, posts)' }, /^query: there is no type "posts"\. The nearest is blogpost\./],
    [{ query: 'type = document' }, /^query: there is no type "document"\. The nearest is page\./],
  ])('is named when it does not exist: %j', async (args, said) => {
    const text = await textOf(args);
    expect(text).toMatch(/^INVALID_INPUT: /);
    expect(text.replace('INVALID_INPUT: ', '')).toMatch(said);
  });

  it.each([
    [{ query: 'payments', space_keys: ['ENG', 'NOPE'] }, /there is no space "NOPE"/],
    [{ query: 'space in (ENG, NOPE) and type = page' }, /there is no space "NOPE"/],
    [{ query: 'creator = "Zebulon Q" or label = runbook' }, /no person with the id or name "Zebulon Q"/],
    [{ query: 'space != NOPE and label = runbook' }, /there is no space "NOPE"/],
  ])('is named even among good ones: %j', async (args, said) => {
    const { results, warnings } = await search(args);
    expect(results.length).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringMatching(said)]);
    expect(await textOf(args)).toContain(`Warning: ${warnings[0]}`);
  });

  it('is not asked about where what was found proves it', async () => {
    await search({ query: 'payments', space_keys: ['eng'] });
    await search({ query: 'creator = "712020:3f0f6a0e-8a3b-4c59-9d75-1f8f3a6f2b11" and type = page' });
    expect(fixture().sandbox.requests).toHaveLength(2);
  });

  it('is looked up where the site refuses the query for it', async () => {
    const refuse = { ...refusals.newEditor, text: 'The user does not exist', match: { path: /Amina/ } };
    fixture().sandbox.faults.add(refuse);
    const { warnings } = await search({ query: 'creator = "Amina Diallo"' });
    expect(warnings).toEqual([expect.stringMatching(/^Amina Diallo is /)]);
    fixture().sandbox.faults.add({ ...refuse, match: { path: /search\?.*HR/ } });
    expect(await textOf({ query: 'space = HR' })).toMatch(/^INVALID_INPUT: .*did not accept the request/);
  });

  it('names the nearest field where the site knows fewer than this server', async () => {
    const text = 'Could not parse cql : No field exists with name: space.category';
    fixture().sandbox.faults.add({ ...refusals.noSiteSearch, text, match: { path: /category/ } });
    expect(await textOf({ query: 'space.category = x' })).toMatch(
      /^INVALID_INPUT: query: the search of this site has no field "space\.category"\. The nearest is space\b/,
    );
  });
});

describe('the results of a search', () => {
  it('come newest first when that is asked for, with who changed them last', async () => {
    const { results } = await search({ query: 'type = page', sort: 'updated', limit: 50 });
    const dates = results.map(({ updated_at: at }: { updated_at: string }) => Date.parse(at));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(dates.length).toBeGreaterThan(3);
    const [{ last_editor: editor }] = results;
    expect(editor).toEqual({ id: expect.any(String), name: expect.any(String) });
    const text = await textOf({ query: 'type = page', sort: 'updated' });
    expect(text).toContain(` by ${editor.name} (id ${editor.id})`);
  });
});
