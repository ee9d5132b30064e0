import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { asInReference } from '../../../../src/content/markdown/parse/dialect.js';
import type { FlowNode } from '../../../../src/content/markdown/parse/flow-node.js';
import { parseFlow } from '../../../../src/content/markdown/parse/flow.js';
import { upTo } from '../../../support/thorough.js';

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

/** Behind a list micromark divides indented code, which CommonMark never does where no other block stands between: 4.4 of its specification. */
function asCommonMark<Node extends Nodes>(node: Node, text: string): Node {
  if (!('children' in node)) return node;
  const isIndented = (one: Nodes | undefined) =>
    one?.type === 'code' && !/[`~]/.test(text.charAt(one.position?.start.offset ?? 0));
  const children: Nodes[] = [];
  for (const child of node.children) {
    const before = children.at(-1);
    if (before?.type === 'code' && child.type === 'code' && isIndented(before) && isIndented(child)) {
      const lines = (child.position?.start.line ?? 0) - (before.position?.end.line ?? 0);
      before.value += '\n'.repeat(lines) + child.value;
    } else children.push(asCommonMark(child, text));
  }
  return { ...node, children };
}

function both(text: string): [string[], string[]] {
  const extensions = [gfm({ singleTilde: false }), asInReference];
  const tree = fromMarkdown(text, { extensions, mdastExtensions: [gfmFromMarkdown()] });
  return [parseFlow(text).map(sketchOfFlow), asCommonMark(tree, text).children.map(sketchOfTree)];
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
const line = fc.tuple(start, body).map((parts) => parts.join(''));
const soup = (lines: number) => fc.array(line, { minLength: 1, maxLength: lines });
/**
 * To micromark, unlike to CommonMark's reference, it depends on what stood before the block above whether an empty item may follow it,
 * and whether two lines of indented code are one.
 */
const looksBack = /(?:^|[\s>])(?:[-*+]|\d+[.)])\s*$|^(?: {4}|\t)/;
const withoutLookingBack = (lines: number) =>
  fc.array(
    line.filter((text) => !looksBack.test(text)),
    { minLength: 1, maxLength: lines },
  );

/** What models write: parts of a page, with and without the empty lines between them. */
const part = fc.constantFrom(
  '# Title', '## Steps', 'A paragraph with **bold**, `code` and [a link](https://e.com).', 'Two lines\nof one paragraph',
  '- one\n- two\n  - nested\n- three', '* star\n* stars', '1. first\n2. second\n   ```sh\n   npm ci\n\n   npm test\n   ```\n3. third',
  '1. Run:\n```bash\nnpm ci\n\nnpm test\n```\n2. Next', '```js\nconst a = 1;\n\n- not a list\n```', '~~~\n[x]: no\n~~~', '    indented code',
  '| A | B |\n| --- | --- |\n| 1 | 2 |\n| a\\|b | `c` |', '> quoted\n> on\nlazily', '> [!NOTE]\n> mind', '---', '***', 'Term\n: definition',
  '- [ ] open\n- [x] done', '[ref]: https://e.com "t"', 'see [ref] and [^1]', '[^1]: A note\n    that goes on', '<details>\n<summary>S</summary>',
  '</details>', '<table>\n<tr><td>a</td></tr>\n</table>', 'Heading\n=======', 'Other\n---', '- item\n\n  its second paragraph\n- next',
  '10. ten\n11. eleven', '<!-- note -->', '$$\nx^2\n$$', 'trailing  \nbreak\\\nbreak', '- a\n\n\n- b', '> - in a quote\n> - again',
); // prettier-ignore
const documents = fc
  .array(fc.tuple(part, fc.constantFrom('\n\n', '\n\n', '\n\n', '\n', '\n\n\n')), { minLength: 1, maxLength: 120 })
  .map((parts) => parts.flat().join(''));

describe('the blocks of a text', () => {
  it('are those that micromark makes of it, whatever its lines', () => {
    fc.assert(
      fc.property(soup(14), (lines) => {
        const [ours, theirs] = both(lines.join('\n'));
        expect(ours).toEqual(theirs);
      }),
      { numRuns: upTo(600) },
    );
  });

  it.each([
    ['quote', '> first', '> '],
    ['item', '- first', '  '],
    ['item of an item', '* first\n  2) second', '     '],
    ['list in a quote', '> 1. first', '>    '],
    ['quote in an item', '- first', '  > '],
    ['note', '[^n]: first', '    '],
  ])('are so in one %s of many windows', (_, first, indent) => {
    fc.assert(
      fc.property(withoutLookingBack(6), fc.integer({ min: 60, max: 90 }), (lines, times) => {
        const inside = Array.from({ length: times }, () => lines.map((text) => (indent + text).trimEnd())).flat();
        const [ours, theirs] = both([first, ...inside, '', 'last'].join('\n'));
        expect(ours).toEqual(theirs);
      }),
      { numRuns: upTo(10) },
    );
  });

  it('are so for texts of many windows', () => {
    fc.assert(
      fc.property(
        withoutLookingBack(14),
        fc.integer({ min: 20, max: 40 }),
        withoutLookingBack(14),
        (lines, times, rest) => {
          const [ours, theirs] = both([...Array.from({ length: times }, () => lines).flat(), ...rest].join('\n'));
          expect(ours).toEqual(theirs);
        },
      ),
      { numRuns: upTo(40) },
    );
  });

  it('are so for pages as models write them', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const [ours, theirs] = both(text);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: upTo(60) },
    );
  });

  it('have indented code behind a list as one block', () => {
    const blocks = parseFlow('words\n   1. item\n\n\n    first\n    second\n\n    > third');
    expect(blocks.map(({ type, text }) => [type, text])).toEqual([
      ['paragraph', 'words'],
      ['list', ''],
      ['code', 'first\nsecond\n\n> third'],
    ]);
  });

  it.each([
    ['a quote', `> a\n${'words go on\n'.repeat(upTo(4_000))}> b\n\nend`],
    ['an item', `- a\n\n  b\n${'words go on\n12:01 and on\n'.repeat(upTo(2_000))}- c`],
    [
      'code in a quote',
      `> a\n${'words\n'.repeat(upTo(2_400))}\n> \`\`\`\n> x\n> \`\`\`\n\n- b\n${'words\n'.repeat(upTo(2_400))}===\n`,
    ],
  ])('are so where thousands of lines go on with %s', (_, text) => {
    const [ours, theirs] = both(text);
    expect(ours).toEqual(theirs);
  });
});
