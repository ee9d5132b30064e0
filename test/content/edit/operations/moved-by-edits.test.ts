import { describe, expect, it } from '@jest/globals';
import type { Edit } from '../../../../src/content/index.js';
import { applyEdits, toMarkdown } from '../../../../src/content/index.js';

const panel =
  '<ac:structured-macro ac:name="info" ac:schema-version="1" ac:macro-id="aaaa1111-0000"><ac:rich-text-body><p>Mind the <span style="color: red;">step</span>.</p></ac:rich-text-body></ac:structured-macro>';
const diagram =
  '<ac:structured-macro ac:name="drawio" ac:macro-id="bbbb1111-0000"><ac:parameter ac:name="diagramName">arch</ac:parameter></ac:structured-macro>';
const nameless =
  '<ac:structured-macro ac:name="widget"><ac:parameter ac:name="k">v</ac:parameter></ac:structured-macro>';
const line =
  '<p>Built by <ac:structured-macro ac:name="jira" ac:macro-id="cccc1111-0000"><ac:parameter ac:name="key">AB-1</ac:parameter></ac:structured-macro> <ac:inline-comment-marker ac:ref="r1">twice a day</ac:inline-comment-marker>.</p>';
const fence =
  '<ac:structured-macro ac:name="sql" ac:macro-id="dddd1111-0000"><ac:plain-text-body><![CDATA[select 1]]></ac:plain-text-body></ac:structured-macro>';
const task =
  '<ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-uuid>u7</ac:task-uuid><ac:task-status>incomplete</ac:task-status><ac:task-body>Call Bo</ac:task-body></ac:task></ac:task-list>';
const table =
  '<table class="wrapped"><colgroup><col style="width: 90px;" /></colgroup><tbody><tr><th>Host</th></tr><tr><td class="n">alpha</td></tr></tbody></table>';

/** Its Markdown as a page shows it. */
const shown = (storage: string) => toMarkdown(`<p>x</p>${storage}`).replace(/^x\n+/, '').trim();

