import { describe, expect, it } from '@jest/globals';
import { compileCql } from '../../../src/sandbox/cql/compile.js';
import { CqlError } from '../../../src/sandbox/cql/cql-error.js';
import type { IndexedDocument } from '../../../src/sandbox/cql/document.js';
import { wordsOf } from '../../../src/sandbox/cql/words.js';

const asker = {
  accountId: '557058:me',
  timeZone: 'Europe/Berlin',
  now: new Date('2026-11-20T12:00:00Z'),
  spaceKey: 'ENG',
  contentId: '7',
};

function documentWith(given: Partial<IndexedDocument> = {}): IndexedDocument {
  const title = given.title ?? 'Payments Runbook';
  const text = given.text ?? 'Restart one replica';
  return {
    ...{ id: '7', type: 'page', title, text, titleWords: wordsOf(title), textWords: wordsOf(text) },
    created: new Date('2026-03-01T10:00:00Z'),
    modified: new Date('2026-11-19T23:30:00Z'),
    creator: '557058:me',
    contributors: ['557058:me', '557058:you'],
    ...{ spaceKey: 'ENG', spaceTitle: 'Engineering', spaceType: 'global' },
    ancestors: ['2', '1'],
    parent: '2',
    container: null,
    labels: ['runbook'],
    macros: ['code'],
    mentions: ['557058:you'],
    ...given,
  };
}

const matches = (cql: string) => compileCql(cql, asker).matches(documentWith());

describe('compileCql', () => {
  it.each([
    'space = eng',
    'space = currentSpace()',
    'content = currentContent()',
    'type in (page, blogpost)',
    'type != comment',
    'label = "Runbook"',
    'label not in (news)',
    'ancestor = 1',
    'parent = 2',
    'id = 7',
    'creator = currentUser()',
    'contributor = "557058:you"',
    'mention = "557058:you"',
    'macro = code',
    'title = "payments runbook"',
    'title ~ "run*"',
    'title !~ "checkout"',
    'text ~ "replica"',
    'text ~ "payments replica"',
    'siteSearch ~ "restart"',
    'space.title ~ engineering',
    'space.type = global',
    'not text ~ "checkout"',
    'text !~ "checkout"',
    'created = "2026-03-01"',
    'created = "2026/03/01 11:00"',
    'created > "2026/02/28"',
    'created < "2026-03-01 11:01"',
    'created <= "2026-03-01 11:00"',
    'created != "2026-03-02"',
    'created in ("2026-03-01", "2026-03-02")',
    // Half past eleven in the evening UTC is already the 20th in Berlin.
    'lastmodified = "2026-11-20"',
    'lastmodified >= startOfDay()',
    'lastmodified < endOfDay()',
    'lastmodified > now("-1d")',
    'lastmodified > now("-13h")',
    'lastmodified < now("-30m")',
    'lastmodified >= startOfWeek()',
    'lastmodified <= endOfWeek()',
    'lastmodified >= startOfMonth()',
    'lastmodified >= startOfYear()',
    'lastmodified < startOfYear("+1y")',
    'lastmodified < endOfMonth("-0M")',
    'created >= startOfYear() and created < now("-8M")',
  ])('matches %s', (cql) => {
    expect(matches(cql)).toBe(true);
  });

  it.each([
    'space = HR',
    'label != runbook',
    'type not in (page)',
    'container = 7',
    'watcher = currentUser()',
    'favourite = currentUser()',
    'title = "payments"',
    'title ~ "ments"',
    'created > "2026-03-02"',
    'created >= now("-1w")',
    'created = "2026-03-02"',
    'lastmodified < startOfDay()',
    'text ~ "replica" and space = HR',
  ])('does not match %s', (cql) => {
    expect(matches(cql)).toBe(false);
  });

  it.each([
    ['colour = red', 'No field exists with name'],
    ['constructor = red', 'No field exists with name'],
    ['user.fullname ~ "a"', 'No field exists with name'],
    ['text = "a"', 'not supported'],
    ['text in (a)', 'not supported'],
    ['space ~ "ENG"', 'not supported'],
    ['type > page', 'not supported'],
    ['created ~ "2026"', 'not supported'],
    ['created > "yesterday"', 'parse date'],
    ['created > now("soon")', 'increment'],
    ['created > currentUser()', 'date function'],
    ['creator = nobody()', 'Unknown function'],
    ['type = page order by colour', 'order by'],
    ['text ~ ""', 'unable to execute'],
  ])('refuses %s', (cql, reason) => {
    expect(() => compileCql(cql, asker)).toThrow(CqlError);
    expect(() => compileCql(cql, asker)).toThrow(reason);
  });

  it('knows users by name and id in user search alone', () => {
    const user = documentWith({ id: '557058:you', type: 'user', title: 'Jonas Weber' });
    expect(compileCql('user.fullname ~ "jonas"', asker, 'user').matches(user)).toBe(true);
    expect(compileCql('user = "557058:you" and type = user', asker, 'user').matches(user)).toBe(true);
    expect(compileCql('user.accountid = "x"', asker, 'user').matches(user)).toBe(false);
    expect(() => compileCql('space = ENG', asker, 'user')).toThrow('No field exists with name');
  });

  it('orders by fields, and by relevance when none is named', () => {
    const inTitle = documentWith({ id: '1', title: 'Replica guide', text: '' });
    const inText = documentWith({ id: '2', title: 'Alpha' });
    const byRelevance = compileCql('text ~ replica', asker).compare;
    expect([inText, inTitle].sort(byRelevance)).toEqual([inTitle, inText]);
    const byTitle = compileCql('text ~ replica order by title', asker).compare;
    expect([inTitle, inText].sort(byTitle)).toEqual([inText, inTitle]);
    const byIdDescending = compileCql('order by id desc', asker).compare;
    expect([inTitle, inText].sort(byIdDescending)).toEqual([inText, inTitle]);
  });

  it('highlights what was asked for and not what was excluded', () => {
    expect(compileCql('text ~ a and not text ~ b and title !~ c', asker).highlights).toHaveLength(1);
  });
});
