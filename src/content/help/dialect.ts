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

const placeholders = `## What stands for something

A read shows what Markdown cannot say as a placeholder: \`::macro[drawio arch]{#m1a2b3c4d}\` on a line of its own, \`:macro[jira ABC-1]{#x9e379f}\`
in a line. Keep it as it is, move it, copy it, or delete it; its words cannot be edited, and it cannot be invented (a new page makes those anew that can be written). An id in
braces (\`:::info{#m12}\`) says which block of the page is meant: keep it when you change the block, leave it out of new ones.
Widths, colours of text, comments and the like are not shown; they stay where the words around them stay.`;

const otherwise = `## What is taken, and what is not

- HTML that a page has anyway becomes that: ${html.join(', ')}. Any other tag is shown as text, and a warning names it.
- YAML front matter is left out. Formulas (\`$…$\`) stay text, Mermaid and PlantUML code: a warning says so.
- Storage, wiki markup and ADF are refused: set content_format to storage, or write Markdown.
- Unknown directives, macros, parameters and colours are refused or named in a warning; so are people, pages and files that are
  not there. Read the warnings of each write.
- Text that says that it leaves something out ("rest unchanged") is refused. Send the whole, or edit a part with confluence_edit_page.`;

/** The whole of the dialect as a page of Markdown. */
export function dialectHelp(): string {
  const head = `# Markdown on Confluence pages

GitHub Flavored Markdown, with directives for what only Confluence has. What a read shows is written in the same way.`;
  return `${[head, ...constructs.map(section), placeholders, otherwise].join('\n\n')}\n`;
}
