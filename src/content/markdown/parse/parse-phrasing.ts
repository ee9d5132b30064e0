import type { PhrasingContent } from 'mdast';
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { canonicalHref, safeHref } from '../../macros/link.js';
import { mentionOf } from '../../macros/mention.js';
import { elementNames, markOf } from '../../model/element-names.js';
import type { Atom, Run } from '../../model/inline.js';
import { atomRun, breakRun, marks, textRun } from '../../model/inline.js';
import { unconvertible } from '../../model/unconvertible.js';
import type { Definitions } from './definitions.js';
import type { HtmlToken } from './html-tokens.js';
import { htmlTokens } from './html-tokens.js';
import { inlineNames } from './dialect.js';
import { inlineDirective, plain } from './directives.js';
import { footnoteAnchor } from './footnotes.js';
import type { ParseNotes } from './notes.js';
import { losesBackslash, warnOfFormat } from './warn-of-formats.js';
import { collapseSpace } from '../../xml/clean-text.js';

interface Format {
  readonly marks: number;
  readonly link: string | null;
}

/** Turns Markdown's inline content into words. `source` is the Markdown it came from, `line` where it begins in the whole. */
export class PhrasingParser {
  constructor(
    private readonly source: string,
    private readonly line: number,
    private readonly definitions: Definitions,
    private readonly notes: ParseNotes,
  ) {}

  runs(nodes: readonly PhrasingContent[], format: Format = { marks: 0, link: null }): Run[] {
    const runs: Run[] = [];
    /** Tags of HTML that are open, each with the format that it ended. */
    const open: {
      name: string;
      outer: Format;
      from: number;
      mention: Atom | null;
      date: Atom | null;
      href?: string;
    }[] = [];
    let now = format;
    for (const node of nodes) {
      if (node.type !== 'html') {
        runs.push(...this.node(node, now));
        continue;
      }
      for (const tag of htmlTokens(node.value)) {
        const at = open.findLastIndex((one) => one.name === tag.name);
        if (tag.type === 'close' && at >= 0) {
          const opened = open[at];
          now = opened?.outer ?? format;
          if (opened?.date && opened.from === runs.length) runs.push(atomRun(opened.date, now.marks, now.link));
          else if (opened?.date)
            this.notes.add('The date of a <time> tag with words was left out: write :date[2026-02-03].');
          if (tag.name === 'a' && opened?.href) this.warnOfEmpty(opened.href, runs.slice(opened.from));
          if (tag.name === 'q') runs.push(textRun('”', now.marks, now.link));
          if (opened?.mention) runs.push(this.mention(opened.mention, runs.splice(opened.from), now));
          open.splice(at);
        } else if (
          tag.type === 'open' &&
          this.isFormat(tag.name) &&
          !isComparison(node.value.slice(tag.start, tag.end))
        ) {
          const mention = tag.name === 'a' ? mentionOf(canonicalHref(tag.attributes['href'] ?? ''), '') : null;
          const { href, title } = tag.attributes;
          open.push({
            name: tag.name,
            outer: now,
            from: runs.length,
            mention,
            date: dateOf(tag),
            ...(href && { href }),
          });
          if (tag.name === 'a') runs.push(...anchorOf(tag, now));
          if (tag.name === 'abbr' && title)
            this.notes.add(`The title of <abbr>, such as "${title.slice(0, 60)}", was left out: write it in brackets.`);
          now = this.formatOf(tag, now);
          if (tag.name === 'q') runs.push(textRun('“', now.marks, now.link));
        } else runs.push(...this.tag(tag, node.value.slice(tag.start, tag.end), now));
      }
    }
    for (const { name } of open) this.notes.add(`The tag <${name}> is never closed.`);
    return runs;
  }

  /** The words of a mention are its label. */
  private mention(atom: Atom, words: readonly Run[], { marks: bits, link }: Format): Run {
    const label = words
      .map((run) => run.text)
      .join('')
      .replace(/^@/, '')
      .trim();
    return atomRun(atom.kind === 'mention' ? { ...atom, label } : atom, bits, link);
  }

  private isFormat(name: string): boolean {
    return markOf(name) !== 0 || name === 'a' || elementNames.code.has(name) || elementNames.plainInline.has(name);
  }

  private formatOf({ name, attributes }: HtmlToken, now: Format): Format {
    if (/color|background/i.test(attributes['style'] ?? '') || (name === 'font' && attributes['color'] !== undefined))
      this.notes.add('Text colours were left out: Markdown cannot set them. Send that part as storage.');
    if (name === 'small' || name === 'big')
      this.notes.add('Text sizes were left out: Markdown cannot set them. Send that part as storage.');
    if (name === 'mark')
      this.notes.add('Highlights were left out: Markdown cannot set them. Send that part as storage.');
    const link = name === 'a' ? safeHref(canonicalHref(attributes['href'] ?? '')) : now.link;
    return { marks: now.marks | (elementNames.code.has(name) ? marks.code : markOf(name)), link };
  }

