import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../src/sandbox/index.js';
import { textOf, type ToolAnswer } from '../support/clients.js';
import { usePolicedService } from './policed-service.js';

const policy = `
default: {}
callers:
  jwt:archiver: {deletes: true, writes_per_hour: 2}
  jwt:labeller: {writes_per_hour: 4}
  jwt:shown: {writes_per_hour: 4, confirm: {create: preview}}
  jwt:hurried: {writes_per_hour: 7}
`;

const { callerNamed, writes } = usePolicedService(policy);

const pages = [seedIds.meetingNotes, seedIds.onboarding, seedIds.paymentsRunbook];
const [first, second] = pages;
const refusal = (makes: number, left: RegExp, later: RegExp): RegExp =>
  new RegExp(
    `^RATE_LIMITED: .*\\(rule writes_per_hour\\)\\. This call makes ${makes}\\. Nothing was written, and ${left.source} ${later.source} in (?:59|60) minutes, when`,
  );

describe('the rule writes_per_hour, for calls that change many pages', () => {
  it.each(['labeller', 'shown'])(
    'has all of them labelled or none (%s), and counts those that change',
    async (name) => {
      const call = await callerNamed(name);
      const label = async (page_ids: unknown[], labels: string[]): Promise<ToolAnswer> => {
        const args = { page_ids, labels: labels.map((word) => `${name}-${word}`) };
        const preview = textOf(await call('confluence_add_labels', { ...args, dry_run: true }));
        const token = /preview_token "([^"]+)"/.exec(preview)?.[1];
        return call('confluence_add_labels', { ...args, ...(token !== undefined && { preview_token: token }) });
      };
      expect((await label([first, second], ['a'])).isError).toBeFalsy();
      const before = writes();
      const refused = await label(pages, ['b', 'c']);
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toMatch(refusal(3, /2 are left\. Change at most 2 in one call now\./, /Try again/));
      expect(writes()).toBe(before);
      // Two of the three have it.
      expect((await label(pages, ['a'])).isError).toBeFalsy();
      expect(writes()).toBe(before + 1);
      expect(textOf(await label([first, second], ['d']))).toMatch(
        refusal(2, /1 is left\. Change at most 1 in one call now\./, /Try again/),
      );
      expect(writes()).toBe(before + 1);
      expect((await label([first], ['d'])).isError).toBeFalsy();
      expect(textOf(await label([first, second], ['e']))).toMatch(refusal(2, /none is left\./, /Try again/));
    },
  );

  it('lets calls at once have what is left, each the whole of it', async () => {
    const call = await callerNamed('hurried');
    const before = writes();
    const calls = Array.from({ length: 4 }, (_, n) =>
      call('confluence_add_labels', { page_ids: pages, labels: [`hurried-${n}`] }),
    );
    const texts = (await Promise.all(calls)).map(textOf);
    expect(texts.filter((text) => text.startsWith('Done, labelled: 3 of 3 pages'))).toHaveLength(2);
    expect(texts.filter((text) => text.startsWith('RATE_LIMITED: '))).toHaveLength(2);
    expect(writes()).toBe(before + 6);
  });

  it('has all of them archived or none, and what was refused uses nothing up', async () => {
    const call = await callerNamed('archiver');
    const before = writes();
    expect(textOf(await call('confluence_archive_pages', { page_ids: pages }))).toMatch(
      refusal(3, /2 are left\. Change at most 2 in one call now\./, /Go on/),
    );
    expect(writes()).toBe(before);
    expect((await call('confluence_archive_pages', { page_ids: [first, second] })).isError).toBeFalsy();
    expect(writes()).toBe(before + 1);
  });
});
