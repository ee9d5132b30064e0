import { cleanText, hiddenRanges } from '../../xml/clean-text.js';

/** The start of a list, a heading, a quote, a table or a fence, a rule or what underlines a heading, in a line of HTML: CommonMark reads it as text of the HTML. */
const markdownInHtml =
  /\n[ \t]*(?:[-*+] \S|\d{1,9}[.)] \S|#{1,6} \S|> \S|\|.*\|[ \t]*(?:\n|$)|```|~~~|(?:={2,}|-{3,}|\*{3,}|_{3,})[ \t]*(?:\n|$))/;
/** Where such a line is what it shows. */
const rawHtml = /<(pre|script|style|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
/** A tag that may say where its text stands, which a page could show and is not asked to by Markdown. */
const alignable = /<(?:center|p|div|h[1-6])\b[^<>]*/gi;
/** The same of a colour. */
const coloured =
  /<(?:p|div|h[1-6]|table|tr|t[hd]|li|ul|ol|blockquote)\b[^<>]*(?:\sbgcolor\s*=|\sstyle\s*=[^<>]*(?:color|background)\s*:)/i;
const alignsItself = /^<center|\balign\s*=/i;

/** Nobody reads more of them. */
const mostTexts = 20;

/** What of a Markdown text could not be taken as it was written: said once for each kind. */
export class ParseNotes {
  private readonly texts = new Set<string>();
  private readonly tags = new Set<string>();

  /** `isKnown` tells of words that stand on the page as they were sent. */
  constructor(readonly isKnown: (words: string) => boolean = () => false) {}

  add(text: string): void {
    this.texts.add(text);
  }

  /** A tag of HTML that is no formatting that a page has. */
  tag(name: string): void {
    this.tags.add(`<${name}>`);
  }

  /** The text without characters that nobody sees; the mark in front of a file's text is none of it. */
  clean(text: string): string {
    const ranges = hiddenRanges(text).filter(([start]) => start > 0 || text[0] !== '\uFEFF');
    const codes = ranges.map(([start]) => (text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0'));
    const names = [...new Set(codes)].slice(0, 5).map((code) => `U+${code}`);
    if (names.length > 0) this.add(`Invisible characters (${names.join(', ')}) were left out.`);
    return cleanText(text);
  }

  comment(): void {
    this.add('HTML comments were left out: Confluence does not keep them.');
  }

  /** HTML as it was sent; of one that is `raw`, nothing is meant as Markdown. */
  html(text: string, isRaw: boolean): void {
    if (text.includes('<!--')) this.comment();
    if (!isRaw && markdownInHtml.test(text.replace(rawHtml, '')))
      this.add('Markdown directly after HTML became plain text: leave an empty line between the two.');
    if (coloured.test(text))
      this.add('Colours of cells and blocks were left out: Markdown cannot set them. Send that part as storage.');
    if (text.match(alignable)?.some(aligns)) this.add('Text alignment was left out: Markdown cannot set it.');
  }

  /** All of it, in the order of the text. */
  list(): string[] {
    const tags = [...this.tags];
    const note =
      tags.length === 0
        ? []
        : [`HTML that is not supported here became plain text: ${tags.slice(0, 12).join(', ')}. Use Markdown instead.`];
    const texts = [...this.texts];
    const others = texts.length - mostTexts;
    return [...texts.slice(0, mostTexts), ...(others > 0 ? [`${others} more warnings of this kind.`] : []), ...note];
  }
}

function aligns(tag: string): boolean {
  const style = tag.search(/\bstyle\s*=/i);
  return alignsItself.test(tag) || (style >= 0 && tag.toLowerCase().lastIndexOf('text-align') > style);
}
