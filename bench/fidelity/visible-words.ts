import { decodeHTML } from 'entities';
import { leading, linesOf } from './markdown-lines.js';
import { attributeOf, isElement, scanStorage, type Element, type Text } from './scan-storage.js';

/** Elements of which a visitor of the page sees nothing. */
const unseen = new Set([
  'ac:parameter', 'ac:placeholder', 'ac:task-id', 'ac:task-uuid', 'ac:task-status', 'ac:adf-attribute', 'ac:adf-mark', 'ac:adf-fragment-mark',
  'ac:adf-fallback', 'ac:task-ids', 'ac:default-parameter',
]); // prettier-ignore

/** Elements that do not part the words on both sides of them. */
const inline = new Set([
  'strong', 'b', 'em', 'i', 'u', 'ins', 's', 'del', 'strike', 'sub', 'sup', 'code', 'tt', 'kbd', 'samp', 'span', 'font', 'a', 'big', 'small',
  'ac:inline-comment-marker', 'ac:link', 'ac:link-body', 'ac:plain-text-link-body', 'wbr',
]); // prettier-ignore

const titled = new Set(['info', 'note', 'tip', 'warning', 'panel', 'expand', 'code', 'status']);

/** The words that a visitor of this page sees, for macros that show what they hold. */
export function wordsOfStorage(storage: string): string[] {
  const text = scanStorage(storage)
    .children.map((child) => seen(storage, child))
    .join('');
  return wordsIn(text);
}

function seen(storage: string, node: Element | Text): string {
  if (!isElement(node)) {
    const raw = storage.slice(node.start, node.end);
    return node.name === '#cdata' ? raw.slice(9, -3) : decodeHTML(raw);
  }
  if (unseen.has(node.name)) return '';
  const own = ownText(storage, node);
  const inner = ownBodyHidden(storage, node) ? '' : node.children.map((child) => seen(storage, child)).join('');
  return inline.has(node.name) ? own + inner : ` ${own} ${inner} `;
}

/** What an element shows that is no text inside it. */
function ownText(storage: string, element: Element): string {
  const attribute = (of: Element, name: string) => decodeHTML(attributeOf(storage, of, name));
  if (element.name === 'time') return attribute(element, 'datetime');
  if (element.name === 'ac:structured-macro' || element.name === 'ac:macro') {
    if (!titled.has(attributeOf(storage, element, 'ac:name'))) return '';
    const title = element.children
      .filter(isElement)
      .find((child) => child.name === 'ac:parameter' && attributeOf(storage, child, 'ac:name') === 'title');
    return title ? decodeHTML(storage.slice(title.innerStart, title.innerEnd)) : '';
  }
  if (element.name !== 'ac:link' || element.children.some((child) => child.name.endsWith('link-body'))) return '';
  const target = element.children.find(isElement);
  return target
    ? attribute(target, 'ri:content-title') || attribute(target, 'ri:filename')
    : attribute(element, 'ac:anchor');
}

/** The source of a diagram or a formula is not what a visitor sees. */
function ownBodyHidden(storage: string, element: Element): boolean {
  if (element.name !== 'ac:plain-text-body' || !element.parent) return false;
  return !['code', 'noformat'].includes(attributeOf(storage, element.parent, 'ac:name'));
}

/** The words of Markdown, without its own signs, targets of links and attributes of tags. */
export function wordsOfMarkdown(markdown: string): string[] {
  const lines = linesOf(markdown).map(({ text, kind }) =>
    kind === 'code' ? text : directive.test(text) ? decodeHTML(text) : textOfLine(text),
  );
  return wordsIn(lines.join('\n'));
}

const directive = new RegExp(`${leading}:{3,}`);

function textOfLine(line: string): string {
  const text = line
    .replace(/(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_, _ticks, code: string) => code.replace(/[<>&*\\[\]~]/g, ' '))
    .replace(/\\([!-/:-@[-`{-~])/g, ' ')
    .replace(/\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"([^"]*)")?\)/g, (_, title?: string) =>
      title === undefined ? ']' : ` ${title} `,
    )
    .replace(/<\/?(?:sub|sup|u|strong|em|del|code|a|mark)(?:\s[^>]*)?>/g, '')
    .replace(/<[a-z/](?:"[^"]*"|[^">])*>/g, (tag) => ` ${/\stitle="([^"]*)"/.exec(tag)?.[1] ?? ''} `)
    .replace(/(?<!~)~~(?!~)|[*`[\]]/g, '');
  return decodeHTML(text);
}

function wordsIn(text: string): string[] {
  return text.replace(/[\p{Cf}\uFE0F\u{E0100}-\u{E01EF}]/gu, '').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** The words that are in the storage and not, or not so often, in the Markdown. */
export function missingWords(storage: string, markdown: string): { total: number; missing: string[] } {
  const words = wordsOfStorage(storage);
  const left = new Map<string, number>();
  const found = wordsOfMarkdown(markdown);
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1);
  const unmatched = words.filter((word) => {
    const times = left.get(word) ?? 0;
    left.set(word, times - 1);
    return times <= 0;
  });
  // A sign that one side takes for text may join two words; they are there all the same.
  const rest = [...left]
    .filter(([, times]) => times > 0)
    .map(([word]) => word)
    .join(' ');
  return { total: words.length, missing: unmatched.filter((word) => !rest.includes(word)) };
}
