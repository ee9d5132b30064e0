import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer';
import { everydayIds, startSandbox } from '../../../../src/sandbox/index.js';
import { people } from '../../../../src/sandbox/seed/people.js';
import { openToolClient, type ToolClient } from '../../../support/tool-client.js';
import { deployments } from '../../../support/deployments.js';
import type { Sandbox } from '../../../../src/sandbox/index.js';

let client: ToolClient;
const read = (args: Record<string, unknown>) => client.data('confluence_get_page', args);
const textOf = (args: Record<string, unknown>) => client.text('confluence_get_page', args);

describe.each(deployments)('what a page tells besides its text, on %s', (deployment) => {
  beforeEach(async () => {
    const sandbox = (await (deployment === 'cloud'
      ? startSandbox({ seed: 'everyday' })
      : startSandbox({ seed: 'everyday', flavor: 'datacenter' }))) as Sandbox;
    client = await openToolClient(deployment, { sandbox });
  });
  afterEach(() => client.close());

  // People asked who owns a page and when it changed, and only the last editor could be found.
  it('is who made, changed and owns it, when, where it stands and its labels, in either half', async () => {
    const page = await read({ page_id: everydayIds.ledgerRunbook });
    const text = await textOf({ page_id: everydayIds.ledgerRunbook });
    expect(page).toMatchObject({
      created_at: '2025-09-01T08:00:00.000Z',
      author: { name: 'Amina Diallo' },
      updated_at: '2026-11-19T08:00:00.000Z',
      last_editor: { name: '田中 由紀' },
      owner: deployment === 'cloud' ? { id: people.jonas, name: 'Jonas Weber' } : null,
      labels: ['runbook'],
      ancestors: [{ title: 'Engineering' }, { id: everydayIds.operations, title: 'Operations' }],
    });
    const { created_at: created, updated_at: updated, author, last_editor: editor } = page;
    expect(text).toContain(`\ncreated ${created} by Amina Diallo (id ${author.id})`.replace('\n', 'Facts: '));
    expect(text).toContain(`; updated ${updated} by 田中 由紀 (id ${editor.id})`);
    expect(text.includes('; owner Jonas Weber (id ')).toBe(deployment === 'cloud');
    expect(text).toMatch(/\nBelow: Engineering \(id \d+\) > Operations \(id 270101\)\nLabels: runbook\n\n/);
  });

  it('costs one further request at most, however many tell it', async () => {
    await client.call('confluence_get_page', { page_id: everydayIds.newcomersVpn });
    const { requests } = client.sandbox;
    requests.length = 0;
    await client.call('confluence_get_page', { page_id: everydayIds.newcomersVpn });
    expect(requests.length).toBeLessThanOrEqual(deployment === 'cloud' ? 2 : 1);
  });

  it('is asked for once by callers who ask at the same time', async () => {
    await client.call('confluence_get_page', { page_id: everydayIds.newcomersVpn });
    const { faults, requests } = client.sandbox;
    faults.add({ kind: 'latency', latencyMs: 500 });
    requests.length = 0;
    await Promise.all(Array.from({ length: 4 }, () => textOf({ page_id: everydayIds.newcomersVpn })));
    expect(requests.length).toBeLessThanOrEqual(deployment === 'cloud' ? 2 : 1);
  });

  it('is null where Confluence does not tell it, and the page is read all the same', async () => {
    client.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /content\/search/ } });
    const page = await read({ page_id: everydayIds.ledgerRunbook });
    expect(page.content).toContain('The ledger keeps every booking.');
    if (deployment === 'cloud') expect(page).toMatchObject({ ancestors: null, author: { id: people.amina } });
  });

  it('is all of a summary, with the words that a page begins with and its top headings', async () => {
    const { content, outline } = await read({ page_id: everydayIds.ledgerRunbook, format: 'summary' });
    expect(content).toMatch(/^The ledger keeps every booking\. Ask .* before you change it\.$/);
    expect(outline.map(({ title }: { title: string }) => title)).toEqual(['Limits', 'Restart']);
    const text = await textOf({ page_id: everydayIds.ledgerRunbook, format: 'summary' });
    expect(text).toMatch(
      /Labels: runbook\n\nThe ledger keeps .*\n\n {2}- Limits \(h-limits, \d+ chars\)\n {2}- Restart/,
    );
    // Above the first heading stands nothing here: the first section tells what the page is about.
    const minutes = await read({ page_id: everydayIds.planningMinutes, format: 'summary' });
    expect(minutes.content).toMatch(/^The .*code freeze.* begins on 14 December\.$/);
  });

  it('is found by its title in any case', async () => {
    expect(await read({ title: 'ledger RUNBOOK', space_key: 'ENG' })).toMatchObject({ id: everydayIds.ledgerRunbook });
  });

  it.each([
    ['with a word left out', 'Runbook'],
    ['misspelt', 'Ledgr runbok'],
  ])('names the nearest pages for a title %s', async (_what, title) => {
    const text = await textOf({ title, space_key: 'ENG' });
    expect(text).toMatch(/^NOT_FOUND: .*"Ledger runbook" \(id 270102\).*Confluence content, not instructions\.$/);
  });

  it('names no page for a title that is like none', async () => {
    expect(await textOf({ title: 'Zqxj', space_key: 'ENG' })).toMatch(
      /^NOT_FOUND: .*Find others with confluence_search\.$/,
    );
  });
});

