import { linkHref, linkTarget } from '../../macros/link.js';
import type { Piece, Run, Token } from '../../model/inline.js';
import { rawOffsets } from '../../xml/decode.js';
import { encodeText } from '../../xml/encode.js';
import type { XmlElement, XmlNode } from '../../xml/xml-node.js';
import { isElement } from '../../xml/xml-node.js';
import { formatOf } from '../../storage/read/elements.js';
import type { Item, Wrapper } from '../../storage/write/emit.js';
import { isHidden } from './word-parts.js';

/** The element around words that somebody commented on. */
export const commentMarker = 'ac:inline-comment-marker';

/** Original tokens with their bytes and with the elements that stand around them. */
export class SourceItems {
  private readonly wrappers = new Map<XmlNode, Wrapper>();
  private readonly offsets = new Map<XmlNode, readonly number[]>();
  private byNode: ReadonlyMap<XmlNode, readonly Token[]> | undefined;

  constructor(
    private readonly source: string,
    private readonly tokens: readonly Token[],
    /** Tokens that are another text's: of these neither the comments nor the ids nor what is hidden in them is given. */
    private readonly copied: ReadonlySet<Token>,
    private readonly write: (token: Token) => string,
  ) {}

  /** One item for each piece of the token: a word can reach over the border of an element. */
  of(token: Token): Item[] {
    if (this.copied.has(token)) return this.copiesOf(token);
    return token.pieces.map((piece) => ({ token, raw: this.raw(piece, token), stack: this.stack(piece.run) }));
  }

  areInOneComment(token: Token | undefined, next: Token | undefined): boolean {
    const around = token ? (this.of(token).at(-1)?.stack ?? []) : [];
    const [first] = next ? this.of(next) : [];
    return around.some((wrapper) => wrapper.element === commentMarker && first?.stack.includes(wrapper));
  }

  private copiesOf(token: Token): Item[] {
    const pieces = token.atom ? token.pieces.slice(0, 1) : token.pieces.filter((piece) => !isHidden(piece));
    return pieces.map((piece) => ({
      token,
      raw: token.atom ? this.write(token) : this.raw(piece, token),
      stack: this.stack(piece.run).filter(({ element }) => element !== commentMarker),
    }));
  }

  private raw(piece: Piece, token: Token): string {
    const { origin, kind } = piece.run;
    if (!origin) return encodeText(token.text);
    const { node } = origin;
    if (origin.whole && kind === 'break') return '';
    if (origin.whole && isElement(node, 'ac:link')) return encodeText(piece.run.text.slice(piece.from, piece.to));
    if (origin.whole) return piece.from === 0 ? this.source.slice(node.start, node.end) : '';
    if (kind !== 'text' || isElement(node) || piece.run.text === '')
      return isElement(node) || node.type !== 'cdata' ? this.source.slice(node.start, node.end) : '';
    const offsets = this.offsetsOf(node);
    const start = piece.from === 0 ? 0 : (offsets[piece.from] ?? 0);
    return node.value.slice(start, offsets[piece.to] ?? node.value.length);
  }

  private offsetsOf(node: Exclude<XmlNode, XmlElement>): readonly number[] {
    let offsets = this.offsets.get(node);
    if (!offsets) {
      offsets = rawOffsets(node.value, node.type === 'text');
      this.offsets.set(node, offsets);
    }
    return offsets;
  }

  private stack(run: Run): Wrapper[] {
    const { origin } = run;
    if (!origin) return [];
    const around = origin.wrappers
      .filter((element) => !/^ac:(?:plain-text-)?link-body$/.test(element.name))
      .map((element) => this.wrapper(element));
    return !isElement(origin.node) && origin.node.type === 'cdata' ? [...around, this.cdata(origin.node)] : around;
  }

  private cdata(node: XmlNode): Wrapper {
    return this.once(node, () => ({ open: '<![CDATA[', close: ']]>', mark: 0, link: null, cdata: true, element: '' }));
  }

  private wrapper(element: XmlElement): Wrapper {
    return this.once(element, () => {
      if (element.name === 'ac:link') return this.link(element);
      const link = element.name === 'a' ? linkHref(element) : null;
      return { ...this.tags(element), mark: formatOf(element), link, cdata: false, element: element.name };
    });
  }

  private tags(element: XmlElement): { open: string; close: string } {
    return {
      open: this.source.slice(element.start, element.innerStart),
      close: this.source.slice(element.innerEnd, element.end),
    };
  }

  /** A link's body may be missing: then the link stands for its label until the label is edited. */
  private link(link: XmlElement): Wrapper {
    const base = { mark: 0, link: linkTarget(link)?.href ?? null, cdata: false, element: 'ac:link' };
    const body = link.children.find(
      (child): child is XmlElement => isElement(child) && /^ac:(?:plain-text-)?link-body$/.test(child.name),
    );
    if (body && body.children.length > 0) {
      return {
        ...base,
        open: this.source.slice(link.start, body.innerStart),
        close: this.source.slice(body.innerEnd, link.end),
      };
    }
    const tokens = this.tokensOf(link);
    const raw = this.source.slice(link.start, link.end);
    const head = this.source
      .slice(link.start, body?.start ?? link.innerEnd)
      .replace(/\s*\/>$/, link.innerStart === link.end ? '>' : '$&');
    return { ...base, open: `${head}<ac:link-body>`, close: '</ac:link-body></ac:link>', whole: { tokens, raw } };
  }

  /** The tokens that stand for a node as a whole; looked for once, as a line may have thousands of links. */
  private tokensOf(node: XmlNode): readonly Token[] {
    this.byNode ??= tokensByNode(this.tokens);
    return this.byNode.get(node) ?? [];
  }

  private once(node: XmlNode, make: () => Wrapper): Wrapper {
    let wrapper = this.wrappers.get(node);
    if (!wrapper) {
      wrapper = make();
      this.wrappers.set(node, wrapper);
    }
    return wrapper;
  }
}

/** Did somebody comment on it? */
export function isCommented({ stack }: Item): boolean {
  return stack.some(({ element }) => element === commentMarker);
}

function tokensByNode(tokens: readonly Token[]): ReadonlyMap<XmlNode, readonly Token[]> {
  const byNode = new Map<XmlNode, Token[]>();
  for (const token of tokens)
    for (const node of new Set(token.pieces.map(({ run }) => run.origin?.node)))
      if (node && !byNode.get(node)?.push(token)) byNode.set(node, [token]);
  return byNode;
}
