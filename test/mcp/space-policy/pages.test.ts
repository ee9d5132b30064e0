import { describe, expect, it } from '@jest/globals';
import type { Pages } from '../../../src/confluence/index.js';
import { AppError } from '../../../src/errors.js';
import { createSpacePolicy, policed, type SpacePolicy } from '../../../src/mcp/space-policy/index.js';
import { seedIds } from '../../../src/sandbox/index.js';
import { caught } from '../../contract/caught.js';
import { cornerRules, corners } from '../../support/three-spaces.js';
import { usePolicyFixture } from './fixture.js';

const fixture = usePolicyFixture();
const { open, readOnly, hidden } = corners;
const policy = createSpacePolicy(cornerRules) as SpacePolicy;
const storage = '<p>new</p>';
const change = { type: 'page', title: 'New', body: storage, status: 'current', expectedVersion: 2 } as const;

describe('pages.resolveId under a policy', () => {
  const url = (path: string) => fixture().sandbox.url + path;

  it('says the same of everything that it must not find', async () => {
    const references = [
      `/spaces/FIN/pages/${hidden.page}/Plan`,
      '/spaces/ENG/pages/7301/Plan',
      `/display/FIN/${encodeURIComponent(hidden.title)}`,
      '/display/FIN/No+such+page',
      '/display/NOPE/No+such+page',
      '/display/ENG/No+such+page',
      '/spaces/FIN/overview',
      '/spaces/NOPE/overview',
      `/pages/viewpage.action?pageId=${hidden.page}`,
      `/pages/viewpage.action?spaceKey=FIN&title=${encodeURIComponent(hidden.title)}`,
      `/pages/viewpage.action?spaceKey=FIN&title=None`,
    ];
    const answers = new Set<string>();
    for (const reference of references) {
      const { code, message, hint } = await caught(fixture().under().pages.resolveId(url(reference)));
      answers.add(JSON.stringify({ code, message, hint }));
    }
    expect([...answers]).toEqual([
      expect.stringContaining('The page behind this URL was not found, or is not visible to this account.'),
    ]);
  });

  it('gives what may be seen', async () => {
    const { pages } = fixture().under();
    const title = encodeURIComponent(readOnly.title);
    expect(await pages.resolveId(url(`/display/hr/${title}`))).toBe(readOnly.page);
    expect(await pages.resolveId(url('/spaces/ENG/overview'))).toBe(open.home);
  });

  it('leaves ids to whatever they are used for, and asks nobody', async () => {
    expect(await fixture().under().pages.resolveId(` ${hidden.page} `)).toBe(hidden.page);
    expect(fixture().sandbox.requests).toEqual([]);
  });
});

describe('pages.get as view under a policy', () => {
  const view = (id: string, rules?: { deny?: string[]; readOnly?: string[] }) =>
    fixture().under(rules).pages.get(id, { representation: 'view' });

  it('is given for a page of plain text, in any version', async () => {
    expect((await view(open.child)).body).toContain('More');
    expect((await fixture().under().pages.get(open.page, { representation: 'view', version: 1 })).body).toContain(
      'First',
    );
  });

  it.each([
    '<ac:structured-macro ac:name="include"><ac:parameter ac:name=""><ac:link><ri:page ri:space-key="FIN" ri:content-title="Plan of FIN" /></ac:link></ac:parameter></ac:structured-macro>',
    '<p><ac:link><ri:content-entity ri:content-id="7201" /></ac:link></p>',
    '<AC:structured-macro ac:name="children" />',
  ])('is refused where Confluence could render other pages into it: %.50s', async (body) => {
    fixture().sandbox.world.page(open.child).rewrite(body);
    for (const rules of [undefined, { deny: ['FIN'] }]) {
      expect((await caught(view(open.child, rules))).code).toBe('NOT_SUPPORTED');
    }
    await expect(view(open.child, { readOnly: ['HR'] })).resolves.toBeDefined();
  });

  it('is refused when the page changed while it was rendered', async () => {
    const { confluence, sandbox } = fixture();
    const get: Pages['get'] = async (id, query) => {
      const page = await confluence.pages.get(id, query);
      const { revisions, version } = sandbox.world.page(id);
      if (query?.representation === 'view') revisions.push({ ...version, number: version.number + 1 });
      return page;
    };
    const port = policed({ ...confluence, pages: { ...confluence.pages, get } }, policy);
    const error = await caught(port.pages.get(open.child, { representation: 'view' }));
    expect(error.code).toBe('NOT_SUPPORTED');
  });

  it('is refused for a draft, whose versions do not count', async () => {
    expect((await caught(view(seedIds.unfinishedDraft))).code).toBe('NOT_SUPPORTED');
  });
});

