import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { FlowNode } from '../../../../src/content/markdown/parse/flow-node.js';
import { parseFlow } from '../../../../src/content/markdown/parse/flow.js';

const names: Readonly<Record<string, string>> = {
  quote: 'blockquote',
  item: 'listItem',
  rule: 'thematicBreak',
  row: 'tableRow',
  cell: 'tableCell',
  footnote: 'footnoteDefinition',
};
const places = new Set(['paragraph', 'heading', 'code', 'html', 'thematicBreak', 'definition']);

/** Our blocks: kind, first line, and what tells one from another. */
function sketchOfFlow(node: FlowNode): string {
  const type = names[node.type] ?? node.type;
  const text = type === 'code' || type === 'html' ? JSON.stringify(node.text) : '';
  const list = type === 'list' ? `${node.ordered ? node.first : '-'}` : '';
  const inner = type === 'tableCell' ? [] : node.children.map(sketchOfFlow);
  return `${type}${node.depth || ''}${places.has(type) ? `@${node.line}` : ''}${list}${text}(${inner.join(' ')})`;
}

/** The same of the tree that micromark makes of the whole text at once. */
function sketchOfTree(node: Nodes): string {
  const { type } = node;
  const text = node.type === 'code' || node.type === 'html' ? JSON.stringify(node.value) : '';
  const list = node.type === 'list' ? `${node.ordered ? (node.start ?? 1) : '-'}` : '';
  const depth = node.type === 'heading' ? node.depth : '';
  const isLeaf = places.has(type) || type === 'tableCell';
  const inner = 'children' in node && !isLeaf ? node.children.map(sketchOfTree) : [];
  return `${type}${depth}${places.has(type) ? `@${node.position?.start.line ?? 0}` : ''}${list}${text}(${inner.join(' ')})`;
}

function both(text: string): [string[], string[]] {
  const tree = fromMarkdown(text, { extensions: [gfm({ singleTilde: false })], mdastExtensions: [gfmFromMarkdown()] });
  return [parseFlow(text).map(sketchOfFlow), tree.children.map(sketchOfTree)];
}

const start = fc.constantFrom(
  '',
  '',
  '',
  '',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '> ',
  '  ',
  '    ',
  '\t',
  '   - ',
  '> - ',
  '> > ',
);
const body = fc.constantFrom(
  '', '', 'words', 'more words', '# Head', '## ', '```', '````', '```js', '~~~', '---', '***', '===', '| a | b |', '|---|---|',
  '| 1 | 2 |', '[x]: http://e.com', '[INFO]: started', '[^1]: note', 'see [x] and [^1]', '<div>', '</div>', '<!-- c', '-->',
  '<b>inline</b>', '- ', '1.', 'text  ', 'a | b', '- | -', '<pre>', '</pre>', '[ ] task', ':: x', '$$',
); // prettier-ignore
/** To micromark, unlike to CommonMark's reference, an empty item in a new quote depends on what stood before the quote, however far above. */
const emptyItemInQuote = /^(?:> ?)+\s*(?:[-*+]|\d+[.)])\s*$/;
const line = fc
  .tuple(start, body)
  .map((parts) => parts.join(''))
  .filter((text) => !emptyItemInQuote.test(text));
const soup = (lines: number) => fc.array(line, { minLength: 1, maxLength: lines });

describe('the blocks of a text', () => {
  it('are those that micromark makes of it, whatever its lines', () => {
    fc.assert(
      fc.property(soup(14), (lines) => {
        const [ours, theirs] = both(lines.join('\n'));
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 600 },
    );
  });

  it('are so for texts of many windows', () => {
    fc.assert(
      fc.property(soup(14), fc.integer({ min: 20, max: 40 }), soup(14), (lines, times, rest) => {
        const [ours, theirs] = both([...Array.from({ length: times }, () => lines).flat(), ...rest].join('\n'));
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 40 },
    );
  });
});
