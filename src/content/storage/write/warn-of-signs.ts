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
  [macroInLine, 'put a macro (::toc) or a panel (:::info) on a line of its own, with empty lines around it'],
  [
    /(?<=[^\s*])(?:\*{4}|_{4})(?=[^\s*_])/,
    'where bold ends and starts again at once, write **text** around both parts',
  ],
  [
    /\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*|(?<![*\w])\*\*(?!(?:kw)?args\b)(?=[^\s*])[^*\n]{0,40}/,
    'bold needs a space or punctuation outside its asterisks, and has to end in its paragraph',
  ],
  [/~~(?=[^\s~])[^~\n]*[^\s~]~~/, 'strikethrough needs a space or punctuation outside its tildes'],
  [
    /\{(?:\+\+(?!\s)[^{}\n]*\+\+|--(?!\s)[^{}\n]*--|==[^{}\n]*==|>>[^{}\n]*<<|[^{}\n~]*~>[^{}\n~]*)\}/,
    'Confluence has no suggested changes: write the final text, and put suggestions in a comment',
  ],
  [/(?<![{+=])==(?=[^\s=])[^=\n]*[^\s=]==(?![=+])/, 'Markdown cannot highlight text here'],
  [/(?<![\p{L}\p{N}+{])\+\+(?=[^\s+])[^+\n]*[^\s+]\+\+(?![\p{L}\p{N}+])/u, 'write <u>text</u>'],
  [/(?<![\p{L}\p{N}~/\\])~(?=[^\s~/])[^~\n]*[^\s~]~(?![\p{L}\p{N}~/])/u, 'write ~~text~~ to strike it out'],
  [/(?:^|\s)%%(?=\S|\s\S)[^%\n]*%%(?=\s|$)/, 'a page has no hidden comments'],
  [/\{%-?\s*\w[^{}\n]*%\}|\{\{[<%]\s*\/?\w[^{}\n]*[>%]\}\}/, 'template code is not run here: write Markdown'],
  [/(?<=[\p{L}\p{N}.,:;!?)\]*])\\n(?:\\n|[-*#>] |\d+\. |\p{Lu})/u, 'send a real line break'],
  [/(?<![\p{L}\p{N}:/])(?::(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100|1234):)+(?![\p{L}\p{N}:])/u, 'write the emoji itself'],
  [
    /(?<![\p{L}\p{N}@./\\:_-])www\.[\p{L}\p{N}][^\s<>"'()[\]]*\.[^\s<>"'()[\]]*[\p{L}\p{N}/]/iu,
    'start the address with https:// to make it a link',
  ],
  [/!?\[\[[^[\]\n]+\]\]/, 'write [text](page:Title), or ![alt](attachment:file.png)'],
  [
    /(?<![_^\\{}$\w])(?:\{[#.:][^{}\n]*\}|\{\w+=[^{}\n]*\})|(?<![_^\\{}$])\{ ?#[A-Za-z][\w-]* ?\}$/,
    'attributes of this kind are not supported',
  ],
  [/(?<=[\p{L}\p{N})])~[\p{L}\p{N}]+~|(?<=[\p{L}\p{N})])\^[\p{L}\p{N}+-]+\^/u, 'write <sub>2</sub> or <sup>2</sup>'],
  [/^\[\^[^\]\s]+\]:/, 'no [^…] in the text refers to this footnote'],
  [/\[\^[^\]\s]+\](?!:)/, 'no footnote with this name is defined'],
  [
    /(?<=[\p{L}\p{N}.,;:!?)"”])\^\[(?=[^[\]\n]*\p{L}{2})[^[\]\n]+\](?![*+?{])/u,
    'write [^1] for a footnote, and its text on a line "[^1]: …"',
  ],
  [
    new RegExp(String.raw`\{\s*"(?:${adfNode}\s*,|(?:version|attrs|content)"\s*:[^\n]{0,400}"${adfNode})[^\n]{0,40}`),
    'it is ADF (the JSON of the editor): write Markdown',
  ],
  [
    /<\/?(?:ac|ri|at):[\w-]+/,
    'storage format is not read inside Markdown: send all of it with content_format "storage"',
  ],
  [/^\[[ xX/>~-]?\](?![([:])/, 'write a task as - [ ] or - [x], followed by a space'],
  [
    /\]\((?:#|https?:|\.{0,2}\/)[^()\n ]* [^()\n]*\)|(?<![\p{L}\p{N}_)\]])!?\[[^[\]\n]+\]\((?=\S)[^()\n ]+ [^()\n]*\)/u,
    'write an address with spaces between < and >, and a page as page:SPACE:Title',
  ],
  [/(?:^|\n)[-*+] \[[ xX]\] \S/, 'a table cell cannot contain tasks: write them below the table'],
  [/^`{3,}(?!`)[\w+-]*$/, 'in a table cell, write `code` in one line, or use <pre> in an HTML table'],
  [/^: +\S[^\n]*/, 'put a definition directly below its term'],
  [/^\*\[[^\]\n]+\]:/, 'abbreviations are not supported'],
  [/\[[^[\]|\n]+\|(?:https?:|mailto:|#)[^\]\n]*\]/, 'it is wiki markup: write [text](address)'],
  [/\{color(?::[^{}\n]*)?\}/, 'it is wiki markup, and Markdown has no colours'],
  [/^\|\|.*\|\|/, 'it is wiki markup: write a table with a line of |---| below its header'],
  [/\[~[\w.@:-]+\]/, 'it is wiki markup: write [@Name](user:ID)'],
  [
    /(?<!\S)!(?=[^\s!|]+\.(?:png|jpe?g|gif|svg)\b)[^\s!]+!(?!\S)/i,
    'it is wiki markup: write ![alt](attachment:file.png)',
  ],
  [/^bq\. (?=\S)/, 'it is wiki markup: write > before a quote'],
  [/^={3}[!+]* "[^"\n]+"/, 'tabs are not supported: write a heading or an expand for each'],
  [/^\.\. [\w-]+::/, 'it is reStructuredText: write :::note and the like'],
  [
    /(?<=\p{L} )\[(?=[^[\]\n]*\p{Ll}{2})[^[\]\n]+\]\[(?:(?=[^[\]\n]*[\p{Ll}\d])[^[\]\n]+)?\]/u,
    'no line "[name]: address" defines this name',
  ],
  [/^\[![A-Za-z]+\]/, 'there is no alert with this name: use NOTE, TIP, IMPORTANT, WARNING or CAUTION'],
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
  return [...found].map(([hint, sign]) => `"${sign.slice(0, 60)}" became plain text: ${hint}.`);
}