describe('a page that moved', () => {
  it('is judged by where it is, in every version', async () => {
    fixture().sandbox.world.page(open.page).spaceId = seedIds.spaces.finance;
    for (const query of [{}, { version: 1 }, { representation: 'view' as const }]) {
      expect((await caught(fixture().under().pages.get(open.page, query))).code).toBe('NOT_FOUND');
    }
    fixture().sandbox.world.page(hidden.page).spaceId = seedIds.spaces.engineering;
    expect((await fixture().under().pages.get(hidden.page)).spaceKey).toBe('ENG');
  });

  it('is hidden in an old version too, where Confluence names the space of that time', async () => {
    const { confluence } = fixture();
    const get: Pages['get'] = async (id, query) => {
      const page = await confluence.pages.get(id, query);
      return query?.version === undefined ? page : { ...page, spaceKey: 'ENG' };
    };
    const port = policed({ ...confluence, pages: { ...confluence.pages, get } }, policy);
    expect((await caught(port.pages.get(hidden.page, { version: 1 }))).code).toBe('NOT_FOUND');
  });

  it('is judged anew when it is read again, and by the next call', async () => {
    const port = fixture().under();
    await port.pages.get(open.page);
    fixture().sandbox.world.page(open.page).spaceId = seedIds.spaces.finance;
    expect((await caught(port.pages.get(open.page))).code).toBe('NOT_FOUND');
    expect((await caught(port.labels.add(open.page, ['x']))).code).toBe('NOT_FOUND');
    expect((await caught(fixture().under().labels.list(open.page))).code).toBe('NOT_FOUND');
  });

  it('does not show itself in the answer to a write that was just in time', async () => {
    const port = fixture().under();
    await port.pages.get(open.page);
    fixture().sandbox.world.page(open.page).spaceId = seedIds.spaces.finance;
    expect((await caught(port.pages.update(open.page, change))).code).toBe('NOT_FOUND');
  });
});

describe('a folder as a parent', () => {
  const newPage = { ...change, spaceKey: 'ENG' };

  it('is found where it is', async () => {
    const { pages } = fixture().under();
    expect(await pages.create({ ...newPage, parentId: seedIds.releases })).toMatchObject({
      parentId: seedIds.releases,
    });
  });

  it('is hidden with its space, read-only with its space, and missing when there is none', async () => {
    const folder = fixture().sandbox.world.page(seedIds.releases);
    folder.spaceId = seedIds.spaces.finance;
    const refusal = () =>
      caught(
        fixture()
          .under()
          .pages.create({ ...newPage, parentId: folder.id }),
      );
    const hiding = await refusal();
    folder.spaceId = seedIds.spaces.people;
    expect((await refusal()).code).toBe('POLICY_DENIED');
    fixture().sandbox.world.contents.delete(folder.id);
    expect(await refusal()).toMatchObject({ code: 'NOT_FOUND', message: hiding.message });
    expect(fixture().writes()).toEqual([]);
  });
});

describe('a parent that only the search could know', () => {
  const create = (failure: AppError) => {
    const { confluence } = fixture();
    const port = policed({ ...confluence, search: { cql: () => Promise.reject(failure) } }, policy);
    return caught(port.pages.create({ ...change, spaceKey: 'ENG', parentId: corners.missing.page }));
  };

  it('is missing when the search is refused', async () => {
    expect((await create(new AppError('INVALID_INPUT', 'No such id.'))).code).toBe('NOT_FOUND');
  });

  it('is unknown while the search fails', async () => {
    expect((await create(new AppError('UPSTREAM_TIMEOUT', 'Too slow.'))).code).toBe('UPSTREAM_TIMEOUT');
  });
});

describe('looking up where content is', () => {
  const asked = () =>
    fixture().sandbox.requests.map(({ method, path }) => `${method} ${path.replace(/^.*\/(?=\w+\/\d)/, '')}`);

  /** Of each read of the page, in which form its text was wanted. */
  const bodies = () =>
    fixture()
      .sandbox.requests.filter(({ path }) => path.endsWith(`/pages/${open.page}`))
      .map(({ query }) => query['body-format']);

  it('costs nothing when the page is read anyway', async () => {
    await fixture().under().pages.get(open.page);
    expect(asked().filter((request) => request === `GET pages/${open.page}`)).toHaveLength(1);
  });

  it('is done once for everything that one call does to a page', async () => {
    const port = fixture().under();
    await port.labels.list(open.page);
    await port.pages.get(open.page);
    await port.pages.update(open.page, change);
    await port.labels.add(open.page, ['x']);
    expect(asked().filter((request) => request === `GET pages/${open.page}`)).toEqual([
      `GET pages/${open.page}`,
      `GET pages/${open.page}`,
    ]);
    expect(bodies()).toEqual([undefined, 'storage']);
  });

  it('fetches no text for it', async () => {
    const port = fixture().under();
    await port.comments.list(open.page, { location: 'footer', status: 'all', limit: 5 });
    await port.attachments.list(open.page, { limit: 5 });
    await port.comments.get(open.comment);
    expect(bodies()).toEqual([undefined]);
  });

  it('waits for a read that is under way', async () => {
    const port = fixture().under();
    await Promise.all([port.pages.get(open.page), port.labels.list(open.page)]);
    expect(bodies()).toEqual(['storage']);
  });

  it('is not needed for a page that the same call made', async () => {
    const port = fixture().under();
    const { id } = await port.pages.create({ ...change, spaceKey: 'eng' });
    await port.labels.add(id, ['x']);
    expect(asked().filter((request) => request.startsWith('GET pages/'))).toEqual([]);
  });

  it('hides what Confluence forbids, whose space nobody can know', async () => {
    fixture().sandbox.faults.add({ kind: 'status', status: 403, match: { path: /\/pages\// } });
    expect((await caught(fixture().under().labels.list(open.page))).code).toBe('NOT_FOUND');
  });

  it('tells when the token lacks a scope, instead of hiding everything', async () => {
    const { confluence } = fixture();
    const details = { scope: 'read:page:confluence' };
    const summary = () => Promise.reject(new AppError('FORBIDDEN', 'The token lacks a scope.', { details }));
    const port = policed({ ...confluence, pages: { ...confluence.pages, summary } }, policy);
    expect(await caught(port.labels.list(open.page))).toMatchObject({ code: 'FORBIDDEN', details });
  });
});
