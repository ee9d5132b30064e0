import { describe, expect, it } from '@jest/globals';
import type { Search } from '../../../src/confluence/index.js';
import { createSpacePolicy, policed, type SpacePolicy, type SpaceRules } from '../../../src/mcp/space-policy/index.js';
import { seedIds } from '../../../src/sandbox/index.js';
import { caught } from '../../contract/caught.js';
import { corners, rareWord } from '../../support/three-spaces.js';
import { usePolicyFixture } from './fixture.js';

const fixture = usePolicyFixture();
const { hidden } = corners;

/** CQL as far as it tries to get out of the spaces that are allowed. */
const attempts = [
  `text ~ "${rareWord}"`,
  `space = FIN`,
  `space.key = "FIN"`,
  `space in (FIN, ENG)`,
  `space = "ENG" OR space = FIN`,
  `type = page OR (space = FIN)`,
  `NOT space = ENG`,
  `not (space in (ENG, HR))`,
  `space != "ENG"`,
  `id = ${hidden.page}`,
  `id in (${hidden.page}, ${seedIds.acquisitionPlans})`,
  `content = ${hidden.page}`,
  `ancestor = ${hidden.home}`,
  `parent = ${hidden.page}`,
  `container = ${hidden.page}`,
  `type = space`,
  `space.title ~ "Finance"`,
  `title = "${hidden.title}"`,
  `title = "x\\" OR space = \\"FIN"`,
  `title = 'x" OR space = "FIN'`,
  `title = "order by" or space = FIN order by created desc`,
  `title != "a) OR (space=FIN" order by title`,
  `title != "\\" or id = ${hidden.page}`,
  `title != "\\\\" or id = ${hidden.page}`,
  `title = “x” or space = FIN`,
  `title != "x"\nor space = FIN`,
  `type = page\u00a0or\u2003space = FIN`,
];

/** CQL that is none: what it could mean upstream is not left to chance. */
const broken = [
  `type = page) OR (space = FIN`,
  `type = page) OR (space = FIN) OR (type = page`,
  `type = page -- space`,
  `type = page; space = FIN`,
  `title = "x`,
  `title = "x" or space = "FIN`,
  `colour = red or space = FIN`,
  `space = FIN or f(or space = FIN)`,
  `title = “x or y or space = FIN`,
  `id = x[space]=FIN or (id = 1`,
  `type = “page”(1) or space = FIN`,
  `order by space`,
  ``,
];

async function everything(cql: string, rules?: SpaceRules): Promise<(string | null)[]> {
  const { search } = fixture().under(rules);
  const spaces: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await search.cql(cql, { limit: 3, cursor });
    spaces.push(...page.items.map(({ spaceKey }) => spaceKey));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return spaces;
}

describe('search under a policy', () => {
  it.each(attempts)('[C1] finds nothing of a hidden space by %j', async (cql) => {
    for (const rules of [{ filter: ['eng', 'HR'] }, { deny: ['fin'] }]) {
      const found = await everything(cql, rules).catch(() => []);
      expect(found.filter((key) => key !== 'ENG' && key !== 'HR')).toEqual([]);
    }
  });

  it.each(broken)('[C1] refuses %j, which is no CQL, without asking Confluence to run it', async (cql) => {
    expect((await caught(fixture().under().search.cql(cql, { limit: 5 }))).code).toBe('INVALID_INPUT');
    expect(fixture().sandbox.requests.filter(({ path }) => path.endsWith('/search'))).toEqual([]);
  });

  it('finds all that is allowed, over all pages', async () => {
    const found = await everything(`text ~ "${rareWord}"`);
    const bare = await fixture().confluence.search.cql(`text ~ "${rareWord}"`, { limit: 50 });
    expect(found).toHaveLength(bare.items.filter(({ spaceKey }) => spaceKey !== 'FIN').length);
    expect(new Set(found)).toEqual(new Set(['ENG', 'HR']));
  });

  it('keeps the order that was asked for', async () => {
    const { search } = fixture().under();
    const titles = async (cql: string) => (await search.cql(cql, { limit: 50 })).items.map(({ title }) => title);
    const up = await titles('type = page and label = zoo order by title asc');
    expect(up).toEqual(['Plan of ENG', 'Plan of HR']);
    expect(await titles('type = page and label = zoo order by title desc')).toEqual(up.toReversed());
  });

  it('[C1] judges each hit again, whatever Confluence made of the query', async () => {
    const { confluence } = fixture();
    const cql: Search['cql'] = (_narrowed, query) => confluence.search.cql('label = zoo order by title', query);
    const policy = createSpacePolicy({ filter: ['HR'] }) as SpacePolicy;
    const port = policed({ ...confluence, search: { cql } }, policy);
    const page = await port.search.cql('type = page', { limit: 1 });
    expect(page.items.map(({ spaceKey }) => spaceKey)).toEqual(['HR']);
    expect((await confluence.search.cql('label = zoo', { limit: 50 })).items).toHaveLength(3);
  });

  it('spells the keys as Confluence does, leaves out those that do not exist, and asks for them once', async () => {
    const port = fixture().under({ filter: ['eng', 'nope', 'hr'] });
    for (let time = 0; time < 2; time += 1) await port.search.cql('type = page', { limit: 5 });
    const { requests } = fixture().sandbox;
    const queries = requests.flatMap(({ path, query }) => (path.endsWith('/search') ? [query['cql']] : []));
    expect(queries).toEqual(Array(2).fill('type = "page" and space in ("ENG", "HR")'));
    expect(requests.filter(({ path }) => path.endsWith('/spaces'))).toHaveLength(3);
  });

  it('finds nothing, without asking, when there is no space to look in', async () => {
    for (const rules of [{ filter: [] }, { filter: ['ENG'], deny: ['ENG'] }, { filter: ['NOPE'] }]) {
      const page = await fixture().under(rules).search.cql('type = page', { limit: 5 });
      expect(page).toEqual({ items: [], nextCursor: null });
    }
    expect(fixture().sandbox.requests.filter(({ path }) => path.endsWith('/search'))).toEqual([]);
  });

  it('runs as it is when spaces are only read-only, or denied ones do not exist', async () => {
    const cql = 'label = zoo order by title';
    const bare = await fixture().confluence.search.cql(cql, { limit: 50 });
    expect(
      await fixture()
        .under({ readOnly: ['HR'] })
        .search.cql(cql, { limit: 50 }),
    ).toEqual(bare);
    expect(
      (
        await fixture()
          .under({ deny: ['NOPE'] })
          .search.cql(cql, { limit: 50 })
      ).items,
    ).toEqual(bare.items);
  });
});
