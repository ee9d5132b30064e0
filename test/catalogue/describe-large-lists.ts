import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { seedContent } from '../../src/sandbox/seed/seed-content.js';
import { plantAsKnownPeople } from '../contract/data-center.js';
import type { Deployment } from '../support/deployments.js';
import { isThorough } from '../support/thorough.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';

const home = ids.timeOff;

/** An answer of Confluence has 250 at most. */
const manyComments = isThorough ? 500 : 260;
const at = (index: number): Date => new Date(Date.UTC(2026, 0, 1) + index * 1_000);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** What a model gets that follows `next_cursor` to the end. */
export function describeLargeLists(deployment: Deployment): void {
  describe('a list that a model follows to its end', () => {
    let client: ToolClient;
    beforeAll(async () => {
      client = await openToolClient(deployment);
      if (deployment === 'datacenter') plantAsKnownPeople(client.sandbox.world);
    });
    afterAll(() => client.close());

    async function follow(tool: string, args: Record<string, unknown>, list: string): Promise<string[]> {
      const found: string[] = [];
      let cursor: unknown;
      do {
        const answer = await client.data(tool, { ...args, ...(cursor === undefined ? {} : { cursor }) });
        found.push(...(answer[list] as { id: string }[]).map(({ id }) => id));
        cursor = answer.next_cursor;
      } while (cursor !== undefined);
      return found;
    }

    it('has a thousand children, each once and in order', async () => {
      const { world } = client.sandbox;
      const planted = times(1_000, (index) => {
        const id = world.nextId();
        seedContent(world, {
          ...{ id, spaceId: ids.spaces.people, parentId: home, title: `Day ${String(index)}` },
          history: [{ by: 'priya', at: '2026-01-01T00:00:00Z', storage: '<p />' }],
        });
        return id;
      });
      const args = { page_id: home, limit: 250 };
      expect(await follow('confluence_get_page_children', args, 'pages')).toEqual(planted);
      expect(await follow('confluence_get_page_children', { ...args, depth: 2, limit: 90 }, 'pages')).toEqual(planted);
      const tree = await follow('confluence_get_space_page_tree', { space_key: 'HR', limit: 250 }, 'pages');
      // A tree too large to be read whole comes as Confluence orders it.
      const rest = deployment === 'cloud' ? [...planted, ids.remoteWork] : [ids.remoteWork, ...planted];
      expect(tree).toEqual([ids.peopleHome, home, ...rest]);
    }, 60_000);

    it('has hundreds of comments, replies among them, each once and in order', async () => {
      const { world } = client.sandbox;
      const planted = times(manyComments, (index) => {
        const id = world.nextId();
        const createdAt = at(index);
        const authorId = world.page(home).authorId;
        const revision = { number: 1, title: 'Re', storage: '<p>x</p>', authorId, createdAt };
        world.comments.set(id, {
          ...{ id, kind: 'footer', contentId: home, createdAt, markerRef: null, originalSelection: null },
          // Every fifth begins a thread that the four after it answer.
          parentCommentId: index % 5 === 0 ? null : String(BigInt(id) - BigInt(index % 5)),
          resolution: { state: 'open', by: null, at: null },
          revisions: [{ ...revision, message: '', minorEdit: false }],
        });
        return id;
      });
      expect(await follow('confluence_get_comments', { page_id: home, limit: 70 }, 'comments')).toEqual(planted);
    });

    it('has three hundred attachments, each once and in order', async () => {
      const { world } = client.sandbox;
      const planted = times(300, (index) => {
        const id = `att${world.nextId()}`;
        const file = { number: 1, data: Buffer.from('x'), mediaType: 'text/plain', comment: '', minorEdit: false };
        world.attachments.set(id, {
          ...{ id, fileId: crypto.randomUUID(), contentId: home, title: `${String(index)}.txt`, status: 'current' },
          ...{ createdAt: at(index), labels: [] },
          revisions: [{ ...file, authorId: world.page(home).authorId, createdAt: at(index) }],
        });
        return id.slice(3);
      });
      const found = await follow('confluence_get_attachments', { page_id: home, limit: 70 }, 'attachments');
      expect(found.map((id) => id.replace(/^att/, ''))).toEqual(planted);
    });
  });
}
