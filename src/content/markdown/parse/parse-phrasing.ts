import type { PhrasingContent } from 'mdast';
import { canonicalHref, safeHref } from '../../macros/link.js';
import type { Atom, Run, Token } from '../../model/inline.js';
import { marks } from '../../model/inline.js';
import { markOf } from '../../model/element-names.js';
import { tokenize } from '../../model/tokenize.js';
import { unconvertible } from '../../model/unconvertible.js';
import { parseHtml } from './html-tree.js';
import { atomRun, breakRun, textRun } from '../../model/inline.js';
import { mentionOf } from '../../macros/mention.js';

interface Format {
  readonly marks: number;
  readonly link: string | null;
}

/** Reads Markdown's inline content. `source` is the Markdown it came from, `line` the number of its first line. */
export function parsePhrasing(
  nodes: readonly PhrasingContent[],
  source: string,
  line: number,
  definitions: ReadonlyMap<string, string>,
): Token[] {
  return tokenize(new PhrasingParser(source, line, definitions).runs(nodes, { marks: 0, link: null }));
}

class PhrasingParser {
  constructor(
    private readonly source: string,
    private readonly line: number,
    private readonly definitions: ReadonlyMap<string, string>,
  ) {}

  runs(nodes: readonly PhrasingContent[], format: Format): Run[] {
    const runs: Run[] = [];
    /** Tags of HTML that are open, each with the format that it ended. */
    const open: { name: string; outer: Format }[] = [];
    let now = format;
    for (const node of nodes) {
      if (node.type !== 'html') {
        runs.push(...this.node(node, now));
        continue;
      }
      const [tag] = parseHtml(node.value);
      const closing = /^<\/([A-Za-z]+)\s*>$/.exec(node.value)?.[1]?.toLowerCase();
      const at = open.findLastIndex((one) => one.name === closing);
      if (closing !== undefined && at >= 0) {
        now = open[at]?.outer ?? format;
        open.splice(at);
      } else if (typeof tag === 'object' && tag.name === 'br') runs.push(breakRun(now.marks, now.link));
      else if (typeof tag === 'object' && tag.name === 'img')
        runs.push(...this.image(tag.attributes['src'] ?? '', tag.attributes['alt'] ?? '', '', now));
      else if (typeof tag === 'object' && (markOf(tag.name) !== 0 || tag.name === 'a')) {
        open.push({ name: tag.name, outer: now });
        const href = tag.name === 'a' ? safeHref(canonicalHref(tag.attributes['href'] ?? '')) : now.link;
        now = { marks: now.marks | markOf(tag.name), link: href };
      } else if (!node.value.startsWith('<!--')) runs.push(textRun(node.value, now.marks, now.link));
    }
    return runs;
  }

  private node(node: Exclude<PhrasingContent, { type: 'html' }>, format: Format): Run[] {
    const { marks: bits, link } = format;
    const nested = (children: readonly PhrasingContent[], bit: number) =>
      this.runs(children, { marks: bits | bit, link });
    switch (node.type) {
      case 'text':
        return [textRun(node.value, bits, link)];
      case 'strong':
        return nested(node.children, marks.strong);
      case 'emphasis':
        return nested(node.children, marks.em);
      case 'delete':
        return nested(node.children, marks.strike);
      case 'inlineCode':
        return [textRun(node.value, bits | marks.code, link)];
      case 'break':
        return [breakRun(bits, link)];
      case 'image':
        return this.image(node.url, node.alt ?? '', node.title ?? '', format);
      case 'link':
        // `<ri:user>` would be an address between angle brackets.
        if (/^(?:ac|ri|at):/i.test(node.url)) return [textRun(this.slice(node), bits, link)];
        return this.link(canonicalHref(node.url), node.children, format);
      case 'linkReference':
        return this.link(canonicalHref(this.definitions.get(node.identifier) ?? ''), node.children, format);
      case 'imageReference':
        return this.image(this.definitions.get(node.identifier) ?? '', node.alt ?? '', '', format);
      case 'textDirective':
        return this.directive(node, format);
      default:
        return [textRun(this.slice(node), bits, link)];
    }
  }

  private image(target: string, alt: string, caption: string, format: Format): Run[] {
    const href = safeHref(canonicalHref(target));
    if (href === null) throw unconvertible(this.line, 'an image has no address that can be used');
    const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
    return [
      atomRun({ kind: 'image', target: href, alt: tidy(alt), caption: tidy(caption) }, format.marks, format.link),
    ];
  }

  private link(href: string, children: readonly PhrasingContent[], format: Format): Run[] {
    const mention = mentionOf(href, plain(children));
    if (mention) return [atomRun(mention, format.marks, format.link)];
    const safe = safeHref(href);
    return this.runs(children, { marks: format.marks, link: safe ?? format.link });
  }

  /** Names that are not ours are words that happen to follow a colon. */
  private directive(node: Extract<PhrasingContent, { type: 'textDirective' }>, format: Format): Run[] {
    const atom = this.atom(node);
    if (atom) return [atomRun(atom, format.marks, format.link)];
    const source = this.slice(node);
    if (node.children.length === 0) return [textRun(source, format.marks, format.link)];
    const end = node.children.at(-1)?.position?.end.offset ?? 0;
    const from = node.position?.start.offset ?? 0;
    return [
      textRun(`:${node.name}[`, format.marks, format.link),
      ...this.runs(node.children, format),
      textRun(source.slice(end - from), format.marks, format.link),
    ];
  }

  private atom(node: Extract<PhrasingContent, { type: 'textDirective' }>): Atom | null {
    const label = plain(node.children).replace(/\s+/g, ' ').trim();
    const { id, color } = node.attributes ?? {};
    if (node.name === 'status' && label !== '')
      return { kind: 'status', title: label, color: (color ?? '').toLowerCase() };
    if (node.name === 'date' && /^[\w:.+-]+$/.test(label)) return { kind: 'date', date: label };
    if (node.name !== 'macro' || !id) return null;
    return { kind: 'opaque', id, label };
  }

  private slice(node: PhrasingContent): string {
    return this.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }
}

/** The words of inline content, for labels. */
export function plain(nodes: readonly PhrasingContent[]): string {
  return nodes.map((node) => ('children' in node ? plain(node.children) : 'value' in node ? node.value : '')).join('');
}