  /** A tag that is not open for what follows: a break, an image, or none that a page can have. */
  private tag(tag: HtmlToken, raw: string, now: Format): Run[] {
    if (tag.type === 'comment') this.notes.comment();
    // Browsers have `</br>` for a break too; that of `<br/>` has no signs of its own.
    if (tag.name === 'br' && raw !== '') return [breakRun(now.marks, now.link)];
    if (tag.type === 'comment' || (tag.type === 'close' && (this.isFormat(tag.name) || isVoid(tag.name)))) return [];
    if (tag.type === 'text') return [textRun(raw, now.marks, now.link)];
    if (tag.type === 'open' && tag.name === 'img') {
      const { src = '', alt = '', title = '', width: given, height, style = '' } = tag.attributes;
      const width = given ?? /(?:^|;)\s*width:\s*(\d+(?:px|%))/i.exec(style)?.[1] ?? '';
      if (/^\d+%$/.test(width)) this.notes.add('Image widths in per cent were left out: give a width in pixels.');
      if (width === '' && height !== undefined)
        this.notes.add('Image heights were left out: give a width in pixels, and the height follows.');
      return this.image(src, alt, title, now, /^\d+(?:px)?$/.test(width) ? Number.parseInt(width, 10) : undefined);
    }
    if (tag.type === 'open' && isVoid(tag.name)) return [];
    this.notes.tag(tag.name);
    return [textRun(raw, now.marks, now.link)];
  }

