import { decodeHTMLStrict } from 'entities/decode';
import { SaxesParser } from 'saxes';
import { AppError } from '../../errors.js';
import type { XmlElement, XmlNode, XmlTree } from './xml-node.js';

/** Deeper documents are refused: no page that people write comes near, and every reader here recurses. */
const maxDepth = 200;

const prefixes = /^(?:ac|ri|at|xml|xmlns):/;

/**
 * Parses storage strictly (saxes) into a tree with exact offsets.
 *
 * HTML's named entities are known; a DOCTYPE, a processing instruction or anything that is not well-formed is
 * UNCONVERTIBLE and names the line and the column.
 */
export function parseStorage(source: string): XmlTree {
  return { source, children: parseFragment(source, 0, source.length, 0) };
}

/** The nodes of a stretch of the source, which lies within this many elements. The place in an error is that in the stretch. */
export function parseFragment(source: string, start: number, end: number, depth: number): XmlNode[] {
  const builder = new TreeBuilder(source.slice(start, end), start, depth);
  builder.run();
  return builder.roots;
}

/** Throws UNCONVERTIBLE, naming line and column, unless `storage` is well-formed. */
export function assertWellFormed(storage: string): void {
  new TreeBuilder(storage, 0, 0).run();
}

class TreeBuilder {
  readonly roots: XmlNode[] = [];
  private readonly stack: XmlElement[] = [];
  /** Where the last piece of markup ended: all before it is in the tree. */
  private cursor = 0;

  /** `offset` is where `source` begins in the whole. */
  constructor(
    private readonly source: string,
    private readonly offset: number,
    private readonly depth: number,
  ) {}

  run(): void {
    const parser = new SaxesParser<{ fragment: true; xmlns: false }>({ fragment: true, xmlns: false });
    parser.ENTITIES = htmlEntities(parser.ENTITIES);
    const fail = (what: string): never => {
      throw illFormed(what, parser.line, parser.columnIndex + 1);
    };
    parser.on('error', (error) => fail(reasonOf(error)));
    parser.on('doctype', () => fail('a DOCTYPE is not allowed'));
    parser.on('processinginstruction', () => fail('a processing instruction is not allowed'));
    parser.on('opentag', (tag) => {
      if (this.stack.length + this.depth >= maxDepth) fail(`elements are nested deeper than ${maxDepth} levels`);
      this.open(tag.name, tag.attributes, parser.position, tag.isSelfClosing);
    });
    parser.on('closetag', (tag) => {
      if (!tag.isSelfClosing) this.close(parser.position);
    });
    parser.on('cdata', () => this.markup('cdata', parser.position));
    // Saxes tells of a comment at its `--`, one character before it ends.
    parser.on('comment', () => this.markup('comment', this.source.indexOf('>', parser.position - 1) + 1));
    if (this.source.startsWith('\uFEFF')) fail('a byte order mark is not allowed');
    parser.write(this.source);
    this.text(this.source.length);
    parser.close();
  }

  private get siblings(): XmlNode[] {
    return this.stack.at(-1)?.children ?? this.roots;
  }

  /** Text holds no `<`, so that everything between two pieces of markup is one text node. */
  private text(end: number): void {
    if (end <= this.cursor) return;
    const value = this.source.slice(this.cursor, end);
    this.siblings.push({ type: 'text', start: this.cursor + this.offset, end: end + this.offset, value });
    this.cursor = end;
  }

  private startOfMarkup(): number {
    const start = this.source.indexOf('<', this.cursor);
    this.text(start);
    return start;
  }

  private open(name: string, attributes: Record<string, string>, end: number, selfClosing: boolean): void {
    const start = this.startOfMarkup();
    const element: XmlElement = {
      type: 'element',
      name,
      attributes,
      children: [],
      start: start + this.offset,
      innerStart: end + this.offset,
      innerEnd: end + this.offset,
      end: end + this.offset,
    };
    this.siblings.push(element);
    if (!selfClosing) this.stack.push(element);
    this.cursor = end;
  }

  private close(end: number): void {
    const start = this.startOfMarkup();
    const element = this.stack.pop();
    if (element) {
      element.innerEnd = start + this.offset;
      element.end = end + this.offset;
    }
    this.cursor = end;
  }

  private markup(type: 'cdata' | 'comment', end: number): void {
    const start = this.startOfMarkup();
    // As it stands in the source: saxes would give line ends in one form.
    const value = type === 'cdata' ? this.source.slice(start + '<![CDATA['.length, end - ']]>'.length) : '';
    this.siblings.push({ type, start: start + this.offset, end: end + this.offset, value });
    this.cursor = end;
  }
}

/** Saxes asks this table for each entity: HTML's names are answered, everything else is an error there. */
function htmlEntities(known: Record<string, string>): Record<string, string> {
  return new Proxy(known, {
    get(table, name) {
      if (typeof name !== 'string') return undefined;
      const own = table[name];
      if (typeof own === 'string') return own;
      const decoded = decodeHTMLStrict(`&${name};`);
      return decoded.startsWith('&') && decoded.endsWith(';') ? undefined : decoded;
    },
  });
}

function reasonOf(error: Error): string {
  return error.message
    .replace(/^(?:\S*:)?\d+:\d+: /, '')
    .replace(prefixes, '')
    .replace(/\.$/, '');
}

function illFormed(what: string, line: number, column: number): AppError {
  return new AppError('UNCONVERTIBLE', `The storage is not well-formed at line ${line}, column ${column}: ${what}.`, {
    hint: 'Correct the markup there: every tag must be closed, and `&` and `<` in text must be written as entities.',
    details: { line, column },
  });
}
