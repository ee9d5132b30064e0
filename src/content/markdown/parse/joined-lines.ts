/**
 * Lines that can only go on with a paragraph, read as one: a pasted log below a quote or an item is thousands of them, and micromark
 * closes and opens everything around a paragraph for each. Each line ending is one other character, so that places stay what they are.
 */
import type { FlowNode } from './flow-node.js';

/** Of no text: Unicode keeps it for programs. */
const joint = '\uFDD0';

/** How many lines of a text begin without the sign of a quote and without a blank. */
export function lazyLines(text: string): number {
  return text.match(/^(?![ \t>\n])/gm)?.length ?? 0;
}

/** Begins with a letter or a number that is none of a list, and holds no cells: nothing but a paragraph goes on so. */
const goesOn = /^(?:\p{L}|\d+(?![\d.)]))[^|]*$/u;

/** The text with the endings of those lines joined that follow two others of their kind: what they follow may still be something else. */
export function joinLines(text: string): string {
  if (text.includes(joint)) return text;
  const lines = text.split('\n');
  let run = 0;
  return lines
    .map((line, i) => {
      run = goesOn.test(line) ? run + 1 : 0;
      return i === 0 ? line : `${run > 2 ? joint : '\n'}${line}`;
    })
    .join('');
}

/** The blocks of a joined text with its line endings, and with the lines on which they are in the whole. */
export function splitLines(nodes: FlowNode[], text: string, offset: number, firstLine: number): FlowNode[] {
  let at = offset;
  let line = firstLine;
  const visit = (node: FlowNode): void => {
    for (; at < node.start; at++) if (text[at - offset] === '\n') line++;
    node.line = line;
    node.text = node.text.replaceAll(joint, '\n');
    node.info = node.info.replaceAll(joint, '\n');
    for (const child of node.children) visit(child);
  };
  for (const node of nodes) visit(node);
  return nodes;
}
