import { containerParameters } from '../macros/containers.js';
import { creatableNames } from '../macros/new-macro.js';
import { elementNames, markElements } from '../model/element-names.js';
import { statusColors } from '../macros/status.js';
import type { ConstructGroup } from './constructs.js';
import { constructs } from './constructs.js';

/** Where the whole of it can be read. */
export const dialectUri = 'confluence://help/markdown';

/** The dialect in at most 200 tokens (o200k), for whoever writes a page without having read more. */
export const dialectInShort = [
  `Content is GFM plus: \`:::info{title="T"}\` … \`:::\` (${Object.keys(containerParameters).join(', ')}; \`> [!NOTE]\` too),`,
  `\`:status[DONE]{color=green}\` (${statusColors.join(', ')}), \`:date[2026-02-03]\`, \`[@Name](user:ID)\`,`,
  '`[text](page:SPACE:Title)`, `![alt](attachment:a.png "caption")`, `- [ ]` tasks, ```` ```js title="a.js" ````,',
  `\`::toc\` (${creatableNames.slice(1, 3).join(', ')}, …), columns. All of it: resource ${dialectUri}.`,
].join(' ');

const fenceAround = (text: string) => (/```/.test(text) ? '````' : '```');

function section({ title, about, constructs: rows }: ConstructGroup): string {
  const examples = rows.map(({ markdown, becomes }) => {
    const fence = fenceAround(markdown);
    return markdown.includes('\n')
      ? `- ${becomes}:\n\n  ${fence}markdown\n${markdown.replace(/^(?=.)/gm, '  ')}\n  ${fence}`
      : `- \`${markdown}\` ${becomes}`;
  });
  return [`## ${title}`, ...(about === undefined ? [] : [about]), examples.join('\n')].join('\n\n');
}

const html = [
  ...elementNames.html,
  ...elementNames.htmlGroup,
  ...elementNames.code,
  ...elementNames.plainInline,
  ...Object.values(markElements),
  ...['a', 'br', 'img'],
].filter((name) => name !== 'macro');

const placeholders = `## Placeholders

What Markdown cannot express is read as a placeholder: \`::macro[drawio arch]{#m1a2b3c4d}\` on a line of its own, \`:macro[jira ABC-1]{#x9e379f}\`
in a line. Keep it as it is, move it, copy it, or delete it; its words cannot be edited, and a new one cannot be made up (on a new page, macros that Markdown can write are created again). An id in
braces (\`:::info{#m12}\`) identifies a block of the page: keep it when you change the block, and give new blocks none.
Widths, text colours, comments and so on are not shown; they are kept as long as the words around them are.`;

const otherwise = `## What is accepted, and what is not

- These HTML tags become what they mean: ${html.join(', ')}. Any other tag becomes plain text, with a warning.
- YAML front matter is left out, formulas (\`$…$\`) stay text, and Mermaid and PlantUML stay code; each gives a warning.
- Storage, wiki markup and ADF are refused: set content_format to storage, or write Markdown.
- Unknown directives, macros, parameters and colours are refused or named in a warning, and so are people, pages and files that do
  not exist. Read the warnings of each write.
- Text that says it leaves something out ("rest unchanged") is refused. Send the full text, or edit a part with confluence_edit_page.`;

/** The whole of the dialect as a page of Markdown. */
export function dialectHelp(): string {
  const head = `# Markdown on Confluence pages

GitHub Flavored Markdown, plus directives for what only Confluence has. Pages are read and written in the same form.`;
  return `${[head, ...constructs.map(section), placeholders, otherwise].join('\n\n')}\n`;
}
