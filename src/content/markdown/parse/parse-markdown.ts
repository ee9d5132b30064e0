import type {
  BlockContent,
  DefinitionContent,
  List as MdList,
  ListItem,
  PhrasingContent,
  RootContent,
  Table as MdTable,
} from 'mdast';
import { containerName } from '../../macros/containers.js';
import { normalCode } from '../../macros/code.js';
import type { Block, Cell, Item, Row } from '../../model/block.js';
import { plainText, visible } from '../../model/inline.js';
import type { Directives } from './mdast.js';
import { parseMdast } from './mdast.js';
import { parseHtmlBlock } from './parse-html.js';
import { parseFenceInfo } from '../../macros/code.js';
import { parsePhrasing, plain } from './parse-phrasing.js';
import { unconvertible } from '../../model/unconvertible.js';

type Node = RootContent | BlockContent | DefinitionContent | Directives;

const maxDepth = 60;

/** Parses one stretch of Markdown into blocks; `firstLine` is where it stands in the whole. */
export function parseBlocks(markdown: string, firstLine = 1): Block[] {
  const root = parseMdast(markdown);
  return new BlockParser(markdown, firstLine, definitionsIn(root.children)).blocks(root.children, 0);
}

/** Addresses by name, for links written as `[text][name]`. */
function definitionsIn(nodes: readonly RootContent[]): Map<string, string> {
  return new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])));
}

class BlockParser {
  constructor(
    private readonly source: string,
    private readonly firstLine: number,
    private readonly definitions: ReadonlyMap<string, string>,
  ) {}

  blocks(nodes: readonly Node[], depth: number): Block[] {
    if (depth > maxDepth) throw unconvertible(this.firstLine, `blocks are nested deeper than ${maxDepth} levels`);
    return nodes.flatMap((node) => this.block(node, depth + 1));
  }

  private line(node: Node | ListItem): number {
    return (node.position?.start.line ?? 1) + this.firstLine - 1;
  }

  private slice(node: Node): string {
    return this.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }

  private paragraph(nodes: readonly PhrasingContent[], line: number): Block[] {
    const content = parsePhrasing(nodes, this.source, line, this.definitions);
    return visible(content).length === 0 ? [] : [{ type: 'paragraph', content, source: null, line }];
  }

