import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { ids } from '../../../src/sandbox/seed/ids.js';
import { people } from '../../../src/sandbox/seed/people.js';
import { caught } from '../../contract/caught.js';
import { startCloudSite, type TestSite } from '../../contract/test-site.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

describe('restrictions of a page', () => {
  let site: TestSite;
  beforeEach(async () => {
    site = await startCloudSite();
  });
  afterEach(() => site.stop());

  it('are complete for hundreds of people', async () => {
    const { world } = site.sandbox;
    const many = Array.from({ length: 250 }, (_, index) => `712020:reader-${index}`);
    for (const accountId of many) world.users.set(accountId, { ...world.user(people.amina), accountId });
    world.page(ids.onboarding).restrictions.read.users.push(people.service, ...many);
    const { read } = await site.confluence.permissions.restrictions(ids.onboarding);
    expect(read.users).toEqual([people.service, ...many]);
    expect(site.sandbox.requests).toHaveLength(3);
  });

  it('are written in one request when both operations are named, and opened by removing them', async () => {
    const { permissions } = site.confluence;
    const only = { users: [people.service], groups: [] };
    await permissions.setRestrictions(ids.onboarding, { read: only, update: only });
    await permissions.setRestrictions(ids.onboarding, {
      read: { users: [], groups: [] },
      update: { users: [], groups: [] },
    });
    expect(site.sandbox.requests.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
  });
});

describe('what is no id', () => {
  const upstream = useUpstream();

  it.each<[string, RegExp, (confluence: Confluence) => Promise<unknown>]>([
    ['an account', /^Send account ids, /, ({ permissions }) => permissions.check('7', 'jane doe', 'read')],
    ['a template', /^Send the id /, ({ templates }) => templates.get('../1')],
    ['an attachment', /^Send it /, ({ attachments }) => attachments.get('att/1')],
  ])('is refused before anything is asked, saying what to send: %s', async (_, hint, ask) => {
    const error = await caught(ask(openConfluenceClient(upstream()).forCall({})));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', hint: expect.stringMatching(hint) as unknown });
    expect(upstream().requests).toEqual([]);
  });
});

describe('portions of restrictions', () => {
  const upstream = useUpstream();
  const portion = (users: string[], limit?: number) => ({
    operation: 'read',
    restrictions: {
      user: { results: users.map((accountId) => ({ accountId })), ...(limit !== undefined && { limit }) },
      group: { results: [], limit: 100 },
    },
  });
  const read = async () =>
    (await openConfluenceClient(upstream()).forCall({}).permissions.restrictions('7')).read.users;

  it('can be smaller than asked for', async () => {
    upstream().handler = (req, res) => {
      const start = Number(new URL(req.url ?? '', 'http://site').searchParams.get('start'));
      answer(res, 200, { results: [portion(['a', 'b', 'c', 'd', 'e'].slice(start, start + 2), 2)] });
    };
    expect(await read()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('end where a site gives the same one again', async () => {
    upstream().handler = (_req, res) => answer(res, 200, { results: [portion(['a', 'b'], 2)] });
    expect(await read()).toEqual(['a', 'b']);
    expect(upstream().requests).toHaveLength(2);
  });
});
