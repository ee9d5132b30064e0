import { describe, expect, it } from '@jest/globals';
import { macro, marker } from '../../support/macros.js';
import { editMarkdown as edit } from '../../support/edit-markdown.js';

/** Shown by the editor of templates alone. */
const hint = '<ac:placeholder>number</ac:placeholder>';

describe('words grafted into the original markup', () => {
  it.each([
    [
      'keeps attributes and entities around a changed word',
      '<p local-id="7" class="x">a &mdash; b&nbsp;c old end</p>',
      'old',
      'new',
      '<p local-id="7" class="x">a &mdash; b&nbsp;c new end</p>',
    ],
    [
      'keeps the paragraph of an edited word behind one that holds nothing but a break',
      '<table><tbody><tr><td><p><br /></p><p local-id="7">one two</p></td><td>x</td></tr></tbody></table>',
      'two',
      'new',
      '<table><tbody><tr><td><p><br /></p><p local-id="7">one new</p></td><td>x</td></tr></tbody></table>',
    ],
    [
      'keeps the tags of a caption around its changed words',
      '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption ac:local-id="7"><p class="c">old words</p></ac:caption></ac:image>',
      'old',
      'new',
      '<ac:image><ri:attachment ri:filename="a.png" /><ac:caption ac:local-id="7"><p class="c">new words</p></ac:caption></ac:image>',
    ],
    [
      'keeps a comment on the words that replace the commented ones',
      `<p>The ${marker('open point')} here</p>`,
      'open point',
      'closed case',
      `<p>The ${marker('closed case')} here</p>`,
    ],
    [
      'keeps a comment on what is left of its words',
      `<p>The ${marker('very open point')} here</p>`,
      'very open point',
      'point',
      `<p>The ${marker('point')} here</p>`,
    ],
    [
      'leaves a hidden colour where it was',
      '<p>one <span style="color: red;">two</span> three</p>',
      'three',
      'four',
      '<p>one <span style="color: red;">two</span> four</p>',
    ],
    [
      'bolds one word inside a colour',
      '<p><span style="color: red;">one two</span></p>',
      'two',
      '**two**',
      '<p><span style="color: red;">one <strong>two</strong></span></p>',
    ],
    ['takes bold away and keeps the words', '<p>one <b>two</b> three</p>', '**two**', 'two', '<p>one two three</p>'],
    [
      'retargets a link and keeps its other attributes',
      '<p><a href="https://a.example/" data-x="1">there</a></p>',
      'https://a.example/',
      'https://b.example/?a=1&b=2',
      '<p><a href="https://b.example/?a=1&amp;b=2" data-x="1">there</a></p>',
    ],
    [
      'changes the words of a page link and keeps the link',
      '<p><ac:link ac:anchor="A"><ri:page ri:content-title="T" ri:version-at-save="4" /><ac:link-body>old words</ac:link-body></ac:link></p>',
      'old words',
      'new words',
      '<p><ac:link ac:anchor="A"><ri:page ri:content-title="T" ri:version-at-save="4" /><ac:link-body>new words</ac:link-body></ac:link></p>',
    ],
    [
      'gives words to a link that had none',
      '<p><ac:link><ri:page ri:content-title="Home" /></ac:link></p>',
      '[Home]',
      '[Start]',
      '<p><ac:link><ri:page ri:content-title="Home" /><ac:link-body>Start</ac:link-body></ac:link></p>',
    ],
    [
      'writes new words of a plain link as CDATA',
      '<p><ac:link><ri:attachment ri:filename="f" /><ac:plain-text-link-body><![CDATA[a <b>]]></ac:plain-text-link-body></ac:link></p>',
      '[a ',
      '[x & y ',
      '<p><ac:link><ri:attachment ri:filename="f" /><ac:plain-text-link-body><![CDATA[x & y <b>]]></ac:plain-text-link-body></ac:link></p>',
    ],
    [
      'changes a status in place',
      `<p>${macro('status', 's1', '<ac:parameter ac:name="subtle">true</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter><ac:parameter ac:name="title">LATE</ac:parameter>')}</p>`,
      '[LATE]{color=red}',
      '[DONE]{color=green}',
      `<p>${macro('status', 's1', '<ac:parameter ac:name="subtle">true</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter><ac:parameter ac:name="title">DONE</ac:parameter>')}</p>`,
    ],
    [
      'changes a date in place',
      '<p>by <time datetime="2026-01-01" local-id="t"/></p>',
      '2026-01-01',
      '2026-02-02',
      '<p>by <time datetime="2026-02-02" local-id="t"/></p>',
    ],
    [
      'changes an alternative text and keeps the size',
      '<ac:image ac:width="9" ac:alt="A"><ri:attachment ri:filename="f.png" /></ac:image>',
      '![A]',
      '![B & C]',
      '<ac:image ac:width="9" ac:alt="B &amp; C"><ri:attachment ri:filename="f.png" /></ac:image>',
    ],
    [
      'adds a caption',
      '<ac:image><ri:attachment ri:filename="f.png" /></ac:image>',
      'f.png)',
      'f.png "See <here>")',
      '<ac:image><ri:attachment ri:filename="f.png" /><ac:caption><p>See &lt;here&gt;</p></ac:caption></ac:image>',
    ],
    [
      'links a new bare address',
      '<p>see</p>',
      'see',
      'see https://x.example/a now',
      '<p>see <a href="https://x.example/a">https://x.example/a</a> now</p>',
    ],
    [
      'makes a heading of a paragraph and keeps its attributes',
      '<p local-id="3">Title <em>x</em></p><p>b</p>',
      'Title',
      '## Title',
      '<h2 local-id="3">Title <em>x</em></h2><p>b</p>',
    ],
    [
      'joins two lines of a cell',
      '<table><tbody><tr><th>h</th></tr><tr><td><p>a</p><p>b</p></td></tr></tbody></table>',
      'a<br>b',
      'a b',
      '<table><tbody><tr><th>h</th></tr><tr><td><p>a b</p></td></tr></tbody></table>',
    ],
    [
      'keeps what is hidden in a word that gets letters',
      `<p>one of quay${hint}42 is</p>`,
      'quay42',
      'quay42x',
      `<p>one of quay${hint}42x is</p>`,
    ],
    [
      'keeps what is hidden in a word that loses letters',
      `<p>one of quay${hint}42 is</p>`,
      'quay42',
      'qu2',
      `<p>one of qu${hint}2 is</p>`,
    ],
    [
      'keeps what is hidden in a word that becomes another',
      `<p>one of quay${hint}42 is</p>`,
      'quay42',
      'pier',
      `<p>one of pier${hint} is</p>`,
    ],
    [
      'keeps what is hidden in a word that becomes three',
      `<p>one of quay${hint}42 is</p>`,
      'quay42',
      'quay and 42',
      `<p>one of quay${hint} and 42 is</p>`,
    ],
    [
      'keeps what is hidden in a word that goes',
      `<p>one of quay${hint}42 is</p>`,
      'quay42 ',
      '',
      `<p>one of ${hint}is</p>`,
    ],
    ['edits one character of Japanese', '<p>これは本です</p>', '本', '机', '<p>これは机です</p>'],
    [
      'keeps an emoji element',
      '<p><ac:emoticon ac:name="tick" ac:emoji-id="x" /> ok</p>',
      'ok',
      'fine',
      '<p><ac:emoticon ac:name="tick" ac:emoji-id="x" /> fine</p>',
    ],
  ])('%s', (_, storage, from, to, expected) => {
    expect(edit(storage, (markdown) => markdown.replace(from, to))).toBe(expected);
  });
});