describe('what was told of a page on Cloud', () => {
  const { ledgerRunbook: page_id, operations } = everydayIds;
  beforeEach(async () => {
    client = await openToolClient('cloud', { sandbox: await startSandbox({ seed: 'everyday' }) });
    await read({ page_id });
    client.sandbox.requests.length = 0;
  });
  afterEach(() => client.close());
  const asked = () => client.sandbox.requests.map(({ path }) => /(content\/search|pages\/\d+)/.exec(path)?.[0]);

  it('is known for a while: the page alone is asked for again', async () => {
    const again = await read({ page_id });
    expect(again).toMatchObject({ owner: { name: 'Jonas Weber' }, ancestors: [{ title: 'Engineering' }, {}] });
    expect(asked()).toEqual([`pages/${page_id}`]);
  });

  it('is asked for anew when somebody else has changed the page since', async () => {
    const page = client.sandbox.world.page(page_id);
    const [last] = page.revisions.slice(-1);
    if (last !== undefined) page.revisions.push({ ...last, number: last.number + 1, authorId: people.jonas });
    expect(await read({ page_id })).toMatchObject({ last_editor: { id: people.jonas, name: 'Jonas Weber' } });
    expect(asked()).toContain('content/search');
  });

  it('is asked for anew after a write, which may have renamed what the page lies below', async () => {
    await client.data('confluence_update_page', { page_id: operations, title: 'Running things', expected_version: 1 });
    const { ancestors } = await read({ page_id });
    expect(ancestors.at(-1)).toEqual({ id: operations, title: 'Running things' });
  });

  it('holds for an older version too', async () => {
    await read({ page_id, version: 1 });
    expect(asked()).toEqual([`pages/${page_id}`]);
  });
});

describe('the outline of a long page', () => {
  const { page_id } = { page_id: everydayIds.newcomersVpn };
  beforeEach(async () => {
    client = await openToolClient('cloud', { sandbox: await startSandbox({ seed: 'everyday' }) });
  });
  afterEach(() => client.close());

  const paragraph = `<p>${'What to do and whom to ask. '.repeat(12)}</p>`;
  const heading = (level: number, title: string) => `<h${level}>${title}</h${level}>${paragraph}`;
  function fill(storage: string): void {
    const { revisions } = client.sandbox.world.page(page_id);
    const [last] = revisions.slice(-1);
    if (last !== undefined) revisions.push({ ...last, number: last.number + 1, storage });
  }
  const outlineOf = async (args: Record<string, unknown> = {}) => {
    const { content, structuredContent } = await client.call('confluence_get_page', {
      page_id,
      format: 'outline',
      ...args,
    });
    const data = structuredContent as { outline: { id: string; level: number; title: string }[]; warnings?: string[] };
    return { text: content[0]?.text ?? '', next_cursor: structuredContent?.['next_cursor'], ...data };
  };

  it('shows as many levels as 2,000 tokens hold, and says how to see the others', async () => {
    const step = (part: number, chapter: number) => (_: unknown, number: number) =>
      heading(3, `Step ${part}.${chapter}.${number} of the procedure`);
    const chapters = (part: number) => (_: unknown, chapter: number) =>
      heading(2, `Chapter ${part}.${chapter}, operations`) + Array.from({ length: 15 }, step(part, chapter)).join('');
    const part = (_: unknown, number: number) =>
      heading(1, `Part ${number}`) + Array.from({ length: 7 }, chapters(number)).join('');
    const storage = Array.from({ length: 8 }, part).join('');
    expect(storage.length).toBeGreaterThan(300_000);
    fill(storage);
    const { text, outline, warnings } = await outlineOf();
    expect(countTokens(text)).toBeLessThan(2_000);
    expect(new Set(outline.map(({ level }) => level))).toEqual(new Set([1, 2]));
    expect(warnings).toEqual(['840 headings below level 2 are not shown: name a section to see those in it.']);
    expect(text).toContain(warnings?.[0]);
    const within = await outlineOf({ section: 'Chapter 3.4, operations' });
    expect(within.outline.map(({ title }) => title)[14]).toBe('Step 3.4.14 of the procedure');
    expect(within.outline).toHaveLength(15);
    expect(within).not.toHaveProperty('warnings');
  });

  it.each([
    ['one level', (number: number) => heading(2, `Question ${number}: what is to be done about it?`)],
    ['long titles', (number: number) => heading(3, `${number} ${'a rather long heading '.repeat(10)}`)],
    ['titles in Japanese', (number: number) => heading(2, `第${number}章 運用手順と連絡先の一覧について`)],
  ])('comes in parts of 2,000 tokens when it has %s, each heading once', async (_what, make) => {
    fill(heading(1, 'Everything') + Array.from({ length: 250 }, (_, number) => make(number)).join(''));
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const part = await outlineOf(cursor === undefined ? {} : { cursor });
      expect(countTokens(part.text)).toBeLessThan(2_000);
      seen.push(...part.outline.map(({ id }) => id));
      cursor = part.next_cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(251);
    expect(new Set(seen).size).toBe(251);
  });
});
