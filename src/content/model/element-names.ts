/** What each element of storage, and of HTML in Markdown, is to a reader: the one list of names. */
import { marks } from './inline.js';
import type { MarkName } from './inline.js';
import { markNames } from './inline.js';

const setOf = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** The elements of storage format and of HTML by what the readers and writers need to know of them, in lower case. */
export const elementNames = {
  /** Stand between paragraphs, never among words. */
  block: setOf(`p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr div dl dt dd section article
    ac:task-list ac:layout ac:layout-section ac:layout-cell ac:adf-extension`),
  /** Carry nothing that a person reads. */
  silent: setOf(`ac:placeholder ac:adf-mark ac:adf-fragment-mark ac:adf-fallback ac:adf-attribute ac:parameter
    ac:task-id ac:task-uuid ac:task-status ac:task-ids ac:default-parameter colgroup col wbr`),
  /** Confluence's own that only group what is inside them. */
  group: setOf(`ac:inline-comment-marker ac:link-body ac:rich-text-body ac:task-body ac:layout ac:layout-section
    ac:layout-cell ac:adf-content ac:adf-node ac:caption`),
  /** Fixed-width letters, which HTML has several words for. */
  code: setOf('tt kbd samp'),
  /** A change anywhere in one is a change of that one: the smallest things that are merged. */
  atomic: setOf('p h1 h2 h3 h4 h5 h6 pre ac:image ac:link ac:parameter ac:plain-text-body colgroup'),
  /** Stand among words: an element that holds nothing else is a leaf. */
  inline: setOf(`strong em b i u s del sub sup code span a br time ac:link ac:emoticon ac:inline-comment-marker
    ac:placeholder`),
  /** The blocks of HTML that people and models write in Markdown. */
  html: setOf(`table thead tbody tfoot tr td th caption colgroup col p h1 h2 h3 h4 h5 h6 ul ol li dt dd pre blockquote hr
    macro details summary`),
  /** Group blocks in HTML and say nothing else that a page has. */
  htmlGroup: setOf('div section article center header footer main aside nav figure dl html body'),
  /** Around words in HTML, and nothing that a page shows. */
  plainInline: setOf('span mark small big font label abbr cite q time var dfn bdi figcaption picture'),
  /** Have no content, and in HTML no closing tag. */
  htmlVoid: setOf('hr col'),
} as const;

/** The element that gives each mark, in storage and in HTML. */
export const markElements: Readonly<Record<MarkName, string>> = {
  strong: 'strong',
  em: 'em',
  strike: 'del',
  sub: 'sub',
  sup: 'sup',
  underline: 'u',
  code: 'code',
};

const marksByElement: ReadonlyMap<string, number> = new Map([
  ...markNames.map((name) => [markElements[name], marks[name]] as const),
  ['b', marks.strong],
  ['i', marks.em],
  ['s', marks.strike],
  ['strike', marks.strike],
  ['ins', marks.underline],
]);

/** The mark that an element gives, 0 for none. */
export function markOf(element: string): number {
  return marksByElement.get(element) ?? 0;
}
