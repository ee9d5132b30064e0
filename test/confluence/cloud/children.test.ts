import { describe, expect, it } from '@jest/globals';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();

describe('a page tree as the wire may tell it', () => {
  const node = (id: string, parentId: string, depth: number, childPosition: number | null, type = 'page') => ({
    ...{ id, parentId, depth, childPosition, type, title: `T${id}`, status: 'current' },
  });
  const list = async (nodes: object[], depth: number) => {
    upstream().handler = (_req, res) => answer(res, 200, { results: nodes });
    return (await openConfluenceClient(upstream()).forCall({}).pages.children('1', { depth, limit: 50 })).items;
  };

  it('is put in order, whatever order it comes in; those without a position come last', async () => {
    const nodes = [
      ...[node('21', '12', 2, 1), node('12', '1', 1, 2), node('13', '1', 1, null)],
      ...[node('22', '11', 2, 5), node('11', '1', 1, 1), node('31', '99', 2, 1)],
    ];
    expect((await list(nodes, 2)).map(({ id }) => id)).toEqual(['11', '12', '13', '22', '21', '31']);
  });

  it('tells the type of whatever stands in it, and leaves out what is archived or of a type that is not known', async () => {
    const nodes = [
      node('11', '1', 1, 1, 'whiteboard'),
      { ...node('12', '1', 1, 2), status: 'archived' },
      { ...node('13', '11', 1, 3), subtype: 'live' },
      node('14', '1', 1, 4, 'database'),
      node('15', '1', 1, 5, 'hologram'),
    ];
    expect((await list(nodes, 1)).map(({ id, type }) => [id, type])).toEqual([
      ['11', 'whiteboard'],
      ['13', 'live_doc'],
      ['14', 'database'],
    ]);
  });

  it('leaves open what lies below the deepest level that can be asked for', async () => {
    const items = await list([node('11', '1', 1, 1), node('99', '98', 10, 1)], 10);
    expect(items.map(({ hasChildren }) => hasChildren)).toEqual([false, null]);
    expect(upstream().requests[0]?.url).toContain('depth=10');
  });
});
