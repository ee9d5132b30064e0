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
    expand: 'text that is folded away under its title',
    excerpt: 'text that other pages can include',
    details: 'page properties: a table of names and values that reports collect',
    info: 'an info panel; note, tip and warning are written alike',
    panel: 'a plain panel, with a title and colours of its own',
  };
  return {
    markdown: `:::${name}${attributes === '' ? '' : `{${attributes}}`}\n${name === 'details' ? '| Owner | Ann |\n| --- | --- |' : 'Text, with all that Markdown has.'}\n:::`,
    becomes: kinds[name] ?? name,
  };
}

/** Everything that Markdown can write on a page beside what GFM has for everybody. */
export const constructs: readonly ConstructGroup[] = [
  {
    title: 'Panels and other blocks with text in them',
    about: `The line that opens and the \`:::\` that closes stand alone on their lines; an outer block has more colons than those in it. Names: ${list(Object.keys(containerParameters))}. Names of other tools are taken for ${otherNames.join('; ')}.`,
    constructs: [
      ...Object.entries(containerParameters)
        .filter(([name]) => name === 'info' || !isPanel(name))
        .map(([name, parameters]) => containerExample(name, parameters)),
      {
        markdown: '> [!WARNING]\n> Mind the step.',
        becomes: 'a panel, as on GitHub (NOTE, TIP, IMPORTANT, WARNING, CAUTION)',
      },
      { markdown: '!!! tip "Faster"\n    Use the cache.', becomes: 'a panel, as in MkDocs; `???` folds' },
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
          'a mention, by account id (Data Center: user key or name); `@Ann Lee` alone is one where exactly one person has that name',
      },
      { markdown: '[the runbook](page:ENG:Payments runbook)', becomes: 'a link to a page, by space key and title' },
      { markdown: '[below](page:Payments runbook#Set up)', becomes: 'a link to a heading of a page of the same space' },
      { markdown: '[news](blog:ENG:2026-02-03:Release day)', becomes: 'a link to a blog post' },
      { markdown: '[the space](space:ENG)', becomes: 'a link to a space' },
      {
        markdown: '[plan](attachment:plan.pdf)',
        becomes: 'a link to a file of the page; `attachment:ENG:Title/plan.pdf` to one of another',
      },
      {
        markdown: '![Plan](attachment:plan.png "How it fits")',
        becomes: 'a picture with its caption; a web address does as well',
      },
      { markdown: 'H<sub>2</sub>O, x<sup>2</sup>, <u>under</u>, ~~gone~~', becomes: 'text formats; `<br>` is a break' },
      { markdown: 'A fact[^1].\n\n[^1]: Its source.', becomes: 'a raised number, and the note in a list at the end' },
    ],
  },
  {
    title: 'Headings, lists, tables, code',
    constructs: [
      {
        markdown: '## Set up\n\nSee [above](#set-up).',
        becomes: 'a heading, and a link to it by its name or its slug',
      },
      { markdown: '- [ ] Ship it, due 2026-02-03\n- [x] Test it', becomes: 'tasks; a due date becomes a date' },
      { markdown: '```python title="run.py"\nprint(1)\n```', becomes: 'the code macro, with language and title' },
      {
        markdown: '| Key | Value |\n| --- | --- |\n| a\\|b | one<br>two |',
        becomes: 'a table; a pipe in a cell is `\\|`, a break `<br>`',
      },
      {
        markdown:
          '<table>\n<tr><th colspan="2">Both</th></tr>\n<tr><td>a</td><td><ul><li>b</li></ul></td></tr>\n</table>',
        becomes: 'a table with merged cells or with blocks in cells; Markdown is read in cells',
      },
      { markdown: 'Bow\n: The front of a ship', becomes: 'a term in bold, its definition below' },
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
    about: `One \`layout-cell\` for each column, on the page itself only. Types: ${list(layoutTypes)}.`,
    constructs: [
      {
        markdown: '::::layout-section{type=two_equal}\n:::layout-cell\nLeft\n:::\n\n:::layout-cell\nRight\n:::\n::::',
        becomes: 'two columns',
      },
    ],
  },
];
