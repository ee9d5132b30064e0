import { describe, expect, it } from '@jest/globals';
import { renderPeople, renderTree } from '../../../src/mcp/tools/render.js';

type Node = Parameters<typeof renderTree>[0][number];

function node(id: string, parent: string | null, depth: number, more: Partial<Node> = {}): Node {
  return { id, type: 'page', title: `Page ${id}`, parent_id: parent, depth, url: '', has_children: false, ...more };
}

const plain = (nodes: Node[]): string =>
  renderTree(nodes, 'none', undefined, (text) => text).replace(/\nURL of each: .*$/, '');

describe('people in one answer', () => {
  it('have their id where they are named first, and always where two have one name', () => {
    const person = renderPeople();
    const ann = { id: '1', name: 'Ann' };
    const bo = { id: '2', name: 'Bo' };
    const other = { id: '3', name: 'Ann' };
    expect([ann, bo, ann, other, bo, other].map((one) => person(one))).toEqual([
      'Ann (id 1)',
      'Bo (id 2)',
      'Ann',
      'Ann (id 3)',
      'Bo',
      'Ann (id 3)',
    ]);
  });
});

describe('a tree', () => {
  it('shows each page below its own parent, though they come level by level', () => {
    const nodes = [
      node('1', null, 1, { has_children: true }),
      node('2', '1', 2, { type: 'folder', has_children: true }),
      node('3', '1', 2),
      node('4', '2', 3),
    ];
    expect(plain(nodes)).toBe(
      '- Page 1 (id 1, has children)\n  - Page 2 (folder id 2, has children)\n    - Page 4 (id 4)\n  - Page 3 (id 3)',
    );
  });

  it('names the parents that an earlier part of the list held', () => {
    const nodes = [node('3', '1', 2), node('4', '2', 3), node('5', '2', 3), node('6', '9', 3)];
    expect(plain(nodes)).toBe(
      'Below id 1:\n  - Page 3 (id 3)\n  Below id 2:\n    - Page 4 (id 4)\n    - Page 5 (id 5)\n  Below id 9:\n    - Page 6 (id 6)',
    );
  });

  it('says once how the addresses differ, where they differ by the id alone', () => {
    const at = (id: string, url: string) => node(id, null, 1, { url });
    const alike = [
      at('3', 'https://a.example/wiki/spaces/A/pages/3/X'),
      at('4', 'https://a.example/wiki/spaces/A/pages/4'),
    ];
    const shown = (nodes: Node[]) => renderTree(nodes, 'none', undefined, (text) => text);
    expect(shown(alike)).toContain('\nURL of each: https://a.example/wiki/spaces/A/pages/{id}');
    const other = at('5', 'https://a.example/wiki/spaces/A/folder/5');
    expect(shown([...alike, other])).toContain('- Page 5 (id 5) https://a.example/wiki/spaces/A/folder/5');
  });

  it('is a plain list where all have the one parent that was asked for', () => {
    expect(plain([node('3', '1', 1), node('4', '1', 1)])).toBe('- Page 3 (id 3)\n- Page 4 (id 4)');
  });
});
