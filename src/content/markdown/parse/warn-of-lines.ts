import type { FlowPart } from './frames.js';

/** A line ending that Markdown reads as a blank: no sign of a break stands before it. */
const soft = String.raw`(?<! {2}|\\)\n`;

/** Two lines that follow each other within a paragraph and begin so. */
const pair = (first: string, second = first) =>
  new RegExp(String.raw`(?:^|\n)[ \t]*${first}[^\n]*${soft}[ \t]*${second}`, 'u');

/** `Owner: Ann`, as a line of its own. */
const namedLine = String.raw`[ \t]*[\p{Lu}\p{Lo}][\p{L}\p{M}/&-]*(?: [\p{L}\p{M}/&-]+){0,3}: \S[^\n]*`;

const oneParagraph = 'became one paragraph';

/** Lines of a paragraph that are more than that to whoever wrote them so, and what to write instead. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [
    pair(String.raw`(?!\|\|)\|(?=[^\n]*\|[ \t]*\n)`, String.raw`\|[^\n]*\|[ \t]*(?:\n|$)`),
    'Lines between pipes did not become a table: put a line with one --- for each column below the header.',
  ],
  [
    /(?:^|\n)[ \t]*\+(?:[-=]{2,}\+){1,}[ \t]*\n[ \t]*\|/,
    'A grid of "+---+" did not become a table: write its rows between pipes, with a line of |---| below the header.',
  ],
  [
    pair(String.raw`(?:[•◦▪‣●○∙·–—→➤►☐☑☒✓✗][ \t]+|[・※][ \t\u3000]*)\S`),
    `Lines that start with "•" or a dash ${oneParagraph}: write "- " before each item.`,
  ],
  [
    pair(String.raw`(?:-|1[.)])(?=\p{L})`, String.raw`(?:-|2[.)])(?=\p{L})`),
    `Lines that start with a list marker and no space after it ${oneParagraph}: write "- " or "1. " before each item.`,
  ],
  [
    pair(String.raw`(?:[aAi][.)]|\([aAi1]\))[ \t]+\S`, String.raw`(?:(?:[bB]|ii)[.)]|\((?:[bB2]|ii)\))[ \t]+\S`),
    `Lines that start with "a.", "i." or "(1)" ${oneParagraph}: write "1. " before each item.`,
  ],
  [
    pair(String.raw`(?![©®™])\p{Extended_Pictographic}`),
    `Lines that start with an emoji ${oneParagraph}: write "- " before each line, or end it with two spaces.`,
  ],
  [
    pair(String.raw`\*\*[^*\n]+(?::\*\*|\*\*:)`),
    `Lines that start with a bold name ${oneParagraph}: write "- " before each line, or end it with two spaces.`,
  ],
  [
    new RegExp(String.raw`^[ \t]*\*\*[^*\n]{1,80}\*\*:?${soft}[ \t]*[^*\s]`),
    'A bold line and the text after it became one paragraph: leave an empty line between the two, or write "## " for a heading.',
  ],
  [
    new RegExp(`^${namedLine}(?:${soft}${namedLine})+$`, 'u'),
    `Lines that start with a name and a colon ${oneParagraph}: write "- " before each line, or end it with two spaces.`,
  ],
  [
    pair(String.raw`\d{1,3}(?:\.\d{1,3})+\.?[ \t]+\S`),
    `Lines that start with a number like "1.1" ${oneParagraph}: write "- " before each line, or end it with two spaces.`,
  ],
  [
    pair(String.raw`(?:[0-9]\uFE0F?\u20E3|[①-⑳]|\d{1,3}[、．]|[０-９]{1,3}[、．）]|（[0-9０-９]{1,3}）)`),
    `Lines that start with a number symbol ${oneParagraph}: write "1. " before each item.`,
  ],
  [
    /(?:^|\n)[ \t]*\*{2,5}[ \t]+\S/,
    'Lines that start with "**" and a space did not become list items: indent "- " for a nested list.',
  ],
  [/^(?:&nbsp;|&#160;|&#xA0;|\s)+$/i, 'A paragraph of only spaces was left out: Confluence already separates blocks.'],
  [
    /\n[ \t]*={2,}[ \t]*(?:\n|$)/,
    'A line of "===" below a list item or a quote became part of its text: write "# 1. Title" for a heading.',
  ],
  [
    /(?:^|\n) {0,3}(?:#{2,6}[^\s#]|#{1,6}[\u00A0\u2002-\u200A\u3000]\s*\S)/,
    'A heading needs a space after its # characters: write "## Title".',
  ],
  [
    /(?:^|\n)[ \t]*(?:[-*+]|\d{1,3}[.)])[\u00A0\u2002-\u200A\u3000]\s*\S/,
    'A list marker followed by a special space did not start a list item: write "- " or "1. " with an ordinary space.',
  ],
  [
    /^\|[ \t][^|\n]*(?:[ \t]\|[ \t][^|\n]*)+[ \t]\|[ \t]*$/,
    'A single row between pipes did not become a table: leave no empty line between the rows of a table.',
  ],
];

/** What the lines of a new paragraph do not become, though they look so. */
export function warnOfLines(text: string): string[] {
  if (!/\n|^(?:[#&|\u00A0]|(?:[-*+]|\d{1,3}[.)])[\u00A0\u2002-\u200A\u3000])/.test(text)) return [];
  return kinds.flatMap(([pattern, warning]) => (pattern.test(text) ? [warning] : []));
}

/** Blanks before a block in its line, or null where something else stands there. */
function indentOf(text: string, start: number): number | null {
  const [, blanks, sign] = /^( *)(\S?)/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start + 1)) ?? [];
  return blanks !== undefined && sign !== '' ? blanks.length : null;
}

/** A list that is indented below the item before it, and not by enough to be within that: CommonMark reads it as one beside it. */
export function warnOfIndent(text: string, list: FlowPart, before: FlowPart | undefined): string[] {
  const item = before?.type === 'list' ? before.children.at(-1) : undefined;
  if (list.type !== 'list' || !item) return [];
  const [own, outer] = [indentOf(text, list.start), indentOf(text, item.start)];
  const [marker] = /^(?:\d{1,9}[.)]|[-*+]) +/.exec(text.slice(item.start, item.start + 20)) ?? [];
  if (own === null || outer === null || marker === undefined || own <= outer) return [];
  return [
    `The list in line ${list.line} is beside the item above it, not nested in it: indent it by ${outer + marker.length} spaces.`,
  ];
}

/** Dashes right below `1. Title`: the one is an item, and the other a rule. */
export function warnOfUnderline(sent: string, rule: FlowPart, before: FlowPart | undefined): string[] {
  const [item, ...others] = before?.type === 'list' && before.ordered ? before.children : [];
  if (!item || others.length > 0 || item.line + 1 !== rule.line || !/^-{3,}$/.test(sent.trim())) return [];
  return ['Dashes below a numbered item became a horizontal rule, not a heading: write "## 1. Title".'];
}
