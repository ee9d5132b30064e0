import { describe, expect, it } from '@jest/globals';
import { applyEdits, toMarkdown } from '../../../src/content/index.js';
import { macro } from '../support/macros.js';

const anchor = macro('anchor', 'a1', '<ac:parameter ac:name="">up</ac:parameter>');
const status = macro('status', 's1', '<ac:parameter ac:name="title">10.2</ac:parameter>');

/** Headings, each with what it has beside plain words. */
const headings: Readonly<Record<string, string>> = {
  bold: '<h2>The <strong>new</strong> plan</h2>',
  code: '<h2>Run <code>make_all</code></h2>',
  'a link': '<h2><a href="https://example.com/a">Docs</a> of it</h2>',
  'a status': `<h2>Copy reports ${status}</h2>`,
  'an anchor': `<h2>${anchor}Set up</h2>`,
  'escaped signs': '<h2>a_b_ *c* 5 &lt; 6</h2>',
  'curly quotes and a dash': '<h2>Ann’s “plan” – two</h2>',
};

describe('a section', () => {
  // A heading that was copied from a read was refused where it had more than plain words.
  it.each(Object.keys(headings))('is named by its heading as a read shows it, with %s', (kind) => {
    const page = `<p>a</p>${headings[kind] ?? ''}<p>b</p><h2>Other</h2>`;
    const heading = toMarkdown(page).split('\n')[2] ?? '';
    for (const named of [heading, heading.replace(/^#+ /, '')]) {
      const edits = [{ op: 'append_to_section' as const, heading: named, content: 'c' }];
      expect(applyEdits({ current: page, edits }).storage).toBe(page.replace('<p>b</p>', '<p>b</p><p>c</p>'));
    }
  });

  it('is named with the quotes and dashes of a keyboard, but for one that has these itself', () => {
    const page = "<h2>Ann’s plan – two</h2><p>a</p><h2>Ann's plan - two</h2><p>b</p>";
    const append = (heading: string, current: string) =>
      applyEdits({ current, edits: [{ op: 'append_to_section', heading, content: 'c' }] }).storage;
    expect(append("Ann's plan - two", page)).toBe(`${page}<p>c</p>`);
    expect(append("Ann's plan - two", page.slice(0, page.indexOf("<h2>Ann'")))).toBe(
      '<h2>Ann’s plan – two</h2><p>a</p><p>c</p>',
    );
  });
});
