import { describe, expect, it } from '@jest/globals';
import { applyEdits, toMarkdown } from '../../../../src/content/index.js';

function replaced(current: string, find: string, replace: string, expected_count?: number) {
  const count = expected_count === undefined ? {} : { expected_count };
  return applyEdits({ current, edits: [{ op: 'replace_text', find, replace, ...count }] });
}

const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`;
const header = '<tr local-id="r0"><th><p>Step</p></th><th><p>Budget</p></th></tr>';
const table = (...rows: string[]) => `<table ac:local-id="t1"><tbody>${header}${rows.join('')}</tbody></table>`;
const item = (text: string) => `<li><p>${text}</p></li>`;

describe('Markdown that is replaced as a read shows it', () => {
  // Lines copied from a read were refused, though nothing else than a whole section could bring them.
  it.each([
    [
      'a row, and one more below it',
      table(row('Price', '120 ms'), row('Pay', '900 ms')),
      ['| Price | 120 ms |', '| Price | 130 ms |\n| Ship | 50 ms |'],
      table(row('Price', '130 ms'), row('Ship', '50 ms'), row('Pay', '900 ms')),
    ],
    [
      'a row taken out with the end of its line, or without',
      table(row('Price', '120 ms'), row('Pay', '900 ms')),
      ['| Price | 120 ms |', ''],
      table(row('Pay', '900 ms')),
    ],
    [
      'the level of a heading',
      '<h2 local-id="h1">Limits</h2>',
      ['## Limits', '### Limits'],
      '<h3 local-id="h1">Limits</h3>',
    ],
    [
      'a row with a no-break space, which no model can tell from another',
      table(row('api', '80&nbsp;ms'), row('db', '2&nbsp;s')),
      ['| api | 80 ms |\n| db | 2 s |', '| api | 85 ms |\n| db | 2 s |'],
      table(row('api', '85&nbsp;ms'), row('db', '2&nbsp;s')),
    ],
    [
      'a row below one with quotes and a dash of another kind',
      table(row('“api”', '1–2 s'), row('db', '2 s')),
      ['| "api" | 1-2 s |', '| "api" | 1-2 s |\n| "cache" | 3 s |'],
      table(row('“api”', '1–2 s'), row('"cache"', '3 s'), row('db', '2 s')),
    ],
    [
      'a task with an apostrophe of another kind',
      '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>Ask&nbsp;Ann’s team</ac:task-body></ac:task></ac:task-list>',
      ["- [ ] Ask Ann's team", "- [x] Ask Ann's team"],
      '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>Ask&nbsp;Ann’s team</ac:task-body></ac:task></ac:task-list>',
    ],
    [
      'two paragraphs with a blank and a dash of another kind',
      '<p>one&nbsp;two</p><p>three – four</p>',
      ['one two\n\nthree - four', 'one 2\n\nthree - four'],
      '<p>one&nbsp;2</p><p>three – four</p>',
    ],
    [
      'words around quotes, a dash and a blank of another kind, which stay',
      '<p>one “two”&nbsp;– three</p><p>four’s end</p>',
      ['one "two" - three\n\nfour\'s end', 'uno "two" - tre\n\nfour\'s "fine"'],
      '<p>uno “two”&nbsp;– tre</p><p>four’s "fine"</p>',
    ],
    [
      'two paragraphs that change places',
      '<p local-id="a">One.</p><p local-id="b">Two.</p><p>Three.</p>',
      ['One.\n\nTwo.', 'Two.\n\nOne.'],
      '<p local-id="b">Two.</p><p local-id="a">One.</p><p>Three.</p>',
    ],
    [
      'the end of one block and the beginning of the next',
      '<p local-id="a">One end.</p><ul><li><p>Two begins.</p></li></ul>',
      ['end.\n\n- Two', 'close.\n\n- The second'],
      '<p local-id="a">One close.</p><ul><li><p>The second begins.</p></li></ul>',
    ],
    [
      'the page that a link leads to',
      '<p>See <ac:link><ri:page ri:content-title="Old name" /><ac:link-body>it</ac:link-body></ac:link>.</p>',
      ['page:Old%20name', 'page:New%20name'],
      '<p>See <ac:link><ri:page ri:content-title="New name" /><ac:link-body>it</ac:link-body></ac:link>.</p>',
    ],
    [
      'the address of a link',
      '<p>See <a href="https://a.example/x" title="t">it</a>.</p>',
      ['https://a.example/x', 'https://b.example/y'],
      '<p>See <a href="https://b.example/y" title="t">it</a>.</p>',
    ],
    [
      'the title of a panel that keeps its id and its body',
      '<ac:structured-macro ac:name="expand" ac:macro-id="aa-1"><ac:parameter ac:name="title">Old</ac:parameter><ac:rich-text-body><p local-id="a">Body</p></ac:rich-text-body></ac:structured-macro>',
      ['title="Old"', 'title="New"'],
      '<ac:structured-macro ac:name="expand" ac:macro-id="aa-1"><ac:parameter ac:name="title">New</ac:parameter><ac:rich-text-body><p local-id="a">Body</p></ac:rich-text-body></ac:structured-macro>',
    ],
  ])('%s', (_, before, [find, replace], after) => {
    const { storage, warnings } = replaced(before, find as string, replace as string);
    expect(storage).toBe(after);
    expect(warnings).toEqual([]);
  });

  // The sign of the item was taken off both texts, so that "[ ]" was published as words.
  it('an item that becomes a task, and the others stay items', () => {
    const { storage, warnings } = replaced(
      `<ul>${item('Call Ann')}${item('Rest')}</ul>`,
      '- Call Ann',
      '- [ ] Call Ann',
    );
    expect(toMarkdown(storage)).toBe('- [ ] Call Ann\n\n* Rest');
    expect(storage).toContain('<ac:task-status>incomplete</ac:task-status>');
    expect(warnings).toEqual([]);
  });

  // A read shows the names of people, which are not in the page.
  it('lines with a mention, whatever the name', () => {
    const ann = '<ac:link><ri:user ri:account-id="712020:a" /></ac:link>';
    const items = `<ul>${item(`${ann} calls`)}${item('Rest')}</ul>`;
    const mention = (name: string) => `[@${name}](user:712020:a)`;
    const { storage } = replaced(
      items,
      `- ${mention('Ann \\[A\\]')} calls\n- Rest`,
      `- ${mention('Ann')} writes\n- Pause`,
    );
    expect(storage).toBe(`<ul>${item(`${ann} writes`)}${item('Pause')}</ul>`);
  });

  it('as often as is said, and not otherwise', () => {
    const link = (name: string) => `<p><ac:link><ri:page ri:content-title="${name}" /></ac:link></p>`;
    const twice = link('Old name') + link('Old name');
    expect(() => replaced(twice, 'page:Old%20name', 'page:New')).toThrow(/2 times in the Markdown/);
    expect(replaced(twice, '(page:Old%20name)', '(page:New)', 2).storage.match(/"New"/g)).toHaveLength(2);
  });

  it.each([
    ['the name of a macro', 'info', 'tip'],
    ['a part of a name', '](page:Old', '](page:New'],
    ['what is not there', '| Price | 99 ms |', ''],
  ])('but not %s', (_, find, replace) => {
    const page =
      '<ac:structured-macro ac:name="info"><ac:rich-text-body><p><ac:link><ri:page ri:content-title="Olden days" /></ac:link></p></ac:rich-text-body></ac:structured-macro>';
    expect(() => replaced(page, find, replace)).toThrow(/is not in the text of the page/);
  });

  it('keeps what is refused when a whole page is sent', () => {
    const page = `<p>See <ac:structured-macro ac:name="jira" ac:macro-id="aa-1"><ac:parameter ac:name="key">PAY-4</ac:parameter></ac:structured-macro> now</p>`;
    expect(() => replaced(page, '[jira PAY-4]', '[jira PAY-5]')).toThrow(
      /the words of the placeholder .* cannot be edited/,
    );
    expect(() => replaced(page, ':macro[jira PAY-4]{#maa1} now', 'it')).toThrow(/would drop macro "jira PAY-4"/);
  });
});
