import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, applyStorage, toMarkdown } from '../../../src/content/index.js';
import { isAppError } from '../../../src/errors.js';

/** What the page's storage becomes when its Markdown is edited. */
function edit(storage: string, change: (markdown: string) => string): string {
  return applyMarkdown({ current: storage, edited: change(toMarkdown(storage)) }).storage;
}

function refusal(run: () => unknown): { code: string; message: string; details: Readonly<Record<string, unknown>> } {
  try {
    run();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const macro = (name: string, id: string, inner = '') => `<ac:structured-macro ac:name="${name}" ac:macro-id="${id}">${inner}</ac:structured-macro>`;
const panel = (id: string, inner: string) => macro('info', id, `<ac:parameter ac:name="icon">false</ac:parameter><ac:rich-text-body>${inner}</ac:rich-text-body>`);
const marker = (text: string) => `<ac:inline-comment-marker ac:ref="r-1">${text}</ac:inline-comment-marker>`;

describe('words grafted into the original markup', () => {
  it.each([
    ['keeps attributes and entities around a changed word', '<p local-id="7" class="x">a &mdash; b&nbsp;c old end</p>', 'old', 'new', '<p local-id="7" class="x">a &mdash; b&nbsp;c new end</p>'],
    ['keeps a comment on the words that replace the commented ones', `<p>The ${marker('open point')} here</p>`, 'open point', 'closed case', `<p>The ${marker('closed case')} here</p>`],
    ['keeps a comment on what is left of its words', `<p>The ${marker('very open point')} here</p>`, 'very open point', 'point', `<p>The ${marker('point')} here</p>`],
    ['leaves a hidden colour where it was', '<p>one <span style="color: red;">two</span> three</p>', 'three', 'four', '<p>one <span style="color: red;">two</span> four</p>'],
    ['bolds one word inside a colour', '<p><span style="color: red;">one two</span></p>', 'two', '**two**', '<p><span style="color: red;">one <strong>two</strong></span></p>'],
    ['takes bold away and keeps the words', '<p>one <b>two</b> three</p>', '**two**', 'two', '<p>one two three</p>'],
    ['retargets a link and keeps its other attributes', '<p><a href="https://a.example/" data-x="1">there</a></p>', 'https://a.example/', 'https://b.example/?a=1&b=2', '<p><a href="https://b.example/?a=1&amp;b=2" data-x="1">there</a></p>'],
    ['changes the words of a page link and keeps the link', '<p><ac:link ac:anchor="A"><ri:page ri:content-title="T" ri:version-at-save="4" /><ac:link-body>old words</ac:link-body></ac:link></p>', 'old words', 'new words', '<p><ac:link ac:anchor="A"><ri:page ri:content-title="T" ri:version-at-save="4" /><ac:link-body>new words</ac:link-body></ac:link></p>'],
    ['gives words to a link that had none', '<p><ac:link><ri:page ri:content-title="Home" /></ac:link></p>', '[Home]', '[Start]', '<p><ac:link><ri:page ri:content-title="Home" /><ac:link-body>Start</ac:link-body></ac:link></p>'],
    ['writes new words of a plain link as CDATA', '<p><ac:link><ri:attachment ri:filename="f" /><ac:plain-text-link-body><![CDATA[a <b>]]></ac:plain-text-link-body></ac:link></p>', '[a ', '[x & y ', '<p><ac:link><ri:attachment ri:filename="f" /><ac:plain-text-link-body><![CDATA[x & y <b>]]></ac:plain-text-link-body></ac:link></p>'],
    ['changes a status in place', `<p>${macro('status', 's1', '<ac:parameter ac:name="subtle">true</ac:parameter><ac:parameter ac:name="colour">Red</ac:parameter><ac:parameter ac:name="title">LATE</ac:parameter>')}</p>`, '[LATE]{color=red}', '[DONE]{color=green}', `<p>${macro('status', 's1', '<ac:parameter ac:name="subtle">true</ac:parameter><ac:parameter ac:name="colour">Green</ac:parameter><ac:parameter ac:name="title">DONE</ac:parameter>')}</p>`],
    ['changes a date in place', '<p>by <time datetime="2026-01-01" local-id="t"/></p>', '2026-01-01', '2026-02-02', '<p>by <time datetime="2026-02-02" local-id="t"/></p>'],
    ['changes an alternative text and keeps the size', '<ac:image ac:width="9" ac:alt="A"><ri:attachment ri:filename="f.png" /></ac:image>', '![A]', '![B & C]', '<ac:image ac:width="9" ac:alt="B &amp; C"><ri:attachment ri:filename="f.png" /></ac:image>'],
    ['adds a caption', '<ac:image><ri:attachment ri:filename="f.png" /></ac:image>', 'f.png)', 'f.png "See <here>")', '<ac:image><ri:attachment ri:filename="f.png" /><ac:caption><p>See &lt;here&gt;</p></ac:caption></ac:image>'],
    ['links a new bare address', '<p>see</p>', 'see', 'see https://x.example/a now', '<p>see <a href="https://x.example/a">https://x.example/a</a> now</p>'],
    ['makes a heading of a paragraph and keeps its attributes', '<p local-id="3">Title <em>x</em></p><p>b</p>', 'Title', '## Title', '<h2 local-id="3">Title <em>x</em></h2><p>b</p>'],
    ['joins two lines of a cell', '<table><tbody><tr><th>h</th></tr><tr><td><p>a</p><p>b</p></td></tr></tbody></table>', 'a<br>b', 'a b', '<table><tbody><tr><th>h</th></tr><tr><td><p>a b</p></td></tr></tbody></table>'],
    ['edits one character of Japanese', '<p>これは本です</p>', '本', '机', '<p>これは机です</p>'],
    ['keeps an emoji element', '<p><ac:emoticon ac:name="tick" ac:emoji-id="x" /> ok</p>', 'ok', 'fine', '<p><ac:emoticon ac:name="tick" ac:emoji-id="x" /> fine</p>'],
  ])('%s', (_, storage, from, to, expected) => {
    expect(edit(storage, (markdown) => markdown.replace(from, to))).toBe(expected);
  });
});

describe('blocks patched in place', () => {
  it.each([
    ['edits inside a macro and keeps its parameters', panel('i1', '<p>old</p>'), 'old', 'new', panel('i1', '<p>new</p>')],
    ['fills an empty macro', macro('info', 'i2', '<ac:rich-text-body />'), '{#mi2}\n', '{#mi2}\nhello\n', macro('info', 'i2', '<ac:rich-text-body><p>hello</p></ac:rich-text-body>')],
    ['changes a title', macro('expand', 'e1', '<ac:parameter ac:name="title">A</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body>'), 'title="A"', 'title="B &lt; C"', macro('expand', 'e1', '<ac:parameter ac:name="title">B &lt; C</ac:parameter><ac:rich-text-body><p>x</p></ac:rich-text-body>')],
    ['edits code and keeps its theme and its line ends', macro('code', 'c1', '<ac:parameter ac:name="theme">X</ac:parameter><ac:plain-text-body><![CDATA[a\r\nb]]></ac:plain-text-body>'), 'b', 'c]]>', macro('code', 'c1', '<ac:parameter ac:name="theme">X</ac:parameter><ac:plain-text-body><![CDATA[a\r\nc]]]]><![CDATA[>]]></ac:plain-text-body>')],
    ['ticks a task', '<ac:task-list><ac:task><ac:task-id>4</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>', '[ ]', '[x]', '<ac:task-list><ac:task><ac:task-id>4</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>'],
    ['adds an item', '<ul class="k"><li>a</li></ul>', '- a', '- a\n- b', '<ul class="k"><li>a</li><li><p>b</p></li></ul>'],
    ['turns bullets into numbers', '<ul class="k"><li>a</li></ul>', '- a', '1. a', '<ol class="k"><li>a</li></ol>'],
    ['adds a row into the body of a table', '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td class="c">a</td></tr></tbody></table>', '| a |', '| new |\n| a |', '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td><p>new</p></td></tr><tr><td class="c">a</td></tr></tbody></table>'],
    ['fills an empty cell', '<table><tbody><tr><th>h</th></tr><tr><td class="c" /></tr></tbody></table>', '|  |', '| x |', '<table><tbody><tr><th>h</th></tr><tr><td class="c"><p>x</p></td></tr></tbody></table>'],
    ['edits a cell of a table that is shown as HTML', '<table><tbody><tr><td colspan="2" class="c"><p>old</p></td></tr></tbody></table>', 'old', 'new', '<table><tbody><tr><td colspan="2" class="c"><p>new</p></td></tr></tbody></table>'],
    ['adds a block beside the columns of a layout', '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section></ac:layout>', /$/, '\n\nbelow', '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell><p>l</p></ac:layout-cell><ac:layout-cell><p>r</p></ac:layout-cell></ac:layout-section><ac:layout-section ac:type="single"><ac:layout-cell><p>below</p></ac:layout-cell></ac:layout-section></ac:layout>'],
    ['writes into an empty page', '<p />', /^/, 'hello', '<p>hello</p>'],
  ])('%s', (_, storage, from, to, expected) => {
    expect(edit(storage, (markdown) => markdown.replace(from, () => to))).toBe(expected);
  });

  it('adds a column to every row and to the widths, and keeps the other cells', () => {
    const storage = '<table><colgroup><col style="width: 5px;" /><col style="width: 6px;" /></colgroup><tbody><tr><th>a</th><th>b</th></tr><tr><td class="x">1</td><td class="y">2</td></tr></tbody></table>';
    expect(edit(storage, () => '| a | new | b |\n| - | - | - |\n| 1 | n | 2 |')).toBe(
      '<table><colgroup><col style="width: 5px;" /><col style="width: 5px;" /><col style="width: 6px;" /></colgroup><tbody><tr><th>a</th><th><p>new</p></th><th>b</th></tr><tr><td class="x">1</td><td><p>n</p></td><td class="y">2</td></tr></tbody></table>',
    );
  });

  it('keeps a macro that moved into a panel, edited on the way', () => {
    const storage = `${macro('expand', 'e1', '<ac:parameter ac:name="x">1</ac:parameter><ac:rich-text-body><p>text</p></ac:rich-text-body>')}${panel('p1', '<p>first</p>')}`;
    const edited = '::::info{#mp1}\nfirst\n\n:::expand{#me1}\nother text\n:::\n::::';
    expect(edit(storage, () => edited)).toBe(panel('p1', `<p>first</p>${macro('expand', 'e1', '<ac:parameter ac:name="x">1</ac:parameter><ac:rich-text-body><p>other text</p></ac:rich-text-body>')}`));
  });

  it('drops the copy for older editors when a panel of the newer one changes', () => {
    const storage = '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>a</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>a</p></ac:adf-fallback></ac:adf-extension>';
    expect(edit(storage, (markdown) => markdown.replace('\na\n', '\nb\n'))).toBe('<ac:adf-extension><ac:adf-node type="panel"><ac:adf-content><p>b</p></ac:adf-content></ac:adf-node></ac:adf-extension>');
  });
});

describe('refusals', () => {
  const drawio = macro('drawio', 'd1', '<ac:parameter ac:name="diagramName">arch</ac:parameter>');
  const page = `<p>one</p>${drawio}<p>The ${marker('open point')} here</p>${panel('i1', '<p>inside</p>')}<p><a href="https://a.example/">label</a></p>`;

  it.each([
    ['a placeholder is dropped', (text: string) => text.replace(/::macro.*\n\n/, ''), 'macro', 'drawio arch'],
    ['the last anchor of a comment is deleted', (text: string) => text.replace('The open point here\n\n', ''), 'comment', 'comment on "open point"'],
    ['a panel is unwrapped', (text: string) => text.replace(/:::.*\n?/g, ''), 'macro', 'info'],
    ['a link loses its address', (text: string) => text.replace(/\[label\]\([^)]*\)/, 'label'), 'link', 'label'],
    ['a part is left out', (text: string) => `${text}\n\n… the rest of the page is unchanged`, 'text', '… the rest of the page is unchanged'],
  ])('refuses when %s, and says what', (_, change, kind, label) => {
    const { code, details } = refusal(() => edit(page, change));
    expect(code).toBe('CONTENT_LOSS');
    expect(details['losses']).toEqual([expect.objectContaining({ kind, label })]);
  });

  it('drops it and reports it when losses are allowed', () => {
    const result = applyMarkdown({ current: page, edited: toMarkdown(page).replace(/::macro.*\n\n/, ''), allowLoss: true });
    expect(result).toMatchObject({ storage: page.replace(drawio, ''), changed: true, losses: [{ kind: 'macro', label: 'drawio arch' }] });
  });

  it('lets a panel, a link and plain words go when their text is deleted', () => {
    expect(edit(page, (text) => text.replace(/:::info[\s\S]*/, ''))).toBe(page.slice(0, page.indexOf('<ac:structured-macro ac:name="info"')));
  });

  it('refuses when most of a long page is gone', () => {
    const long = Array.from({ length: 40 }, (_, i) => `<p>paragraph number ${i} of several words</p>`).join('');
    expect(refusal(() => edit(long, (text) => text.slice(0, 200))).details['losses']).toEqual([{ kind: 'text', id: null, label: expect.stringMatching(/% of the page's text/) }]);
  });

  it('names the line of a placeholder that was made up', () => {
    const { code, message } = refusal(() => edit(page, (text) => `${text}\n\n::macro[drawio other]{#mffff}`));
    expect(code).toBe('UNCONVERTIBLE');
    expect(message).toMatch(/#mffff/);
  });

  it('refuses new macros that cannot be written as Markdown', () => {
    expect(refusal(() => edit(page, (text) => `${text}\n\n:::macro{name=html #mzzzz}\nx\n:::`)).code).toBe('UNCONVERTIBLE');
    expect(refusal(() => edit(page, (text) => `${text}\n\n:::script\nx\n:::`)).message).toMatch(/^Line 1\d of the Markdown cannot be converted: ":::script"/);
  });
});

describe('edits of an older version', () => {
  const base = '<h1>T</h1><p>one</p><p>two</p><p>three</p>';

  it('merges changes of different blocks', () => {
    const current = base.replace('three', 'THREE');
    expect(applyMarkdown({ base, current, edited: '# T\n\none more\n\ntwo\n\nthree' })).toMatchObject({ storage: '<h1>T</h1><p>one more</p><p>two</p><p>THREE</p>', changed: true, losses: [] });
    expect(applyStorage({ base, current, edited: base.replace('one', 'ONE') }).storage).toBe('<h1>T</h1><p>ONE</p><p>two</p><p>THREE</p>');
  });

  it('refuses changes of one block', () => {
    const { code, message } = refusal(() => applyMarkdown({ base, current: base.replace('two', 'TWO'), edited: '# T\n\none\n\n2\n\nthree' }));
    expect(code).toBe('VERSION_CONFLICT');
    expect(message).toContain('two');
  });

  it('takes the same change from both once', () => {
    const both = base.replace('two', '2');
    expect(applyMarkdown({ base, current: both, edited: '# T\n\none\n\n2\n\nthree' })).toMatchObject({ storage: both, changed: false });
  });
});

describe('storage given as such', () => {
  it('is sent as it is', () => {
    expect(applyStorage({ current: '<p>a</p>', edited: '<p>b</p>' })).toEqual({ storage: '<p>b</p>', changed: true, losses: [], warnings: [] });
  });

  it('is refused when it is not well-formed, or drops a macro', () => {
    expect(refusal(() => applyStorage({ current: '<p>a</p>', edited: '<p>b' })).message).toMatch(/line 1, column \d+/);
    expect(refusal(() => applyStorage({ current: `<p>a</p>${macro('toc', 't')}`, edited: '<p>a</p>' })).code).toBe('CONTENT_LOSS');
  });
});
