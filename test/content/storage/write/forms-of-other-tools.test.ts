import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown, toStorage } from '../../../../src/content/index.js';

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
