import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown } from '../../../../src/content/index.js';
import { editMarkdown } from '../../support/edit-markdown.js';
import { macro, panel } from '../../support/macros.js';

const decision = (id: string, text: string) =>
  `<ac:adf-node type="decision-item"><ac:adf-attribute key="local-id">${id}</ac:adf-attribute><ac:adf-attribute key="state">DECIDED</ac:adf-attribute><ac:adf-content>${text}</ac:adf-content></ac:adf-node>`;
const decisions = (items: string) =>
  `<ac:adf-extension><ac:adf-node type="decision-list"><ac:adf-attribute key="local-id">d</ac:adf-attribute>${items}</ac:adf-node></ac:adf-extension>`;
const status =
  '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">Live</ac:parameter></ac:structured-macro>';
const image = '<ac:image ac:alt="a" ac:width="30"><ri:attachment ri:filename="p.png" /></ac:image>';
const toc = `<p>${macro('toc', 'm1')}</p>`;
const noId = (storage: string) => storage.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'new');
const swapLast = (markdown: string) => {
  const [first, second, third] = markdown.split('\n\n');
  return [first, third, second].join('\n\n');
};

type Change = (markdown: string) => string;

describe('edits that were once refused, or put content in the wrong form', () => {
  it.each<[broke: string, storage: string, change: Change, expected: string]>([
    [
      'a paragraph added to a list of decisions was no item of it',
      decisions(decision('i', 'We paint.')),
      (text) => text.replace('We paint.', 'We paint.\n\nWe sand.'),
      decisions(decision('i', 'We paint.') + decision('new', 'We sand.')),
    ],
    [
      'the copy of a macro that stands alone in a format was refused',
      `<p><strong>${macro('jira', 'm-1')}</strong></p><p>two</p>`,
      (text) => `${text}\n\n${text}`,
      `<p><strong>${macro('jira', 'm-1')}</strong></p><p>two</p><p>${macro('jira', 'new')}</p><p>two</p>`,
    ],
    [
      'a decision put before the others was no item of the list',
      decisions(decision('i', 'We paint.')),
      (text) => text.replace('We paint.', 'We sand.\n\nWe paint.'),
      decisions(decision('new', 'We sand.') + decision('i', 'We paint.')),
    ],
    [
      'a deleted decision left an empty item behind',
      decisions(decision('i', 'We paint.') + decision('j', 'We sand.')),
      (text) => text.replace('We paint.\n\n', ''),
      decisions(decision('j', 'We sand.')),
    ],
    [
      'the last decision of a list could not be deleted, or left a list without items',
      `<p>a</p>${decisions(decision('i', 'We paint.'))}<p>b</p>`,
      (text) => text.replace('We paint.\n', ''),
      '<p>a</p><p>b</p>',
    ],
    [
      'the last decision of a list within an item could not be deleted',
      `<ul><li><p>a</p></li><li>${decisions(decision('i', 'We paint.'))}</li></ul>`,
      (text) => text.replace(/ *We paint\.\n/, ''),
      '<ul><li><p>a</p></li></ul>',
    ],
    [
      'a cell with nothing but a character that nobody sees could not be written in a table with two paragraphs in a cell',
      '<table><tbody><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>&#8203;</td><td>d</td></tr></tbody></table>',
      (text) => text.replace('|  | d |', '| new | d |'),
      '<table><tbody><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>&#8203;<p>new</p></td><td>d</td></tr></tbody></table>',
    ],
    [
      'a decision that moved out of its list took the form of an item along',
      `<p>a</p>${decisions(decision('i', 'We paint.') + decision('j', 'We sand.'))}`,
      (text) => `${text.replace('\n\nWe sand.', '')}\n\nWe sand.`,
      `<p>a</p>${decisions(decision('i', 'We paint.'))}<p>We sand.</p>`,
    ],
    [
      'a paragraph that moved into a list of decisions stayed a paragraph',
      `<p>We sand.</p><p>a</p>${decisions(decision('i', 'We paint.'))}`,
      (text) => text.replace('We sand.\n\n', '').replace('We paint.', 'We paint.\n\nWe sand.'),
      `<p>a</p>${decisions(decision('i', 'We paint.') + decision('new', 'We sand.'))}`,
    ],
    [
      'a list straight in a list could not become an item with words',
      '<ul><li>a</li><ul><li>b c</li></ul><li>d</li></ul>',
      (text) => text.replace('- - b c', '- e f'),
      '<ul><li>a</li><li><p>e f</p></li><li>d</li></ul>',
    ],
    [
      'words put before a list straight in a list stood outside of every item',
      '<ul><li>a</li><ul class="x"><li>b c</li></ul><li>d</li></ul>',
      (text) => text.replace('- - b c', '- e f\n  - b c'),
      '<ul><li>a</li><li><p>e f</p><ul class="x"><li>b c</li></ul></li><li>d</li></ul>',
    ],
    [
      'a paragraph inside of a heading could not be deleted',
      '<h2>Heading<p>inside</p></h2><p>z</p>',
      (text) => text.replace('inside\n\n', ''),
      '<h2>Heading</h2><p>z</p>',
    ],
    [
      'the text of a heading around a paragraph was no heading where it moved',
      '<h2>Heading<p>inside</p></h2><p>z</p>',
      (text) => `${text.replace('## Heading\n\n', '')}\n\n## Heading`,
      '<h2><p>inside</p></h2><p>z</p><h2>Heading</h2>',
    ],
    [
      'white space before a break took words added there out of their line',
      '<p>港 <br /> berth</p>',
      (text) => text.replace('港', '港qq'),
      '<p>港qq <br /> berth</p>',
    ],
    [
      'a word added before a break got two spaces',
      '<p><s>word <br /> berth</s></p>',
      (text) => text.replace('word', 'word more'),
      '<p><s>word more <br /> berth</s></p>',
    ],
    [
      'a word added before a hidden break came to stand behind it',
      '<ul><li><span> <span>points</span> <br/> </span></li></ul>',
      (text) => text.replace('points', 'points more'),
      '<ul><li><span> <span>points</span> more <br/> </span></li></ul>',
    ],
    [
      'white space around a break showed once the break was deleted',
      '<p>a <br /> b</p>',
      (text) => text.replace('\\\n', ''),
      '<p>ab</p>',
    ],
    [
      'the end of CDATA, put into the text of a link that is CDATA, ended it',
      '<p><ac:link><ri:page ri:content-title="T" /><ac:plain-text-link-body><![CDATA[see it]]></ac:plain-text-link-body></ac:link> x</p>',
      (text) => text.replace('see it', 'see \\]\\]> it'),
      '<p><ac:link><ri:page ri:content-title="T" /><ac:plain-text-link-body><![CDATA[see ]]]]><![CDATA[> it]]></ac:plain-text-link-body></ac:link> x</p>',
    ],
    ['an image could not move behind a placeholder', `<p>x</p>${image}${toc}`, swapLast, `<p>x</p>${toc}${image}`],
    [
      'a second image beside one that stands alone became a block of its own',
      `${image}<p>z</p>`,
      (text) => text.replace(')', ') and ![b](attachment:q.png)'),
      `<p>${image} and <ac:image ac:alt="b"><ri:attachment ri:filename="q.png" /></ac:image></p><p>z</p>`,
    ],
    [
      'an image lost its size when it moved to another sentence',
      `<p>a ${image} b</p><p>c d</p>`,
      (text) => text.replace('![a](attachment:p.png) ', '').replace('c d', 'c ![a](attachment:p.png) d'),
      `<p>a b</p><p>c ${image} d</p>`,
    ],
    [
      'a status that stands twice could not be deleted with its paragraph',
      `<p>${status}</p><p>x</p><p>it is ${status} now</p>`,
      (text) => text.replace(/^.*\n\n/, ''),
      `<p>x</p><p>it is ${status} now</p>`,
    ],
    [
      'a panel of nothing but a date',
      `<p>a</p>${panel('i', '<p><time datetime="2026-01-01" /></p>')}`,
      () => 'a',
      '<p>a</p>',
    ],
    ['a panel of nothing but a rule', `<p>a</p>${panel('i', '<hr />')}`, () => 'a', '<p>a</p>'],
    [
      'a panel of nothing but its title',
      `<p>a</p>${macro('note', 'i', '<ac:parameter ac:name="title">T</ac:parameter><ac:rich-text-body><p /></ac:rich-text-body>')}`,
      () => 'a',
      '<p>a</p>',
    ],
    [
      'page properties of nothing but a status',
      `<p>a</p>${macro('details', 'i', `<ac:rich-text-body><table><tbody><tr><td>${status}</td></tr></tbody></table></ac:rich-text-body>`)}`,
      () => 'a',
      '<p>a</p>',
    ],
    [
      'an empty listing',
      `<p>a</p>${macro('code', 'c', '<ac:parameter ac:name="language">java</ac:parameter>')}`,
      () => 'a',
      '<p>a</p>',
    ],
  ])('%s', (_, storage, change, expected) => {
    expect(noId(editMarkdown(storage, change))).toBe(expected);
  });

  it('a list of decisions takes no headings', () => {
    const storage = decisions(decision('i', 'We paint.'));
    for (const instead of ['## We paint.', 'We paint.\n\n- a'])
      expect(() => editMarkdown(storage, (text) => text.replace('We paint.', instead))).toThrow(
        expect.objectContaining({ code: 'UNCONVERTIBLE', message: expect.stringContaining('decision list') }),
      );
  });

  it('a list of decisions has the same id whatever decision comes first', () => {
    const id = (storage: string) => /#\w+/.exec(toMarkdown(storage))?.[0];
    expect(id(decisions(decision('j', 'x')))).toBe(id(decisions(decision('i', 'y') + decision('j', 'x'))));
  });

  it.each<[where: string, frame: string]>([
    ['a column in a section', macro('section', 's', '<ac:rich-text-body>|</ac:rich-text-body>')],
    ['a quote', '<blockquote>|</blockquote>'],
    ['a list', '<ul><li>|</li></ul>'],
    ['a task', '<ac:task-list><ac:task><ac:task-body>|</ac:task-body></ac:task></ac:task-list>'],
    ['a merged cell', '<table><tbody><tr><td colspan="2">|</td></tr></tbody></table>'],
  ])('a placeholder that is all there is in %s is refused by its name, and goes when that is allowed', (_, frame) => {
    const current = `<p>a</p>${frame.replace('|', macro('badge', 'b'))}`;
    const edited = toMarkdown(current).replace(/:{1,2}macro\[badge\]\{#mb\}/, '');
    expect(() => applyMarkdown({ current, edited })).toThrow(
      expect.objectContaining({ code: 'CONTENT_LOSS', message: expect.stringContaining('badge') }),
    );
    const { storage, losses } = applyMarkdown({ current, edited, allowLoss: true });
    expect(storage).not.toContain('badge');
    expect(losses).toEqual([{ kind: 'macro', id: 'b', label: 'badge' }]);
  });
});

describe('warnings', () => {
  const comment = (text: string) => `<ac:inline-comment-marker ac:ref="r">${text}</ac:inline-comment-marker>`;
  const task = (text: string) =>
    `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-body>${text}</ac:task-body></ac:task></ac:task-list>`;

  it('say nothing of a comment on a picture, which has no words', () => {
    const current = `<p>one ${comment('<ac:image><ri:attachment ri:filename="a.png" /></ac:image>')} two</p>`;
    const { storage, warnings } = applyMarkdown({ current, edited: toMarkdown(current).replace('two', 'three') });
    expect(storage).toBe(current.replace('two', 'three'));
    expect(warnings).toEqual([]);
  });

  it.each<[what: string, storage: string, change: Change, warning: string]>([
    [
      'a comment that is on fewer words',
      `<p>x ${comment('one two three')} y</p>`,
      (text) => text.replace('one two ', ''),
      'The comment on "one two three" is now on "three".',
    ],
    [
      'a task that was moved and put in more words',
      `${task('Call Bo now')}<p>x</p><p>y</p>`,
      () => 'x\n\ny\n\n- [ ] Call Bo before he leaves for home',
      'The task "Call Bo now" gets a new id.',
    ],
    [
      'an image that is no attachment',
      '<p>x</p>',
      (text) => `${text}\n\n![a](./a.png)`,
      'The image "./a.png" will not be shown: attach the file and write attachment:NAME.',
    ],
    [
      'a link to a file',
      '<p>x</p>',
      (text) => `${text}\n\n[a](../b.md)`,
      'The link "../b.md" does not work on a page: write page:SPACE:Title or a complete URL.',
    ],
  ])('tell of %s', (_, current, change, warning) => {
    expect(applyMarkdown({ current, edited: change(toMarkdown(current)) }).warnings).toEqual([warning]);
  });

  it.each<[what: string, storage: string, change: Change]>([
    ['a comment on as many words', `<p>x ${comment('one two')} y</p>`, (text) => text.replace('two', 'three')],
    ['a task that moved', `${task('Call Bo')}<p>x</p>`, () => 'x\n\n- [ ] Call Bo'],
    ['an address that was there', '<p><a href="b.md">x</a> y</p>', (text) => text.replace('y', 'z')],
    [
      'addresses that lead somewhere',
      '<h2>B</h2><p>x</p>',
      (text) => `${text} [a](#b) [c](page:D) ![e](attachment:f.png)`,
    ],
  ])('do not tell of %s', (_, current, change) => {
    expect(applyMarkdown({ current, edited: change(toMarkdown(current)) }).warnings).toEqual([]);
  });
});
