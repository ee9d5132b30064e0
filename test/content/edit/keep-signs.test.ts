import { describe, expect, it } from '@jest/globals';
import { applyEdits, applyMarkdown, toMarkdown } from '../../../src/content/index.js';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Edit } from '../../../src/content/index.js';
import { keepSigns } from '../../../src/content/edit/keep-signs.js';
import { upTo } from '../../support/thorough.js';

/** As models write a text anew that they read with typographic signs. */
const typed = (text: string) =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/\u00A0/g, ' ');

const words = 'Ann’s “plan” – one&nbsp;two…';
const end = '<p>Other words.</p>';
const macro = (name: string, parameter: string, body: string) =>
  `<ac:structured-macro ac:name="${name}" ac:macro-id="m1"><ac:parameter ac:name="${parameter}">Ann’s “plan” – one\u00A0two…</ac:parameter>${body}</ac:structured-macro>`;

/** Places of a page that have words. */
const pages: Readonly<Record<string, string>> = {
  'a paragraph': `<p>${words}</p>${end}`,
  'a heading': `<h2>${words}</h2>${end}`,
  'a cell': `<table><tbody><tr><th><p>Ann’s</p></th><th>b</th></tr><tr><td><p>${words}</p></td><td>${end}</td></tr></tbody></table>`,
  'a link': `<p>See <a href="https://example.com">${words}</a> now.</p>${end}`,
  'a link to a page by its title': `<p>See <ac:link><ri:page ri:content-title="Ann’s “plan” – x" /></ac:link>.</p>${end}`,
  'a file': `<p><ac:link><ri:attachment ri:filename="Ann’s plan – v1.pdf" /></ac:link></p>${end}`,
  'bold words': `<p>Is <strong>${words}</strong> now.</p>${end}`,
  'a task': `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${words} Other words.</ac:task-body></ac:task></ac:task-list>`,
  'the title of a panel': macro('info', 'title', `<ac:rich-text-body>${end}</ac:rich-text-body>`),
  'the title of code': `${macro('code', 'title', '<ac:plain-text-body><![CDATA[x]]></ac:plain-text-body>')}${end}`,
  'a picture and its caption': `<ac:image ac:alt="Ann’s “plan”…"><ri:attachment ri:filename="a.png" /><ac:caption><p>Ben’s “x” – y…</p></ac:caption></ac:image>${end}`,
  'a status': `<p>${macro('status', 'title', '')}</p>${end}`,
};
const edited = (storage: string) => storage.replace('Other words', 'Other things');

