import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, fillTemplate, toStorage } from '../../../../src/content/index.js';

const people = { names: new Map([['Jonas Weber', 'u-1']]), ids: new Map([['amina', 'key-2']]) };
const user = (id: string) => `<ac:link><ri:user ri:account-id="${id}" /></ac:link>`;

describe('people that Confluence was asked for', () => {
  it.each([
    ['a name', 'Ask @Jonas Weber.', `<p>Ask ${user('u-1')}.</p>`],
    ['a name that capitals follow', '@Jonas Weber Please look', `<p>${user('u-1')} Please look</p>`],
    ['a name with format', '**So @Jonas Weber did**', `<p><strong>So ${user('u-1')} did</strong></p>`],
    ['a name on two lines', 'Ask @Jonas\nWeber.', `<p>Ask ${user('u-1')}.</p>`],
    ['the same name twice', '@Jonas Weber, @Jonas Weber', `<p>${user('u-1')}, ${user('u-1')}</p>`],
    ['an id that pages spell otherwise', '[@A](user:amina)', `<p>${user('key-2')}</p>`],
  ])('are mentioned: %s', (_what, markdown, storage) => {
    expect(toStorage(markdown, { people }).storage).toBe(storage);
  });

  it.each([
    ['code', '`@Jonas Weber`'],
    ['a link', '[@Jonas Weber](https://e.com)'],
    ['an address', 'mail@Jonas Weber'],
    ['a longer word', '@Jonas Weberlein'],
    ['another first name', '@Jonas'],
  ])('are not seen in %s', (_what, markdown) => {
    expect(toStorage(markdown, { people }).storage).not.toContain('ri:user');
  });

  it('are mentioned in edits, while words of the page stay as they are', () => {
    const current = '<p>@Jonas Weber said so.</p><p>Next</p>';
    const edited = '@Jonas Weber said so.\n\nNext: ask @Jonas Weber';
    expect(applyMarkdown({ current, edited, people }).storage).toBe(
      `<p>@Jonas Weber said so.</p><p>Next: ask ${user('u-1')}</p>`,
    );
    const edits = [{ op: 'replace_text', find: 'Next', replace: 'Next @Jonas Weber' }] as const;
    expect(applyEdits({ current: '<p>Next</p>', edits, people }).storage).toBe(`<p>Next ${user('u-1')}</p>`);
    expect(applyEdits({ current: '<p>Next</p>', edits }).references.names).toEqual(['Jonas Weber']);
  });

  it('are not looked for again, nor is any page or file, where the page points at them already', () => {
    const link =
      '<ac:link><ri:page ri:space-key="ENG" ri:content-title="R &amp; D" /><ac:link-body>x</ac:link-body></ac:link>';
    const file = '<ac:link><ri:attachment ri:filename="a b.txt" /><ac:link-body>y</ac:link-body></ac:link>';
    const current = `<p>${link} ${file} ${user('u-1')} one</p>`;
    const edits = [{ op: 'replace_text', find: 'one', replace: 'two' }] as const;
    const nothing = { users: [], names: [], pages: [], attachments: [] };
    expect(applyEdits({ current, edits }).references).toEqual(nothing);
    const edited = '[x](page:ENG:R%20%26%20D) [y](attachment:a%20b.txt) [@z](user:u-1) two';
    // But for whom it mentions, who may have been given another name.
    expect(applyMarkdown({ current, edited }).references).toEqual({
      ...nothing,
      users: [{ id: 'u-1', name: 'z', isOld: true }],
    });
  });

  it('are mentioned in the text of a template, not in its parameters', () => {
    const template = '<p><at:var at:name="who" /></p><ac:parameter ac:name="t"><at:var at:name="who" /></ac:parameter>';
    expect(fillTemplate(template, { who: 'R&D: @Jonas Weber' }, { people })).toBe(
      `<p>R&amp;D: ${user('u-1')}</p><ac:parameter ac:name="t">R&amp;D: @Jonas Weber</ac:parameter>`,
    );
  });
});