  private node(node: Exclude<PhrasingContent, { type: 'html' }>, format: Format): Run[] {
    const { marks: bits, link } = format;
    const nested = (children: readonly PhrasingContent[], bit: number) =>
      this.runs(children, { marks: bits | bit, link });
    switch (node.type) {
      case 'text':
        if (/(?<!\\):(?<!\\):macro\[/.test(this.slice(node)))
          throw unconvertible(
            this.line,
            'a "::macro[…]" must be on a line of its own',
            'Write it with empty lines around it.',
          );
        this.warnOfSigns(node.value, this.slice(node));
        return [textRun(this.notes.clean(node.value), bits, link)]; // entities may be characters that nobody sees
      case 'strong':
      case 'emphasis':
        this.warnOfFormat(node);
        return nested(node.children, node.type === 'strong' ? marks.strong : marks.em);
      case 'delete':
        return nested(node.children, marks.strike);
      case 'inlineCode':
        if (/^\s|\s$/.test(node.value))
          this.notes.add(
            `Spaces at the ends of inline code, as in "${node.value.slice(0, 20)}", were left out: they would not be visible.`,
          );
        if (/\S(?: {2,}| *\t)[ \t]*\S/.test(this.slice(node)))
          this.notes.add(
            `Repeated spaces, as in "${node.value.slice(0, 40)}", became one: use a code block to keep them.`,
          );
        return [textRun(node.value, bits | marks.code, link)];
      case 'break':
        return [breakRun(bits, link)];
      case 'image':
        return this.image(node.url, node.alt ?? '', node.title ?? '', format);
      case 'link':
        // `<ri:user>` would be an address between angle brackets.
        if (/^(?:ac|ri|at):/i.test(node.url)) return [textRun(this.slice(node), bits, link)];
        this.warnOfTitle(node.title);
        return this.link(canonicalHref(node.url), node.children, format);
      case 'linkReference':
        this.warnOfTitle(this.definitions.titleOf(normalizeIdentifier(node.identifier)));
        return this.link(canonicalHref(this.address(node.identifier)), node.children, format);
      case 'imageReference':
        return this.image(
          this.address(node.identifier),
          node.alt ?? '',
          this.definitions.titleOf(normalizeIdentifier(node.identifier)),
          format,
        );
      case 'footnoteReference':
        return this.footnote(node.identifier, this.slice(node), format);
      case 'textDirective': {
        if (node.name === 'status' && !this.slice(node).startsWith(':status['))
          throw unconvertible(this.line, 'a status needs its title in brackets', 'Write :status[TITLE]{color=green}.');
        const atom = inlineDirective(node, this.line, this.slice(node).includes('['));
        return [atom ? atomRun(atom, bits, link) : textRun(this.slice(node), bits, link)];
      }
      default:
        return [textRun(this.slice(node), bits, link)];
    }
  }

  private address(identifier: string): string {
    return this.definitions.use(normalizeIdentifier(identifier)) ?? '';
  }

  /** The number of a note, raised, as a link to where the note stands. */
  private footnote(identifier: string, raw: string, format: Format): Run[] {
    const name = normalizeIdentifier(identifier);
    const number = this.definitions.call(name);
    const note = this.definitions.footnote(name);
    if (number === undefined || !note) return [textRun(raw, format.marks, format.link)];
    return [textRun(String(number), format.marks | marks.sup, canonicalHref(`#${footnoteAnchor(note)}`))];
  }

  private image(target: string, alt: string, caption: string, format: Format, width?: number): Run[] {
    const href = safeHref(canonicalHref(target));
    if (href === null)
      throw unconvertible(
        this.line,
        `the image "${(alt || target).slice(0, 60)}" has ${target === '' ? 'no address' : `the address "${target.slice(0, 60)}", which Confluence cannot show`}`,
        'Attach the file with confluence_upload_attachment and write ![alt](attachment:NAME), or give a web address.',
      );
    const image = { kind: 'image', target: href, alt: collapseSpace(alt), caption: collapseSpace(caption) } as const;
    return [atomRun(width === undefined ? image : { ...image, width }, format.marks, format.link)];
  }

  private link(href: string, children: readonly PhrasingContent[], format: Format): Run[] {
    const mention = mentionOf(href, plain(children));
    if (mention) return [atomRun(mention, format.marks, format.link)];
    const safe = safeHref(href);
    const runs = this.runs(children, { marks: format.marks, link: safe ?? format.link });
    if (safe === null && href !== '')
      this.notes.add(`The link to "${href.slice(0, 80)}" was left out: it could run code.`);
    else if (!this.warnOfEmpty(safe ?? '', runs) && /^(?:(?:page|space|attachment|blog|user):(?:#.*)?|\s*)$/.test(href))
      this.notes.add(`The link "${plain(children).slice(0, 60)}" has no address.`);
    return runs;
  }

  /** Whether a link shows nothing, so that it is not there to a reader, whatever its address is. */
  private warnOfEmpty(href: string, runs: readonly Run[]): boolean {
    const isEmpty = runs.every((run) => run.atom === null && run.text.trim() === '');
    if (isEmpty)
      this.notes.add(`The link to "${href.slice(0, 80)}" has no text and was left out: write [text](address).`);
    return isEmpty;
  }

  private warnOfFormat(node: PhrasingContent): void {
    const warning = warnOfFormat(this.source, this.range(node), (words) => this.notes.isKnown(words));
    if (warning !== null) this.notes.add(warning);
  }

  private warnOfTitle(title: string | null | undefined): void {
    if (title)
      this.notes.add(`Link titles, such as "${title.slice(0, 60)}", were left out: Confluence does not show them.`);
  }

  private warnOfSigns(text: string, raw: string): void {
    const word = losesBackslash(raw);
    if (word !== null && !this.notes.isKnown(word))
      this.notes.add(
        `"${word.slice(0, 60)}" lost a backslash, which is an escape in Markdown: write it as code, in backticks.`,
      );
    for (const [, name = ''] of text.matchAll(/(?<![^\s]):([\p{L}][\p{L}\p{N}_-]*)\[/gu))
      if (!inlineNames.some((known) => known === name))
        this.notes.add(`":${name}[…]" is not a known directive and became plain text.`);
  }

  private slice(node: PhrasingContent): string {
    return this.source.slice(...this.range(node));
  }

  private range(node: PhrasingContent): [number, number] {
    return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  }
}

/** The day of `<time datetime="…">`, which is shown where it has no words. */
function dateOf({ name, attributes }: HtmlToken): Atom | null {
  const [date] = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(name === 'time' ? (attributes['datetime'] ?? '') : '') ?? [];
  return date === undefined ? null : { kind: 'date', date };
}

/** `<a name="…">` as what links can lead to; nothing for one with an address. */
function anchorOf({ attributes }: HtmlToken, { marks: bits, link }: Format): Run[] {
  const name = attributes['href'] === undefined ? (attributes['name'] ?? attributes['id'] ?? '').trim() : '';
  if (name === '') return [];
  const macro = { name: 'anchor', parameters: { '': name } };
  return [atomRun({ kind: 'opaque', id: 'new', label: `anchor ${name}`, macro }, bits, link)];
}

/** A tag of words alone, as in `a<b and c>d`: HTML would drop them. */
function isComparison(tag: string): boolean {
  return /^<\w+\s+[^=/]*[^=/\s][^=/]*>$/.test(tag);
}

/** What has no content, however it is closed. */
function isVoid(name: string): boolean {
  return /^(?:br|img|wbr)$/.test(name);
}
