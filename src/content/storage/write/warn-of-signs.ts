import { containerParameters } from '../../macros/containers.js';
import { creatableNames } from '../../macros/new-macro.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { encodeText } from '../../xml/encode.js';
import { proseOf } from './find-references.js';

const macroInLine = new RegExp(
  `(?<![\\w:]):{2,4} ?(?:${[...creatableNames, ...Object.keys(containerParameters)].join('|')})(?![\\w-])`,
);

/** A node of the JSON that the editor has, from behind the quotation mark of its first name. */
const adfNode =
  'type"\\s*:\\s*"(?:doc|paragraph|heading|bulletList|orderedList|taskList|table|panel|codeBlock|expand|layoutSection|mediaSingle|blockquote)"';

/** What other tools read as more than text, and what to write instead. */
const signs: readonly (readonly [RegExp, string])[] = [
  [macroInLine, 'a macro (::toc) or a panel (:::info) stands on a line of its own, with empty lines around it'],
  [/(?<=[^\s*])(?:\*{4}|_{4})(?=[^\s*_])/, 'bold that ends and begins at once is one: write **text** around both'],
  [
    /\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*|(?<![*\w])\*\*(?!(?:kw)?args\b)(?=[^\s*])[^*\n]{0,40}/,
    'bold needs a blank or a sign beside its asterisks, and an end in its paragraph',
  ],
  [/~~(?=[^\s~])[^~\n]*[^\s~]~~/, 'struck text needs a blank or a sign beside its tildes'],
  [
    /\{(?:\+\+(?!\s)[^{}\n]*\+\+|--(?!\s)[^{}\n]*--|==[^{}\n]*==|>>[^{}\n]*<<|[^{}\n~]*~>[^{}\n~]*)\}/,
    'pages have no suggested changes: write the text that holds, and say the rest in a comment',
  ],
  [/(?<![{+=])==(?=[^\s=])[^=\n]*[^\s=]==(?![=+])/, 'there are no highlights'],
  [/(?<![\p{L}\p{N}+{])\+\+(?=[^\s+])[^+\n]*[^\s+]\+\+(?![\p{L}\p{N}+])/u, 'write <u>text</u>'],
  [/(?<![\p{L}\p{N}~/\\])~(?=[^\s~/])[^~\n]*[^\s~]~(?![\p{L}\p{N}~/])/u, 'write ~~text~~ to strike it out'],
  [/(?:^|\s)%%(?=\S|\s\S)[^%\n]*%%(?=\s|$)/, 'a page has no hidden comments'],
  [/\{%-?\s*\w[^{}\n]*%\}|\{\{[<%]\s*\/?\w[^{}\n]*[>%]\}\}/, 'nothing on a page runs templates: write Markdown'],
  [/(?<=[\p{L}\p{N}.,:;!?)\]*])\\n(?:\\n|[-*#>] |\d+\. |\p{Lu})/u, 'send a real line break'],
  [/(?<![\p{L}\p{N}:/])(?::(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100|1234):)+(?![\p{L}\p{N}:])/u, 'write the emoji itself'],
  [
    /(?<![\p{L}\p{N}@./\\:_-])www\.[\p{L}\p{N}][^\s<>"'()[\]]*\.[^\s<>"'()[\]]*[\p{L}\p{N}/]/iu,
    'an address that is to be a link begins with https://',
  ],
  [/!?\[\[[^[\]\n]+\]\]/, 'write [text](page:Title), or ![alt](attachment:file.png)'],
  [
    /(?<![_^\\{}$\w])(?:\{[#.:][^{}\n]*\}|\{\w+=[^{}\n]*\})|(?<![_^\\{}$])\{ ?#[A-Za-z][\w-]* ?\}$/,
    'there are no attributes of this kind',
  ],
  [/(?<=[\p{L}\p{N})])~[\p{L}\p{N}]+~|(?<=[\p{L}\p{N})])\^[\p{L}\p{N}+-]+\^/u, 'write <sub>2</sub> or <sup>2</sup>'],
  [/^\[\^[^\]\s]+\]:/, 'no [^…] of that name calls the note'],
  [/\[\^[^\]\s]+\](?!:)/, 'no footnote of that name has a text'],
  [
    /(?<=[\p{L}\p{N}.,;:!?)"”])\^\[(?=[^[\]\n]*\p{L}{2})[^[\]\n]+\](?![*+?{])/u,
    'write [^1] for a footnote, and its text on a line "[^1]: …"',
  ],
  [
    new RegExp(String.raw`\{\s*"(?:${adfNode}\s*,|(?:version|attrs|content)"\s*:[^\n]{0,400}"${adfNode})[^\n]{0,40}`),
    'it is ADF, the JSON of the editor: write Markdown',
  ],
  [/<\/?(?:ac|ri|at):[\w-]+/, 'storage is not read within Markdown: send the whole with content_format "storage"'],
  [/^\[[ xX/>~-]?\](?![([:])/, 'a task is written - [ ] or - [x], with a blank behind it'],
  [
    /\]\((?:#|https?:|\.{0,2}\/)[^()\n ]* [^()\n]*\)|(?<![\p{L}\p{N}_)\]])!?\[[^[\]\n]+\]\((?=\S)[^()\n ]+ [^()\n]*\)/u,
    'an address with blanks is written between < and >, one of a page as page:SPACE:Title',
  ],
  [/(?:^|\n)[-*+] \[[ xX]\] \S/, 'a cell of a table has no tasks: write them below it'],
  [/^`{3,}(?!`)[\w+-]*$/, 'code in a cell is `code` in one line, or <pre> in a table of HTML'],
  [/^: +\S[^\n]*/, 'a definition stands right below its term'],
  [/^\*\[[^\]\n]+\]:/, 'there are no abbreviations'],
  [/\[[^[\]|\n]+\|(?:https?:|mailto:|#)[^\]\n]*\]/, 'it is wiki markup: write [text](address)'],
  [/\{color(?::[^{}\n]*)?\}/, 'it is wiki markup, and Markdown has no colours'],
  [/^\|\|.*\|\|/, 'it is wiki markup: write a table with a line of |---| below its header'],
  [/\[~[\w.@:-]+\]/, 'it is wiki markup: write [@Name](user:ID)'],
  [
    /(?<!\S)!(?=[^\s!|]+\.(?:png|jpe?g|gif|svg)\b)[^\s!]+!(?!\S)/i,
    'it is wiki markup: write ![alt](attachment:file.png)',
  ],
  [/^bq\. (?=\S)/, 'it is wiki markup: write > before a quote'],
  [/^={3}[!+]* "[^"\n]+"/, 'there are no tabs: write a heading or an expand for each'],
  [/^\.\. [\w-]+::/, 'it is reStructuredText: write :::note and the like'],
  [
    /(?<=\p{L} )\[(?=[^[\]\n]*\p{Ll}{2})[^[\]\n]+\]\[(?:(?=[^[\]\n]*[\p{Ll}\d])[^[\]\n]+)?\]/u,
    'no line "[name]: address" defines that name',
  ],
  [/^\[![A-Za-z]+\]/, 'no alert has that name: use NOTE, TIP, IMPORTANT, WARNING or CAUTION'],
];

/** Signs in new text that writers mean as more than text, each kind once. `isKnown` tells of storage that the page has already. */
export function warnOfSigns(blocks: readonly Block[], isKnown: (storage: string) => boolean): string[] {
  const found = new Map<string, string>();
  walk(blocks, (block) => {
    if (!isLeaf(block) || block.source) return;
    const text = block.content.map(proseOf).join('');
    for (const [pattern, hint] of signs) {
      const [sign] = pattern.exec(text) ?? [];
      if (sign !== undefined && !found.has(hint) && !isKnown(encodeText(sign))) found.set(hint, sign);
    }
  });
  return [...found].map(([hint, sign]) => `"${sign.slice(0, 60)}" stands as text: ${hint}.`);
}