describe('typographic signs that come back as those of a keyboard', () => {
  it.each(Object.keys(pages))('stay in %s where something else was edited', (place) => {
    const page = pages[place] ?? '';
    const result = applyMarkdown({ current: page, edited: typed(edited(toMarkdown(page))) });
    expect(result.storage).toBe(edited(page));
    expect(result.warnings.join()).toContain('replace_text');
  });

  it('change nothing, and are named, where nothing else was sent', () => {
    const page = pages['a link'] ?? '';
    const result = applyMarkdown({ current: page, edited: typed(toMarkdown(page)) });
    expect(result.changed).toBe(false);
    expect(result.warnings).toEqual([expect.stringContaining('"Ann’s", not "Ann\'s"')]);
  });

  it('stay in a line that was moved, and in one that was edited', () => {
    const page = '<p>Ann’s</p><p>Two.</p><p>It’s “so” – Ben’s.</p>';
    const result = applyMarkdown({ current: page, edited: "Two.\n\nIt's \"so\" - really Ben's.\n\nAnn's" });
    expect(result.storage).toBe('<p>Two.</p><p>It’s “so” – really Ben’s.</p><p>Ann’s</p>');
  });

  const section = `<h2>Plan</h2><p>Ann’s old plan.</p>${pages['a cell'] ?? ''}`;
  const edits: Readonly<Record<string, readonly [Edit, string]>> = {
    replace_section: [
      {
        op: 'replace_section',
        heading: 'Plan',
        content: `Ann's new plan.\n\n${typed(toMarkdown(pages['a cell'] ?? ''))}`,
      },
      section.replace('old', 'new'),
    ],
    replace_block: [
      { op: 'replace_block', block: 'Ann’s old plan.', content: "Ann's new plan." },
      section.replace('old', 'new'),
    ],
    set_table_cell: [
      { op: 'set_table_cell', row: 1, column: 1, content: 'Ann\'s "plan" - now one two...' },
      section.replace('– one', '– now one'),
    ],
  };
  it.each(Object.keys(edits))('stay where %s takes the place of their words', (op) => {
    const [edit, storage] = edits[op] as readonly [Edit, string];
    expect(applyEdits({ current: section, edits: [edit] }).storage).toBe(storage);
  });

  it('are changed by replace_text, and are as they were sent in code, addresses and new words', () => {
    const page = `<p>Ann’s <code>‘x’</code></p>${macro('code', 'title', '<ac:plain-text-body><![CDATA[‘y’]]></ac:plain-text-body>')}`;
    const [edit] = [{ op: 'replace_text' as const, find: 'Ann’s', replace: "Ann's" }];
    expect(applyEdits({ current: page, edits: [edit] }).storage).toBe(page.replace('Ann’s', "Ann's"));
    const read = toMarkdown(page);
    const result = applyMarkdown({ current: page, edited: `${read.replace(/[‘’]/g, "'")}\n\nBen's` });
    expect(result.storage).toBe(`${page.replace('‘x’', "'x'").replace('‘y’', "'y'")}<p>Ben's</p>`);
  });

  // The sign of an item stood in the place of a dash, so that its line was no item any more.
  it('leave the signs of lists and lines alone', () => {
    const page = '<h2>Plan</h2><p>Old words – and a <em>b</em> – c.</p><p>– a</p>';
    const content = 'New words.\n\n- a\n- b\n  - c\n\n---\n\n| a | b |\n| --- | --- |\n| - c | d |';
    const { storage } = applyEdits({ current: page, edits: [{ op: 'replace_section', heading: 'Plan', content }] });
    expect(storage).toBe(
      '<h2>Plan</h2><p>New words.</p><ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><hr />' +
        '<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>- c</p></td><td><p>d</p></td></tr></tbody></table>',
    );
    expect(applyMarkdown({ current: page, edited: content }).storage).not.toContain('–');
  });

  // These were taken for signs of sentences.
  it.each([
    ['the sign of an item behind a number', '1. – a', '1. - a'],
    ['the hyphens of a comment', 'a — x – y b', '<!-- x -- y --> b'],
    ['the quotes around a title', 'See “the plan” now.', 'See [it](a.png "the plan") now.'],
    ['the quotes around an attribute', 'See “the plan” now.', ':::info{title="the plan"} now.'],
  ])('stay off %s', (_, page, sent) => {
    expect(keepSigns(page, `${sent}\n\nMore.`).markdown).toBe(`${sent}\n\nMore.`);
  });

  it('take the place of a sign with the backslash before it', () => {
    expect(keepSigns('Two – three “so”', 'Two \\- three \\"so\\"').markdown).toBe('Two – three “so”');
  });

  it('mean the same to another parser, whatever else was edited', () => {
    const words = fc.constantFrom(
      ...['a', 'b', 'Ann’s', '“plan”', '–', '—', '…', 'don’t', '**bold’s**', '[l’s “t”](https://e.com/a)', '`co’de`'],
      ...[
        '![i’s](a.png "c’s")',
        '1.',
        '-',
        '>',
        '#',
        '|',
        '---',
        '--',
        '<b>',
        '"q"',
        "'",
        '...',
        '\\"',
        '*',
        '```',
        '~~~',
      ],
      ...['<!-- x – y -->', '<div title="a’s">', ':::info{title="a’s"}', ':::', '2020–2021'],
    );
    const line = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
    const page = fc.array(line, { minLength: 1, maxLength: 6 });
    const edit = fc.record({ at: fc.nat(5), removed: fc.nat(1), added: fc.array(line, { maxLength: 1 }) });
    const parser = new MarkdownIt({ html: true });
    // Hyphens are dashes of any length, and the info of a fence may be one.
    const render = (markdown: string) =>
      typed(parser.render(markdown).replaceAll('&quot;', '"'))
        .replace(/%E2%80%9[34]|-+/g, '-')
        .replace(/%E2%80%99/g, "'");
    fc.assert(
      fc.property(page, edit, fc.constantFrom('\n', '\n\n'), (lines, { at, removed, added }, end) => {
        const sent = typed([...lines.slice(0, at), ...added, ...lines.slice(at + removed)].join(end));
        expect(render(keepSigns(lines.join(end), sent).markdown)).toBe(render(sent));
      }),
      { numRuns: upTo(400) },
    );
  });
});
