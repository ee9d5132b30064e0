import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown, toStorage } from '../../../../src/content/index.js';

/** A section of a layout that says it is of this type, with so many columns. */
const columns = (type: string, count: number) =>
  `::::layout-section{type=${type}}\n${':::layout-cell\nx\n:::\n'.repeat(count)}::::`;

describe('what other tools read as more than text', () => {
  it.each<[string, string, RegExp]>([
    ['a highlight', 'So ==bright== here', /"==bright==" became plain text/],
    ['the name of an emoji', 'Ready :rocket:', /":rocket:" became plain text: write the emoji/],
    [
      'the names of emoji without a blank',
      'Ready :rocket::tada:',
      /":rocket::tada:" became plain text: write the emoji/,
    ],
    ['the name of an emoji that is a sign', 'Ready :+1:', /":\+1:" became plain text: write the emoji/],
    ['the id of a heading without a blank', '## Set up{#set-up}', /"\{#set-up\}" became plain text/],
    ['an address without its protocol', 'See www.e.example/a.', /"www.e.example\/a" became plain text: .* https/],
    ['a numbered title over a line', '1. Title\n=====', /"===" below a list item .* "# 1. Title"/],
    ['a numbered title over dashes', '1. Title\n-----', /Dashes below a numbered item .* "## 1. Title"/],
    ['a quoted title over a line', '> Title\n=====', /"===" below a list item or a quote/],
    [
      'a link of a wiki',
      'See [[Night watch]]',
      /"\[\[Night watch\]\]" became plain text: write \[text\]\(page:Title\)/,
    ],
    ['attributes of a heading', '## Set up {#set-up}', /"\{#set-up\}" became plain text/],
    ['attributes of a table', 'See this.\n{: .wide }', /"\{: \.wide \}" became plain text/],
    ['a path through a folder with a blank', 'In C:\\Program Files\\_old now', /"Files\\_old" lost a backslash/],
    ['a path to a sign', 'In D:\\(old) now', /"D:\\\(old\)" lost a backslash/],
    ['letters below the line', 'H~2~O', /"~2~" became plain text: write <sub>/],
    ['a note without a text', 'A fact[^7].', /"\[\^7\]" became plain text: no footnote/],
    ['a link of wiki markup', 'See [here|https://e.example]', /became plain text: it is wiki markup/],
    ['a colour of wiki markup', 'So {color:red}hot{color}', /"\{color:red\}" became plain text/],
    ['a table of wiki markup', '||A||B||\n|c|d|', /wiki markup: write a table/],
    ['reStructuredText', '.. note:: Mind', /reStructuredText/],
    ['an alert of no known name', '> [!BANANA]\n> Mind', /"\[!BANANA\]" became plain text: there is no alert/],
    ['a directive in the braces of a fence', '```{warning}\nMind\n```', /"\{warning\}" is stored as code/],
    ['a macro in a line', 'See ::toc above', /"::toc" became plain text: put a macro \(::toc\) or a panel/],
    ['bold that ends at a letter', '**Mind:**the gap', /"\*\*Mind:\*\*" became plain text: bold needs/],
    [
      'Markdown right below HTML',
      '<details>\n<summary>S</summary>\n- a\n- b\n</details>',
      /leave an empty line between/,
    ],
    ['Markdown right below a rule of HTML', '<hr>\n## Next', /leave an empty line between/],
    ['Markdown within HTML', '<div>\nJobs:\n- a\n- b\n</div>', /leave an empty line between/],
    ['what is aligned', '<h1 align="center">Top</h1>', /Text alignment was left out/],
    ['a highlight of HTML', 'So <mark>bright</mark>', /Highlights were left out/],
    ['a colour of HTML', 'So <font color="red">hot</font>', /Text colours were left out/],
    ['a note in the line', 'A fact^[from the report].', /"\^\[from the report\]" became plain text: write \[\^1\]/],
    ['a second note of a name', 'A fact[^a].\n\n[^a]: one\n\n[^a]: two', /"\[\^a\]: two" was left out/],
    ['a second address of a name', '[a]\n\n[a]: https://e.example\n[a]: https://f.example', /"\[a\]: .*f.*left out/],
    ['storage within Markdown', '# T\n\nsee <ac:link><ri:page ri:content-title="X" /></ac:link>', /not read inside/],
    ['front matter of TOML', '+++\ntitle = "X"\n+++\n\n# T', /front matter \(title\)/],
    ['numbers of tasks', '1. [ ] a\n2. [x] b', /Task numbers were left out/],
    ['a task without its blank', '- [ ]paint', /"\[ \]" became plain text: write a task/],
    ['a task of a third state', '- [-] paint', /"\[-\]" became plain text/],
    ['a definition with an empty line before it', 'Bow\n\n: The front', /directly below its term/],
    ['a text that is fenced as a whole', '```markdown\n# T\n\nText\n```', /The whole text became one code block/],
    ['a link without an address', 'See [here]() now', /link "here" has no address/],
    ['a link to a page without a title', 'See [here](page:) now', /link "here" has no address/],
    ['an address with blanks', 'See [here](#set up) now', /write an address with spaces/],
    ['a comment', 'a <!-- not for you --> b', /comments were left out/],
    ['a comment of its own', '<!-- not for you -->\n\nb', /comments were left out/],
    ['Mermaid', '```mermaid\ngraph TD\n```', /Mermaid diagram is stored as code/],
    ['PlantUML', '```puml\na -> b\n```', /PlantUML diagram is stored as code/],
    ['a formula', 'So $x^{2}$', /Formulas, such as "\$x\^\{2\}\$"/],
    ['an unknown directive', '::swagger[pets]{url=x}', /^$/],
    ['a heading that HTML swallows', '<div>x</div>\nTop\n===', /leave an empty line between/],
    ['a rule that HTML swallows', '<p>x</p>\n---\ny', /leave an empty line between/],
    ['a break between paragraphs', 'one\n\n<br>\n\ntwo', /<br> between blocks was left out/],
    ['two of them', 'one\n\n<br/>\n<br />\n\ntwo', /<br> between blocks was left out/],
    ['a quote of GitLab without its end', '>>>\nsaid', /">>>" in line 1 has no closing/],
    [
      'text that CriticMarkup adds',
      'So {++it is++} here',
      /"\{\+\+it is\+\+\}" became plain text: Confluence has no suggested/,
    ],
    [
      'text that CriticMarkup takes out',
      'So {--it is--} here',
      /"\{--it is--\}" became plain text: Confluence has no suggested/,
    ],
    [
      'text that CriticMarkup replaces',
      'So {~~it~>that~~} is',
      /"\{it~>that\}" became plain text: Confluence has no suggested/,
    ],
    [
      'a remark of CriticMarkup',
      'So {>>it is<<} here',
      /"\{>>it is<<\}" became plain text: Confluence has no suggested/,
    ],
    [
      'a highlight of CriticMarkup',
      'So {==it is==} here',
      /"\{==it is==\}" became plain text: Confluence has no suggested/,
    ],
    ['front matter of JSON', '{\n  "title": "X",\n  "a": {"b": 1}\n}\n\n# T', /front matter \(title, a\)/],
    ['front matter between semicolons', ';;;\n"title": "X"\n;;;\n\n# T', /front matter \(title\)/],
    ['front matter behind empty lines', '\n\n---\ntitle: X\n---\n\n# T', /front matter \(title\)/],
    [
      'front matter that is not at the front',
      'x\n\n---\ntitle: X\n---\n\ny',
      /"title: X" became a heading: front matter/,
    ],
    [
      'words right below a table',
      '| a | b |\n|---|---|\n| 1 | 2 |\nAfter it',
      /without pipes directly below a table became a row/,
    ],
    [
      'what code has no place for',
      '```js {1,3} title="a.js"\nx\n```',
      /"\{1,3\}" after the opening fence was left out/,
    ],
    [
      'a width in per cent',
      '<img src="https://e.example/a.png" width="50%">',
      /Image widths in per cent were left out/,
    ],
    ['a panel that is never closed', 'a\n\n:::info\nb\n\nc', /":::info" in line 3 is never closed: everything after/],
    [
      'a setting of a column',
      '::::layout-section{type=single}\n:::layout-cell{width=30}\nx\n:::\n::::',
      /"width" of :::layout-cell/,
    ],
    ['a panel in a cell', '| a |\n|---|\n| :::info x ::: |', /":::info" became plain text: put a macro/],
    ['a paragraph of a blank', 'a\n\n&nbsp;\n\nb', /only spaces was left out/],
    ['a link to a page by another name', 'See [a](wiki:Set-up)', /link "wiki:Set-up" does not work/],
    ['a link to a page in capitals', 'See [a](Page:ENG:X)', /link "Page:ENG:X" does not work/],
    ['a link to nobody', 'See [a](user:)', /link "a" has no address/],
    ['a link to a heading of no page', 'See [a](page:#x)', /link "a" has no address/],
    [
      'a list that is indented by too little',
      '1. a\n  - b\n  - c\n2. d',
      /list in line 2 is beside the item above it, not nested in it: indent it by 3/,
    ],
    ['a list in a list that is', '- a\n\n  10. b\n     - c', /list in line 4 is beside .* indent it by 6/],
    ['an alert without text', '> [!NOTE]\n\n- a', /alert in line 1 has no text: start each of its lines with ">"/],
    ['an admonition without text', '!!! tip\nUse it', /"!!!" in line 1 has no text: indent/],
    ['a section that has fewer columns than it says', columns('three_equal', 1), /is "single", not "three_equal"/],
    ['a section that has more columns than it says', columns('two_equal', 3), /is "three_equal", not "two_equal"/],
    [
      'a note that nothing calls',
      'A fact.\n\n[^7]: Its source',
      /"\[\^7\]:" became plain text: no \[\^…\] in the text/,
    ],
    ['a fence that is never closed', 'a\n\n```sh\nls', /code block that starts in line 3 is never closed/],
    [
      'a fence in a quote that is never closed',
      '> ```sh\n> ls\n\nb',
      /code block that starts in line 1 is never closed/,
    ],
    ['a fence within a fence of its size', '```md\n# T\n```js\nx\n```\n```\nb', /starts in line 6 is never closed/],
    ['a tag in a line that is never closed', 'A List<b> of them', /tag <b> is never closed/],
    [
      'lines of a table without the line below its header',
      '| a | b |\n| 1 | 2 |',
      /did not become a table: put a line/,
    ],
    ['a table with too short a line below its header', '| a | b |\n|---|\n| 1 | 2 |', /did not become a table/],
    ['dots before lines', '• one\n• two', /start with "•" or a dash became one paragraph/],
    ['arrows before lines', '→ one\n→ two', /became one paragraph: write "- "/],
    ['empty boxes before lines', '☐ one\n☑ two', /became one paragraph: write "- "/],
    ['dots of Japanese before lines', '・一\n・二', /became one paragraph: write "- "/],
    ['numbers of Chinese before lines', '1、一\n2、二', /became one paragraph: write "1. "/],
    ['wide numbers in brackets before lines', '（1）一\n（2）二', /became one paragraph: write "1. "/],
    [
      'a blog post without its day',
      'See [it](blog:ENG:News)',
      /"blog:ENG:News" does not point to a blog post: write blog:SPACE/,
    ],
    ['a blog post without its title', 'See [it](blog:ENG:2026-01-02)', /does not point to a blog post/],
    ['an environment of LaTeX', '\\begin{align}\na &= b \\\\\nc\n\\end{align}', /Formulas, such as .* stay text/],
    ['dashes before lines', '– one\n– two', /start with "•" or a dash became one paragraph/],
    ['letters before lines', 'a. one\nb. two', /start with "a\."/],
    ['numbers in brackets before lines', '(1) one\n(2) two', /start with "a\.", "i\." or "\(1\)"/],
    ['signs of items without a blank', '-one\n-two', /no space after it became one paragraph/],
    ['numbers without a blank', '1.One\n2.Two', /no space after it became one paragraph/],
    ['an emoji before each line', '✅ one\n❌ two', /start with an emoji became one paragraph/],
    ['names in bold before each line', '**Who:** me\n**When:** now', /start with a bold name became one paragraph/],
    ['lists of wiki markup', '* one\n** two', /start with "\*\*" and a space did not become/],
    ['a heading without its blank', '##Set up', /heading needs a space after its #/],
    ['a line struck out with one sign', 'So ~it is~ not', /"~it is~" became plain text: write ~~text~~/],
    ['what is inserted', 'So ++it is++ now', /"\+\+it is\+\+" became plain text: write <u>/],
    ['a template', 'See {% include x.md %}', /template code is not run here/],
    ['a shortcode', 'See {{< note >}}', /template code is not run here/],
    ['a comment of Obsidian', 'So %%not for you%%', /a page has no hidden comments/],
    ['a comment by a definition', '[//]: # (not for you)\n\na', /comments were left out/],
    ['another comment by a definition', '[comment]: <> (not for you)\n\na', /comments were left out/],
    ['a sign for a line break', 'First.\\nSecond.', /"\\nS" became plain text: send a real line break/],
    ['a person of wiki markup', 'Ask [~ann.lee] now', /"\[~ann\.lee\]" became plain text: it is wiki markup/],
    ['a picture of wiki markup', 'See !plan.png!', /"!plan\.png!" became plain text: it is wiki markup/],
    ['a link whose address is nowhere', 'See the [plan][p1] now', /no line "\[name\]: address" defines this name/],
    ['bold that never ends', '**Mind the gap', /"\*\*Mind the gap" became plain text: bold needs/],
    ['a panel within a line', 'So ::info here', /"::info" became plain text: put a macro/],
    ['blanks that are code', 'Split at `, ` now', /Spaces at the ends of inline code, as in ", ", were left out/],
    ['blanks in a row in code', 'Say `a  b` now', /Repeated spaces, as in "a {2}b"/],
    ['a link without words', 'See [](https://e.example/x) now', /link to "https:\/\/e\.example\/x" has no text/],
    ['a link of HTML without words', 'See <a href="https://e.example/x"></a> now', /has no text and was left out/],
    ['a link without words to no address, once', 'See [](x) now', /link to "x" has no text/],
    ['a link without words to no page, once', 'See [](page:) now', /link to "page:" has no text/],
    ['a link of nothing, once', 'See []() now', /link to "" has no text/],
    [
      'what nobody sees',
      'Foo\u200Bbar \u202Bx\u202C',
      /Invisible characters \(U\+200B, U\+202B, U\+202C\) were left out/,
    ],
    [
      'the day of a time with words',
      'On <time datetime="2026-03-11">Wednesday</time>',
      /date of a <time> tag with words/,
    ],
    ['what an abbreviation says', 'Say <abbr title="Bow">B</abbr>', /The title of <abbr>, such as "Bow", was left out/],
    [
      'a link in the title of an expand',
      '<details><summary>A [b](https://e.example)</summary>c</details>',
      /title "A b" became plain text/,
    ],
    ['a formula without commands', 'So $E = mc^2$ holds', /Formulas, such as "\$E = mc\^2\$"/],
    ['a formula of two dollars', 'So $$E = m$$ holds', /Formulas, such as "\$\$E = m\$\$"/],
    ['a formula in brackets', '\\[\n\\frac{a}{b}\n\\]', /Formulas, such as "\\\[ \\frac/],
    [
      'the day of a task in words',
      '- [ ] Oil it (due tomorrow)',
      /date "tomorrow" of a task stays plain text: write "due 2026/,
    ],
    ['the day of a task, month first', '- [ ] Oil it, due: Dec 4, 2026', /date "Dec 4, 2026" of a task/],
    ['the day of a task, day first', '- [ ] Oil it 📅 04.12.2026', /date "04\.12\.2026" of a task/],
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