describe('a part of a page that one edit deletes and a later one of the list inserts', () => {
  // Each edit was judged by the page that the one before it left: what was moved so was "invented", or lost.
  it.each([
    ['a panel', panel, 'maaaa1111'],
    ['a macro', diagram, 'mbbbb1111'],
    ['a macro without an id of its own', nameless, /#(x\w+)/.exec(shown(nameless))?.[1] ?? ''],
    ['a paragraph with a macro and a comment', line, 'twice a day'],
    ['a macro of code', fence, 'mdddd1111'],
    ['a table with widths', table, 'table 1'],
  ])('keeps its bytes: %s', (_, part, block) => {
    const current = `<p>First.</p>${part}<p>Middle.</p><p>Last.</p>`;
    const edits: Edit[] = [
      { op: 'delete_block', block },
      { op: 'append', content: 'More.' },
      { op: 'insert_after', block: 'Middle.', content: shown(part) },
    ];
    const { storage, warnings, losses } = applyEdits({ current, edits });
    expect(storage).toBe(`<p>First.</p><p>Middle.</p>${part}<p>Last.</p><p>More.</p>`);
    expect([warnings, losses]).toEqual([[], []]);
  });

  it('keeps the bytes of all of a section', () => {
    const section = `<h2 id="k">Old</h2>${panel}${line}${diagram}${task}`;
    const current = `<h2>One</h2><p>First.</p>${section}<h2>Two</h2><p>Last.</p>`;
    const edits: Edit[] = [
      { op: 'delete_section', heading: 'Old' },
      { op: 'insert_after', block: 'Last.', content: shown(section) },
    ];
    expect(applyEdits({ current, edits }).storage).toBe(`<h2>One</h2><p>First.</p><h2>Two</h2><p>Last.</p>${section}`);
  });

  it('keeps what Markdown does not show of a panel that comes back with other words', () => {
    const edits: Edit[] = [
      { op: 'delete_block', block: 'maaaa1111' },
      { op: 'insert_before', block: 'First.', content: ':::info{#maaaa1111}\nMind the step now.\n:::' },
    ];
    expect(applyEdits({ current: `<p>First.</p>${panel}`, edits }).storage).toBe(
      `${panel.replace('</span>.', '</span> now.')}<p>First.</p>`,
    );
  });

  it('keeps its bytes where it is inserted before it is deleted', () => {
    const edits: Edit[] = [
      { op: 'insert_before', block: 'First.', content: shown(panel) },
      { op: 'append', content: shown(diagram) },
      { op: 'delete_block', block: 'maaaa1111' },
      { op: 'delete_block', block: '#mbbbb1111' },
    ];
    const { storage, changes } = applyEdits({ current: `<p>First.</p>${panel}${diagram}<p>Last.</p>`, edits });
    expect(storage).toBe(`${panel}<p>First.</p><p>Last.</p>${diagram}`);
    expect(changes.map((change) => change.split(' ')[0])).toEqual(['inserted', 'appended', 'deleted', 'deleted']);
  });

  it.each<[string, Edit]>([
    ['behind the last block', { op: 'insert_after', block: 'Last.', content: '' }],
    ['before the first', { op: 'insert_before', block: 'One', content: '' }],
    ['at the end', { op: 'append', content: '' }],
    ['at the end of a section', { op: 'append_to_section', heading: 'Two', content: '' }],
  ])('keeps the bytes of a section that is inserted %s before it is deleted', (_, insert) => {
    const section = `<h2 id="k">Old</h2>${panel}${line}${diagram}${task}`;
    const current = `<h2>One</h2><p>First.</p>${section}<h2>Two</h2><p>Last.</p>`;
    const edits = [{ ...insert, content: shown(section) } as Edit, { op: 'delete_section', heading: 'Old' } as const];
    const { storage, changes } = applyEdits({ current, edits });
    expect(storage).toBe(applyEdits({ current, edits: edits.toReversed() }).storage);
    expect(storage).toContain(section);
    expect(storage.length).toBe(current.length);
    expect(changes[1]).toContain('deleted the section "Old"');
  });

  it.each([
    ['its words', line, 'twice a day'],
    ['its heading', '<h2 id="k" style="color: red;">Old</h2>', 'Old'],
    ['the words in it', task, 'Call Bo'],
  ])('keeps the bytes of a block that is inserted before it is deleted by %s', (_, part, block) => {
    const current = `<p>First.</p>${part}<p>Middle.</p><p>Last.</p>`;
    const edits: Edit[] = [
      { op: 'append', content: shown(part) },
      { op: 'delete_block', block },
    ];
    expect(applyEdits({ current, edits }).storage).toBe(`<p>First.</p><p>Middle.</p><p>Last.</p>${part}`);
  });

  it('makes edits in their order where the first names what the second deletes', () => {
    const edits: Edit[] = [
      { op: 'insert_after', block: 'Call Bo', content: '- [ ] Call Bo' },
      { op: 'delete_section', heading: 'Old' },
    ];
    const current = `<p>a</p><h2>Old</h2>${task}`;
    expect(applyEdits({ current, edits }).storage).toBe('<p>a</p>');
  });

  it('gives a second one an identity of its own', () => {
    const edits: Edit[] = [
      { op: 'delete_block', block: 'mbbbb1111' },
      { op: 'append', content: shown(diagram) },
      { op: 'append', content: shown(diagram) },
    ];
    const { storage } = applyEdits({ current: `<p>First.</p>${diagram}`, edits });
    expect(storage.match(/diagramName/g)).toHaveLength(2);
    expect(storage.match(/bbbb1111-0000/g)).toHaveLength(1);
  });

  it.each<[string, Edit, string]>([
    ['it does not come back', { op: 'append', content: 'More.' }, 'CONTENT_LOSS'],
    [
      'it comes back with another name',
      { op: 'append', content: '::macro[drawio other]{#mbbbb1111}' },
      'UNCONVERTIBLE',
    ],
    ['another one comes', { op: 'append', content: '::macro[drawio arch]{#mffff1111}' }, 'UNCONVERTIBLE'],
  ])('is refused where %s', (_, edit, code) => {
    const edits: Edit[] = [{ op: 'delete_block', block: 'mbbbb1111' }, edit];
    expect(() => applyEdits({ current: `<p>First.</p>${diagram}`, edits })).toThrow(expect.objectContaining({ code }));
  });

  it('copies no comment where the words are still there', () => {
    const edits: Edit[] = [
      { op: 'replace_section', heading: 'One', content: shown(line) },
      { op: 'append', content: shown(line) },
    ];
    const { storage } = applyEdits({ current: `<h2>One</h2>${line}<p>Gone.</p>`, edits });
    expect(storage.match(/ac:ref="r1"/g)).toHaveLength(1);
  });
});
