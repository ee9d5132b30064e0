import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown, toStorage } from '../../../../src/content/index.js';

describe('what other tools read as more than text', () => {
  it.each<[string, string, RegExp]>([
    ['a highlight', 'So ==bright== here', /"==bright==" stands as text/],
    ['the name of an emoji', 'Ready :rocket:', /":rocket:" stands as text: write the emoji/],
    ['a link of a wiki', 'See [[Night watch]]', /"\[\[Night watch\]\]" stands as text: write \[text\]\(page:Title\)/],
    ['attributes of a heading', '## Set up {#set-up}', /"\{#set-up\}" stands as text/],
    ['attributes of a table', 'See this.\n{: .wide }', /"\{: \.wide \}" stands as text/],
    ['letters below the line', 'H~2~O', /"~2~" stands as text: write <sub>/],
    ['a note without a text', 'A fact[^7].', /"\[\^7\]" stands as text: no footnote/],
    ['a link of wiki markup', 'See [here|https://e.example]', /stands as text: it is wiki markup/],
    ['a colour of wiki markup', 'So {color:red}hot{color}', /"\{color:red\}" stands as text/],
    ['a table of wiki markup', '||A||B||\n|c|d|', /wiki markup: write a table/],
    ['reStructuredText', '.. note:: Mind', /reStructuredText/],
    ['an alert of no known name', '> [!BANANA]\n> Mind', /"\[!BANANA\]" stands as text: no alert/],
    ['a directive in the braces of a fence', '```{warning}\nMind\n```', /"\{warning\}" is stored as code/],
    ['a macro in a line', 'See ::toc above', /"::toc" stands as text: a macro stands on a line of its own/],
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
    '[x](https://e.example), [ ](https://e.example) and [a]\n\n[a]: https://e.example\n[a]: https://e.example',
  ])('is not seen where nobody meant it: %j', (markdown) => {
    expect(toStorage(markdown).warnings).toEqual([]);
  });

  it('is not named where the page has it already', () => {
    const current = '<p>So ==bright== and :rocket: {#x} $x^{2}$ are here</p>';
    const { warnings } = applyMarkdown({ current, edited: toMarkdown(current).replace('are here', 'were here') });
    expect(warnings).toEqual([]);
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
  ])('are text where a page has them as text: %s', (current) => {
    const read = toMarkdown(current);
    expect(applyMarkdown({ current, edited: read.replace(/x$/, 'y') }).storage).toBe(
      current.replace(/x(?=<\/p>$)/, 'y'),
    );
  });
});