  private block(node: Node, depth: number): Block[] {
    const line = this.line(node);
    const base = { source: null, line };
    switch (node.type) {
      case 'paragraph':
        return this.paragraph(node.children, line);
      case 'heading': {
        const content = parsePhrasing(node.children, this.source, line, this.definitions);
        return visible(content).length === 0 ? [] : [{ type: 'heading', level: node.depth, content, ...base }];
      }
      case 'code':
        return [
          {
            type: 'code',
            ...parseFenceInfo(`${node.lang ?? ''} ${node.meta ?? ''}`.trim()),
            text: normalCode(node.value),
            ...base,
          },
        ];
      case 'blockquote':
        return this.quote(this.blocks(node.children, depth), line, /^(?:>\s?)+\[!/.test(this.slice(node)));
      case 'list':
        return this.lists(node, depth);
      case 'table':
        return [{ type: 'table', children: this.rows(node, line), ...base }];
      case 'thematicBreak':
        return [{ type: 'rule', ...base }];
      case 'html':
        return parseHtmlBlock(node.value, line) ?? this.htmlText(node.value, line);
      case 'containerDirective':
        return [this.container(node, depth)];
      case 'leafDirective':
        return this.leaf(node);
      case 'definition':
        return [];
      default:
        return this.paragraph([{ type: 'text', value: this.slice(node) }], line);
    }
  }

  /** HTML that is none of ours is shown as it was written; comments are dropped. */
  private htmlText(html: string, line: number): Block[] {
    if (/^<!--[\s\S]*-->$/.test(html.trim())) return [];
    return this.paragraph(
      html
        .split('\n')
        .flatMap((text, i): PhrasingContent[] =>
          i === 0 ? [{ type: 'html', value: text }] : [{ type: 'break' }, { type: 'html', value: text }],
        ),
      line,
    );
  }

  /** A quote, or a GFM alert, which is a panel. */
  private quote(children: readonly Block[], line: number, mayAlert: boolean): Block[] {
    const [first, ...rest] = children;
    if (children.length === 0) return [];
    if (mayAlert && first?.type === 'paragraph') {
      const text = visible(first.content);
      const alert = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/i.exec(plainText(text.slice(0, 5)));
      if (alert) {
        const name =
          { note: 'info', tip: 'tip', important: 'note', warning: 'warning', caution: 'warning' }[
            (alert[1] ?? '').toLowerCase()
          ] ?? 'info';
        const content = text.slice(text[4]?.kind === 'space' ? 5 : 4);
        const body: Block[] = content.length === 0 ? [] : [{ ...first, content }];
        return [
          { type: 'container', name, attributes: {}, id: null, children: [...body, ...rest], source: null, line },
        ];
      }
    }
    return [{ type: 'quote', children, source: null, line }];
  }

  /** A list of tasks and plain items mixed becomes lists of one kind each: Confluence has no mixed ones. */
  private lists(list: MdList, depth: number): Block[] {
    const items = list.children.map((item) => this.item(item, depth));
    const groups: Item[][] = [];
    for (const item of items) {
      const last = groups.at(-1);
      if (last && (last[0]?.done === null) === (item.done === null)) last.push(item);
      else groups.push([item]);
    }
    const first = list.start ?? 1;
    return groups.map((children): Block => {
      const kind = children[0]?.done === null ? (list.ordered ? 'ordered' : 'bullet') : 'task';
      return {
        type: 'list',
        kind,
        first: kind === 'ordered' ? first : 1,
        children,
        source: null,
        line: children[0]?.line ?? this.line(list),
      };
    });
  }

  private item(item: ListItem, depth: number): Item {
    const line = this.line(item);
    const children = this.blocks(item.children, depth + 1);
    const [first, ...rest] = children;
    const done = item.checked ?? null;
    const isEmpty = done !== null && first?.type === 'paragraph' && plainText(first.content) === '(empty)';
    return { type: 'item', done, children: isEmpty ? rest : children, source: null, line };
  }

  private rows(table: MdTable, line: number): Row[] {
    const rows = table.children.map((row, i): Row => {
      const cells = row.children.map((cell): Cell => {
        const children = this.paragraph(cell.children, line + i);
        return { type: 'cell', header: i === 0, colspan: 1, rowspan: 1, children, source: null, line };
      });
      return {
        type: 'row',
        children: cells,
        source: null,
        line: row.position ? row.position.start.line + this.firstLine - 1 : line,
      };
    });
    const [head, ...body] = rows;
    return head && body.length > 0 && head.children.every((cell) => cell.children.length === 0) ? body : rows;
  }

  private container(node: Extract<Directives, { type: 'containerDirective' }>, depth: number): Block {
    const line = this.line(node);
    const { id, ...rest } = node.attributes ?? {};
    const attributes = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value ?? '']));
    const [label, ...body] = node.children;
    const isLabel = label?.type === 'paragraph' && label.data?.directiveLabel === true;
    if (isLabel) attributes['title'] ??= plain(label.children);
    const layout = node.name === 'layout-section' || node.name === 'layout-cell' || (node.name === 'macro' && id);
    const name = layout ? node.name : containerName(node.name);
    if (name === null) throw unknownDirective(line, node.name);
    return {
      type: 'container',
      name,
      attributes,
      id: id ?? null,
      children: this.blocks(isLabel ? body : node.children, depth),
      source: null,
      line,
    };
  }

  private leaf(node: Extract<Directives, { type: 'leafDirective' }>): Block[] {
    const line = this.line(node);
    const id = node.attributes?.['id'];
    if (node.name === 'macro' && id) return [{ type: 'opaque', id, label: plain(node.children), source: null, line }];
    if (node.name === 'toc') return [{ type: 'opaque', id: 'new-toc', label: 'toc', source: null, line }];
    return this.paragraph([{ type: 'text', value: this.slice(node) }], line);
  }
}

function unknownDirective(line: number, name: string) {
  return unconvertible(
    line,
    `":::${name}" is not a block that can be written`,
    'Use info, note, tip, warning, panel, expand, excerpt or details; or keep the id of a block that is on the page.',
  );
}
