import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown, toStorage } from '../../../../src/content/index.js';

/** A section of a layout that says it is of this type, with so many columns. */
const columns = (type: string, count: number) =>
  `::::layout-section{type=${type}}\n${':::layout-cell\nx\n:::\n'.repeat(count)}::::`;

describe('what other tools read as more than text', () => {
  it.each<[string, string, RegExp]>([
    ['a highlight', 'So ==bright== here', /"==bright==" stands as text/],
    ['the name of an emoji', 'Ready :rocket:', /":rocket:" stands as text: write the emoji/],
    ['the names of emoji without a blank', 'Ready :rocket::tada:', /":rocket::tada:" stands as text: write the emoji/],
    ['the name of an emoji that is a sign', 'Ready :+1:', /":\+1:" stands as text: write the emoji/],
    ['the id of a heading without a blank', '## Set up{#set-up}', /"\{#set-up\}" stands as text/],
    ['an address without its protocol', 'See www.e.example/a.', /"www.e.example\/a" stands as text: .* https/],
    ['a numbered title over a line', '1. Title\n=====', /"===" below an item .* "# 1. Title"/],
    ['a numbered title over dashes', '1. Title\n-----', /Dashes below a numbered item .* "## 1. Title"/],
    ['a quoted title over a line', '> Title\n=====', /"===" below an item or a quote/],
    ['a link of a wiki', 'See [[Night watch]]', /"\[\[Night watch\]\]" stands as text: write \[text\]\(page:Title\)/],
    ['attributes of a heading', '## Set up {#set-up}', /"\{#set-up\}" stands as text/],
    ['attributes of a table', 'See this.\n{: .wide }', /"\{: \.wide \}" stands as text/],
    ['a path through a folder with a blank', 'In C:\\Program Files\\_old now', /"Files\\_old" loses a backslash/],
    ['a path to a sign', 'In D:\\(old) now', /"D:\\\(old\)" loses a backslash/],
    ['letters below the line', 'H~2~O', /"~2~" stands as text: write <sub>/],
    ['a note without a text', 'A fact[^7].', /"\[\^7\]" stands as text: no footnote/],
    ['a link of wiki markup', 'See [here|https://e.example]', /stands as text: it is wiki markup/],
    ['a colour of wiki markup', 'So {color:red}hot{color}', /"\{color:red\}" stands as text/],
    ['a table of wiki markup', '||A||B||\n|c|d|', /wiki markup: write a table/],
    ['reStructuredText', '.. note:: Mind', /reStructuredText/],
    ['an alert of no known name', '> [!BANANA]\n> Mind', /"\[!BANANA\]" stands as text: no alert/],
    ['a directive in the braces of a fence', '```{warning}\nMind\n```', /"\{warning\}" is stored as code/],
    ['a macro in a line', 'See ::toc above', /"::toc" stands as text: a macro \(::toc\) or a panel \(:::info\) stands/],
    ['bold that ends at a letter', '**Mind:**the gap', /"\*\*Mind:\*\*" stands as text: bold needs/],
    [
      'Markdown right below HTML',
      '<details>\n<summary>S</summary>\n- a\n- b\n</details>',
      /leave an empty line between/,
    ],
    ['Markdown right below a rule of HTML', '<hr>\n## Next', /leave an empty line between/],
    ['Markdown within HTML', '<div>\nJobs:\n- a\n- b\n</div>', /leave an empty line between/],
    ['what is aligned', '<h1 align="center">Top</h1>', /HTML aligns text/],
    ['a highlight of HTML', 'So <mark>bright</mark>', /Highlights are left out/],
    ['a colour of HTML', 'So <font color="red">hot</font>', /Colours of text are left out/],
    ['a note in the line', 'A fact^[from the report].', /"\^\[from the report\]" stands as text: write \[\^1\]/],
    ['a second note of a name', 'A fact[^a].\n\n[^a]: one\n\n[^a]: two', /"\[\^a\]: two" is left out/],
    ['a second address of a name', '[a]\n\n[a]: https://e.example\n[a]: https://f.example', /"\[a\]: .*f.*left out/],
    ['storage within Markdown', '# T\n\nsee <ac:link><ri:page ri:content-title="X" /></ac:link>', /not read within/],
    ['front matter of TOML', '+++\ntitle = "X"\n+++\n\n# T', /front matter \(title\)/],
    ['numbers of tasks', '1. [ ] a\n2. [x] b', /numbers of tasks are left out/],
    ['a task without its blank', '- [ ]paint', /"\[ \]" stands as text: a task is written/],
    ['a task of a third state', '- [-] paint', /"\[-\]" stands as text/],
    ['a definition with an empty line before it', 'Bow\n\n: The front', /stands right below its term/],
    ['a text that is fenced as a whole', '```markdown\n# T\n\nText\n```', /All of the text is one block of code/],
    ['a link without an address', 'See [here]() now', /link "here" has no address/],
    ['a link to a page without a title', 'See [here](page:) now', /link "here" has no address/],
    ['an address with blanks', 'See [here](#set up) now', /an address with blanks is written/],
    ['a comment', 'a <!-- not for you --> b', /comments are left out/],
    ['a comment of its own', '<!-- not for you -->\n\nb', /comments are left out/],
    ['Mermaid', '```mermaid\ngraph TD\n```', /Mermaid diagram is stored as code/],
    ['PlantUML', '```puml\na -> b\n```', /PlantUML diagram is stored as code/],
    ['a formula', 'So $x^{2}$', /Formulas stay as text, as "\$x\^\{2\}\$"/],
    ['an unknown directive', '::swagger[pets]{url=x}', /^$/],
    ['a heading that HTML swallows', '<div>x</div>\nTop\n===', /leave an empty line between/],
    ['a rule that HTML swallows', '<p>x</p>\n---\ny', /leave an empty line between/],
    ['a break between paragraphs', 'one\n\n<br>\n\ntwo', /<br> alone between blocks is left out/],
    ['two of them', 'one\n\n<br/>\n<br />\n\ntwo', /<br> alone between blocks is left out/],
    ['a quote of GitLab without its end', '>>>\nsaid', /">>>" in line 1 has no second one/],
    [
      'text that CriticMarkup adds',
      'So {++it is++} here',
      /"\{\+\+it is\+\+\}" stands as text: pages have no suggested/,
    ],
    ['text that CriticMarkup takes out', 'So {--it is--} here', /"\{--it is--\}" stands as text: pages have no sugg/],
    ['text that CriticMarkup replaces', 'So {~~it~>that~~} is', /"\{it~>that\}" stands as text: pages have no sugg/],
    ['a remark of CriticMarkup', 'So {>>it is<<} here', /"\{>>it is<<\}" stands as text: pages have no suggested/],
    ['a highlight of CriticMarkup', 'So {==it is==} here', /"\{==it is==\}" stands as text: pages have no suggested/],
    ['front matter of JSON', '{\n  "title": "X",\n  "a": {"b": 1}\n}\n\n# T', /front matter \(title, a\)/],
    ['front matter between semicolons', ';;;\n"title": "X"\n;;;\n\n# T', /front matter \(title\)/],
    ['front matter behind empty lines', '\n\n---\ntitle: X\n---\n\n# T', /front matter \(title\)/],
    ['front matter that is not at the front', 'x\n\n---\ntitle: X\n---\n\ny', /"title: X" is a heading: front matter/],
    [
      'words right below a table',
      '| a | b |\n|---|---|\n| 1 | 2 |\nAfter it',
      /without pipes right below a table is a row/,
    ],
    ['what code has no place for', '```js {1,3} title="a.js"\nx\n```', /"\{1,3\}" behind a fence is left out/],
    ['a width in per cent', '<img src="https://e.example/a.png" width="50%">', /Widths in per cent are left out/],
    ['a panel that is never closed', 'a\n\n:::info\nb\n\nc', /":::info" in line 3 is never closed: all that follows/],
    [
      'a setting of a column',
      '::::layout-section{type=single}\n:::layout-cell{width=30}\nx\n:::\n::::',
      /"width" of :::layout-cell/,
    ],
    ['a panel in a cell', '| a |\n|---|\n| :::info x ::: |', /":::info" stands as text: a macro/],
    ['a paragraph of a blank', 'a\n\n&nbsp;\n\nb', /nothing but blanks is left out/],
    ['a link to a page by another name', 'See [a](wiki:Set-up)', /link "wiki:Set-up" leads nowhere/],
    ['a link to a page in capitals', 'See [a](Page:ENG:X)', /link "Page:ENG:X" leads nowhere/],
    ['a link to nobody', 'See [a](user:)', /link "a" has no address/],
    ['a link to a heading of no page', 'See [a](page:#x)', /link "a" has no address/],
    [
      'a list that is indented by too little',
      '1. a\n  - b\n  - c\n2. d',
      /list in line 2 is beside the item above it, not in it: indent it by 3/,
    ],
    ['a list in a list that is', '- a\n\n  10. b\n     - c', /list in line 4 is beside .* indent it by 6/],
    ['an alert without text', '> [!NOTE]\n\n- a', /alert in line 1 has no text: begin each line of it with ">"/],
    ['an admonition without text', '!!! tip\nUse it', /"!!!" in line 1 has no text: indent/],
    ['a section that has fewer columns than it says', columns('three_equal', 1), /is "single", not "three_equal"/],
    ['a section that has more columns than it says', columns('two_equal', 3), /is "three_equal", not "two_equal"/],
    ['a note that nothing calls', 'A fact.\n\n[^7]: Its source', /"\[\^7\]:" stands as text: no \[\^…\] of that name/],
    ['a fence that is never closed', 'a\n\n```sh\nls', /code that opens in line 3 is never closed/],
    ['a fence in a quote that is never closed', '> ```sh\n> ls\n\nb', /code that opens in line 1 is never closed/],
    ['a fence within a fence of its size', '```md\n# T\n```js\nx\n```\n```\nb', /opens in line 6 is never closed/],
    ['a tag in a line that is never closed', 'A List<b> of them', /tag <b> is never closed/],
    ['lines of a table without the line below its header', '| a | b |\n| 1 | 2 |', /no table here: below its header/],
    ['a table with too short a line below its header', '| a | b |\n|---|\n| 1 | 2 |', /no table here/],
    ['dots before lines', '• one\n• two', /begin with "•" or a dash are one paragraph/],
    ['arrows before lines', '→ one\n→ two', /are one paragraph, not lines of their own: write "- "/],
    ['empty boxes before lines', '☐ one\n☑ two', /are one paragraph, not lines of their own: write "- "/],
    ['dots of Japanese before lines', '・一\n・二', /are one paragraph, not lines of their own: write "- "/],
    ['numbers of Chinese before lines', '1、一\n2、二', /are one paragraph, not lines of their own: write "1. "/],
    [
      'wide numbers in brackets before lines',
      '（1）一\n（2）二',
      /are one paragraph, not lines of their own: write "1. "/,
    ],
    [
      'a blog post without its day',
      'See [it](blog:ENG:News)',
      /"blog:ENG:News" leads to no blog post: write blog:SPACE/,
    ],
    ['a blog post without its title', 'See [it](blog:ENG:2026-01-02)', /leads to no blog post/],
    ['an environment of LaTeX', '\\begin{align}\na &= b \\\\\nc\n\\end{align}', /Formulas stay as text/],
    ['dashes before lines', '– one\n– two', /begin with "•" or a dash are one paragraph/],
    ['letters before lines', 'a. one\nb. two', /begin with "a\."/],
    ['numbers in brackets before lines', '(1) one\n(2) two', /begin with "a\.", "i\." or "\(1\)"/],
    ['signs of items without a blank', '-one\n-two', /no blank behind it are one paragraph/],
    ['numbers without a blank', '1.One\n2.Two', /no blank behind it are one paragraph/],
    ['an emoji before each line', '✅ one\n❌ two', /begin with an emoji are one paragraph/],
    ['names in bold before each line', '**Who:** me\n**When:** now', /begin with a bold name are one paragraph/],
    ['lists of wiki markup', '* one\n** two', /begin with "\*\*" and a blank are no items/],
    ['a heading without its blank', '##Set up', /heading needs a blank behind its signs/],
    ['a line struck out with one sign', 'So ~it is~ not', /"~it is~" stands as text: write ~~text~~/],
    ['what is inserted', 'So ++it is++ now', /"\+\+it is\+\+" stands as text: write <u>/],
    ['a template', 'See {% include x.md %}', /nothing on a page runs templates/],
    ['a shortcode', 'See {{< note >}}', /nothing on a page runs templates/],
    ['a comment of Obsidian', 'So %%not for you%%', /a page has no hidden comments/],
    ['a comment by a definition', '[//]: # (not for you)\n\na', /comments are left out/],
    ['another comment by a definition', '[comment]: <> (not for you)\n\na', /comments are left out/],
    ['a sign for a line break', 'First.\\nSecond.', /"\\nS" stands as text: send a real line break/],
    ['a person of wiki markup', 'Ask [~ann.lee] now', /"\[~ann\.lee\]" stands as text: it is wiki markup/],
    ['a picture of wiki markup', 'See !plan.png!', /"!plan\.png!" stands as text: it is wiki markup/],
    ['a link whose address is nowhere', 'See the [plan][p1] now', /no line "\[name\]: address" defines that name/],
    ['bold that never ends', '**Mind the gap', /"\*\*Mind the gap" stands as text: bold needs/],
    ['a panel within a line', 'So ::info here', /"::info" stands as text: a macro/],
    ['blanks that are code', 'Split at `, ` now', /Blanks at the ends of code, as in ", ", are left out/],
    ['blanks in a row in code', 'Say `a  b` now', /Blanks in a row within a line, as in "a {2}b"/],
    ['a link without words', 'See [](https://e.example/x) now', /link to "https:\/\/e\.example\/x" has no words/],
    ['a link of HTML without words', 'See <a href="https://e.example/x"></a> now', /has no words and is left out/],
    ['what nobody sees', 'Foo\u200Bbar \u202Bx\u202C', /nobody sees \(U\+200B, U\+202B, U\+202C\) are left out/],
    ['the day of a time with words', 'On <time datetime="2026-03-11">Wednesday</time>', /day of a <time> with words/],
    ['what an abbreviation says', 'Say <abbr title="Bow">B</abbr>', /What <abbr> says, as "Bow", is left out/],
    [
      'a link in the title of an expand',
      '<details><summary>A [b](https://e.example)</summary>c</details>',
      /"A b" is its words/,
    ],
    ['a formula without commands', 'So $E = mc^2$ holds', /Formulas stay as text, as "\$E = mc\^2\$"/],
    ['a formula of two dollars', 'So $$E = m$$ holds', /Formulas stay as text, as "\$\$E = m\$\$"/],
    ['a formula in brackets', '\\[\n\\frac{a}{b}\n\\]', /Formulas stay as text, as "\\\[ \\frac/],
    [
      'the day of a task in words',
      '- [ ] Oil it (due tomorrow)',
      /day "tomorrow" of a task stays text: write "due 2026/,
    ],
    ['the day of a task, month first', '- [ ] Oil it, due: Dec 4, 2026', /day "Dec 4, 2026" of a task/],
    ['the day of a task, day first', '- [ ] Oil it 📅 04.12.2026', /day "04\.12\.2026" of a task/],
  ])('is named: %s', (_, markdown, warning) => {
    let said;
    try {
      said = toStorage(markdown).warnings.join('\n');
    } catch (error) {
      // A directive alone on its line is refused by its name.
      expect(error).toMatchObject({ code: 'UNCONVERTIBLE', message: expect.stringContaining('"swagger"') });
      return;
    }
    expect(said).toMatch(warning);
    expect(said.split('\n')).toHaveLength(1);
  });

  it.each([
    'At 10:30:15 the ratio was 3:2:1, see a::b::c and C++ == C# != D',
    'Paths ~/a and ~/b, 2^10, x_{1} = {1, 2}, a|b, [1], arr[0][1], {name} and {0}',
    'Prices: $5 and $6; `:rocket:`, `==x==` and `[[y]]`',
    'As so:\n\n```markdown\n# T\n```',
    '```yaml\n{#x}: ==y== :z:\n```',
    '<pre>\n# no heading\n- no list\n</pre>',
    '<img src="https://e.example/a.png" width="20"/> and <br/> and `^[a-z]+$` and x^[ab]*',
    'Use **kwargs, *args and 2**3; a ** b and x**y; say `List<b>`, 1 < 2, C++ and D++',
    'Pairs [a][b], log [INFO][main] started, m[i][j] and {{ name }}, ~5 to ~6, 50%% of 10%%, wow! and so! it',
    'a fine day\nb is it\n\n(see 1)\n\n- one\n- two\n\n**Mind** this\nand that\n\n✅ done',
    '**Who:** me  \n**When:** now\\\nx\n\n#general is where\n\nC:\\new\\notes and \\n for a line',
    'a\n\n```\n| a | b |\n| 1 | 2 |\n• one\n• two\n```\n\n> [!NOTE]\n> x\n\n>>>\nsaid\n>>>',
    '{\n  "a": 1\n}\n\nis JSON',
    '- [ ] Pay the dues, due 2026-12-04\n- [x] Due diligence',
    columns('two_equal', 2),
    '1. a\n   - b\n2. c\n- d\n* e\n\n  - f',
    '::anchor[here]\n\nSee [it](#here), std::info and a:::b, `:::info`',
    '| a |\n|---|\nb\n\n| a | b |\n|---|---|\n1 | 2\n\n```{.python #x}\ny\n```\n\n```{python}\ny\n```\n\n```js title="a b"\ny\n```',
    '\uFEFF# A mark in front of a text\n\nmy `a\n   b`',
    '[x](https://e.example), [![](https://e.example/i.png)](https://e.example) and [a]\n\n[a]: https://e.example\n[a]: https://e.example',
  ])('is not seen where nobody meant it: %j', (markdown) => {
    expect(toStorage(markdown).warnings).toEqual([]);
  });

  it('is not named where the page has it already', () => {
    const current = '<p>So ==bright== and :rocket: {#x} $x^{2}$ are here</p>';
    const { warnings } = applyMarkdown({ current, edited: toMarkdown(current).replace('are here', 'were here') });
    expect(warnings).toEqual([]);
  });
});

it('is not named where it becomes the text of a macro that the page has', () => {
  const current =
    '<ac:structured-macro ac:name="plantuml" ac:macro-id="p1"><ac:plain-text-body><![CDATA[A->B]]></ac:plain-text-body></ac:structured-macro>';
  expect(applyMarkdown({ current, edited: '```plantuml\nA->C\n```' })).toMatchObject({
    storage: current.replace('A->B', 'A->C'),
    warnings: [],
  });
});

describe('forms of other tools', () => {
  it.each<[string, string, string]>([
    ['[TOC] of Python-Markdown', '[TOC]', 'ac:name="toc"'],
    ['[[_TOC_]] of GitLab', '[[_TOC_]]', 'ac:name="toc"'],
    ['a width of Pandoc', '![A \\[x\\]](attachment:a.png "C"){width=300px}', 'ac:alt="A [x]" ac:width="300"'],
    ['a size behind the address', '![A](https://e.example/a.png =240x100)', 'ac:width="240"'],
    ['an admonition of MyST', ':::{tip} Faster\nUse it\n:::', 'ac:name="tip"'],
    ['a callout of Quarto', '::: {.callout-note title="Mind"}\nthe gap\n:::', '>Mind</ac:parameter>'],
    ['code of Quarto', '```{python}\nprint(1)\n```', '<ac:parameter ac:name="language">python<'],
    ['an address that ends in brackets', '(see https://e.example/x_(y).)', '>https://e.example/x_(y)</a>.)'],
    ['a cell that HTML aligns', '<table>\n<tr><td align="right">5</td></tr>\n</table>', 'text-align: right'],
    ['an address with escaped brackets', '[x](https://e.example/x_\\(y\\))', 'href="https://e.example/x_(y)"'],
    ['a width of Obsidian', '![A|240](https://e.example/a.png)', 'ac:alt="A" ac:width="240"'],
    ['a size of Obsidian', '![A|240x100](attachment:a.png)', 'ac:alt="A" ac:width="240"'],
    ['a name of a file behind the language', '```ts:src/a.ts\nx\n```', '<ac:parameter ac:name="title">src/a.ts<'],
    ['a width in a style', '<img src="https://e.example/a.png" style="width: 240px">', 'ac:width="240"'],
    ['a break that is closed', 'a</br>b<br/>c', '<p>a<br />b<br />c</p>'],
    [
      'a day of HTML',
      'Due <time datetime="2026-02-03"></time> or <time datetime="2026-02-04"/>',
      'Due <time datetime="2026-02-03" /> or <time datetime="2026-02-04" />',
    ],
    ['a quote of GitLab', '>>>\na\n\n- b\n>>>', '<blockquote><p>a</p><ul><li><p>b</p></li></ul></blockquote>'],
    ['a quote of GitLab in an item', '- a\n\n  >>>\n  b\n  >>>', '<p>a</p><blockquote><p>b</p></blockquote></li>'],
    ['an alert of one line', '> [!TIP] See [b](https://e.example) **now**', '<p>See <a href="https://e.example">b</a>'],
    ['a title with bold', '> [!TIP] So **it** is\n> b', '>So it is</ac:parameter><ac:rich-text-body><p>b</p>'],
    [
      'a title with a link',
      ':::tip[See [b](https://e.example)]\nc\n:::',
      '<p>See <a href="https://e.example">b</a></p><p>c</p>',
    ],
    [
      'a title with a link, MkDocs',
      '!!! tip "See [b](https://e.example)"\n    c',
      '<p>See <a href="https://e.example">b</a></p>',
    ],
    ['an alert that Obsidian folds', '> [!faq]- Why?\n> So', 'ac:name="expand"'],
    ['an anchor of HTML', '# A <a name="b"></a>\n\n[c](#b)', '<ac:parameter ac:name="">b</ac:parameter>'],
    ['an anchor of HTML by its id', '<a id="b"></a>\n\n# A\n\n[c](#b)', '<ac:parameter ac:name="">b</ac:parameter>'],
    ['a slug that begins with a dash', '# 🚀 Go\n\n[c](#-go)', 'ac:anchor="🚀 Go"'],
    [
      'an address defined in a note',
      'A [b][c][^1].\n\n[^1]: d\n\n    [c]: https://e.example',
      '<p>A <a href="https://e.example">b</a>',
    ],
    ['a formula between \\( and \\)', 'So \\(\\frac{a}{b} \\, c\\) holds', 'So \\(\\frac{a}{b} \\, c\\) holds'],
    ['a formula between \\[ and \\]', '\\[\nx_{1} \\, y\n\\]', '\\[ x_{1} \\, y \\]'],
  ])('are taken: %s', (_, markdown, stored) => {
    expect(toStorage(markdown).storage).toContain(stored);
  });

  it.each([
    '<p>[TOC]</p><p>x</p>',
    '<p><ac:image><ri:attachment ri:filename="a.png" /></ac:image>{width=300} x</p>',
    '<p>So \\(\\frac{a}{b} \\, c\\) holds x</p>',
    '<p>\\[ x_{1} \\, y \\]</p><p>x</p>',
    '<p>{note} is wiki markup</p><p>:::{note} x</p>',
    '<p><ac:image ac:alt="a|300"><ri:attachment ri:filename="a.png" /></ac:image> x</p>',
    '<p>;;;</p><p>title: a</p><p>;;;</p><p>x</p>',
    '<p>&gt;&gt;&gt;</p><p>a</p><p>&gt;&gt;&gt;</p><p>x</p>',
    '<p>[//]: # (a)</p><p>&lt;a name="b"&gt;&lt;/a&gt; x</p>',
    '<p>So $x_1 * y_1$ and $$a = b$$ hold x</p>',
  ])('are text where a page has them as text: %s', (current) => {
    const read = toMarkdown(current);
    expect(applyMarkdown({ current, edited: read.replace(/x$/, 'y') }).storage).toBe(
      current.replace(/x(?=<\/p>$)/, 'y'),
    );
  });
});
