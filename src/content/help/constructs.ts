import { containerAliases, containerParameters, isPanel } from '../macros/containers.js';
import { layoutTypes } from '../macros/layout.js';
import { creatableMacros } from '../macros/new-macro.js';
import { statusColors } from '../macros/status.js';

/** One thing that can be written: how, and what comes of it on a page. */
interface Construct {
  readonly markdown: string;
  readonly becomes: string;
}

/** One chapter of the help on Markdown. Every example in it is converted by a test. */
export interface ConstructGroup {
  readonly title: string;
  /** Said above the examples. */
  readonly about?: string;
  readonly constructs: readonly Construct[];
}

const list = (names: readonly string[]) => names.join(', ');

/** The names of tools elsewhere for each container that has some. */
const otherNames = Object.keys(containerParameters).flatMap((name) => {
  const others = Object.keys(containerAliases).filter((alias) => containerAliases[alias] === name);
  return others.length === 0 ? [] : [`${name} (also ${list(others)})`];
});

function containerExample(name: string, parameters: readonly string[]): Construct {
  const value = (key: string) => (/color$/i.test(key) ? '#DEEBFF' : 'Read this');
  const attributes = parameters.map((key) => `${key}="${value(key)}"`).join(' ');
  const kinds: Readonly<Record<string, string>> = {
    expand: 'collapsible text under a title',
    excerpt: 'text that other pages can include',
    details: 'page properties: a table of names and values for page property reports',
    info: 'an info panel; note, tip and warning are written the same way',
    panel: 'a plain panel, with a title and colours of its own',
  };
  return {
    markdown: `:::${name}${attributes === '' ? '' : `{${attributes}}`}\n${name === 'details' ? '| Owner | Ann |\n| --- | --- |' : 'Text, with any Markdown in it.'}\n:::`,
    becomes: kinds[name] ?? name,
  };
}

/** Everything that Markdown can write on a page beside what GFM has for everybody. */
export const constructs: readonly ConstructGroup[] = [
  {
    title: 'Panels and other blocks with text in them',
    about: `The opening line and the closing \`:::\` are each on a line of their own; an outer block has more colons than the blocks inside it. Names: ${list(Object.keys(containerParameters))}. Names from other tools also work: ${otherNames.join('; ')}.`,
    constructs: [
      ...Object.entries(containerParameters)
        .filter(([name]) => name === 'info' || !isPanel(name))
        .map(([name, parameters]) => containerExample(name, parameters)),
      {
        markdown: '> [!WARNING]\n> Mind the step.',
        becomes: 'a panel, as on GitHub (NOTE, TIP, IMPORTANT, WARNING, CAUTION)',
      },
      {
        markdown: '!!! tip "Faster"\n    Use the cache.',
        becomes: 'a panel, as in MkDocs; `???` makes it collapsible',
      },
      {
        markdown: '<details>\n<summary>More</summary>\n\nFolded *text*.\n\n</details>',
        becomes: 'an expand with that title',
      },
    ],
  },
  {
    title: 'In a line',
    constructs: [
      {
        markdown: `Now :status[IN PROGRESS]{color=blue}`,
        becomes: `a status; colours: ${list(statusColors)}`,
      },
      { markdown: 'Due :date[2026-02-03]', becomes: 'a date, year first' },
      {
        markdown: 'Ask [@Ann Lee](user:557058:abc)',
        becomes:
          'a mention, by account id (Data Center: user key or name); `@Ann Lee` alone also works if exactly one person has that name',
      },
      { markdown: '[the runbook](page:ENG:Payments runbook)', becomes: 'a link to a page, by space key and title' },
      { markdown: '[below](page:Payments runbook#Set up)', becomes: 'a link to a heading of a page in the same space' },
      { markdown: '[news](blog:ENG:2026-02-03:Release day)', becomes: 'a link to a blog post' },
      { markdown: '[the space](space:ENG)', becomes: 'a link to a space' },
      {
        markdown: '[plan](attachment:plan.pdf)',
        becomes: 'a link to a file on this page; `attachment:ENG:Title/plan.pdf` for a file on another page',
      },
      {
        markdown: '![Plan](attachment:plan.png "How it fits")',
        becomes: 'an image with a caption; a web address works too',
      },
      {
        markdown: 'H<sub>2</sub>O, x<sup>2</sup>, <u>under</u>, ~~gone~~',
        becomes: 'text formats; `<br>` is a line break',
      },
      { markdown: 'A fact[^1].\n\n[^1]: Its source.', becomes: 'a raised number, with the note in a list at the end' },
    ],
  },
  {
    title: 'Headings, lists, tables, code',
    constructs: [
      {
        markdown: '## Set up\n\nSee [above](#set-up).',
        becomes: 'a heading, and a link to it by its text or its slug',
      },
      { markdown: '- [ ] Ship it, due 2026-02-03\n- [x] Test it', becomes: 'tasks; a due date becomes a date' },
      { markdown: '```python title="run.py"\nprint(1)\n```', becomes: 'the code macro, with language and title' },
      {
        markdown: '| Key | Value |\n| --- | --- |\n| a\\|b | one<br>two |',
        becomes: 'a table; in a cell, a pipe is `\\|` and a line break is `<br>`',
      },
      {
        markdown:
          '<table>\n<tr><th colspan="2">Both</th></tr>\n<tr><td>a</td><td><ul><li>b</li></ul></td></tr>\n</table>',
        becomes: 'a table with merged cells or with blocks in cells; cells can contain Markdown',
      },
      { markdown: 'Bow\n: The front of a ship', becomes: 'a term in bold, with its definition below' },
    ],
  },
  {
    title: 'Macros without text',
    about: 'Each on a line of its own, with its parameters in braces: `::toc{maxLevel=3}`.',
    constructs: Object.entries(creatableMacros).map(([name, { label, parameters }]) => ({
      markdown: label === undefined ? `::${name}` : `::${name}[${label === 'cql' ? 'label = "runbook"' : 'here'}]`,
      becomes: `the ${name} macro${parameters.length === 0 ? '' : ` (${list(parameters)})`}`,
    })),
  },
  {
    title: 'Columns',
    about: `One \`layout-cell\` for each column, only at the top level of the page. Types: ${list(layoutTypes)}.`,
    constructs: [
      {
        markdown: '::::layout-section{type=two_equal}\n:::layout-cell\nLeft\n:::\n\n:::layout-cell\nRight\n:::\n::::',
        becomes: 'two columns',
      },
    ],
  },
];
