import { describe, expect, it } from '@jest/globals';
import type { Confluence } from '../../../src/confluence/index.js';
import { caught } from '../caught.js';
import type { UseSite } from '../test-site.js';

const hostileIds = [
  '../',
  '..',
  '.',
  '',
  '%2e%2e',
  '1/child',
  '1e3',
  '-1',
  '0',
  '9223372036854775808',
  '1?x=',
  '1#',
  '１',
  '1\0',
  ' 1',
];
const hostileKeys = [
  '../',
  '..',
  '',
  '%2e%2e',
  'A/../../admin',
  'a?x=',
  '#',
  'A\0',
  'A,B',
  'K'.repeat(300),
  'A B',
  '~',
];
const storage = '<p />';
const change = { type: 'page', expectedVersion: 1, title: 'T', body: storage, status: 'current' } as const;
const copy = { title: 'T', includeAttachments: false, includeLabels: false };
const file = { filename: 'a', mediaType: 'a/b', bytes: new Uint8Array() };
const list = { location: 'all', status: 'all', limit: 5 } as const;

const byId: [string, (confluence: Confluence, id: string) => Promise<unknown>][] = [
  ['pages.get', ({ pages }, id) => pages.get(id)],
  ['pages.children', ({ pages }, id) => pages.children(id, { depth: 1, limit: 5 })],
  ['pages.update', ({ pages }, id) => pages.update(id, change)],
  ['pages.update parent', ({ pages }, parentId) => pages.update('1', { ...change, parentId })],
  ['pages.create parent', ({ pages }, parentId) => pages.create({ ...change, spaceKey: 'ENG', parentId })],
  ['pages.delete', ({ pages }, id) => pages.delete(id, { purge: true })],
  ['comments.list', ({ comments }, id) => comments.list(id, list)],
  ['comments.get', ({ comments }, id) => comments.get(id)],
  ['comments.add', ({ comments }, pageId) => comments.add({ pageId, body: storage })],
  ['comments.add reply', ({ comments }, replyTo) => comments.add({ replyTo, body: storage })],
  ['comments.update', ({ comments }, id) => comments.update(id, storage)],
  ['comments.resolve', ({ comments }, id) => comments.resolve(id, true)],
  ['comments.delete', ({ comments }, id) => comments.delete(id)],
  ['labels.list', ({ labels }, id) => labels.list(id)],
  ['labels.add', ({ labels }, id) => labels.add(id, ['x'])],
  ['labels.remove', ({ labels }, id) => labels.remove(id, ['x'])],
  ['pages.ancestors', ({ pages }, id) => pages.ancestors(id)],
  ['pages.move', ({ pages }, id) => pages.move(id, { kind: 'child', parentId: '1' })],
  ['pages.move parent', ({ pages }, parentId) => pages.move('1', { kind: 'child', parentId })],
  ['pages.move target', ({ pages }, targetId) => pages.move('1', { kind: 'sibling', targetId, position: 'after' })],
  ['pages.copy', ({ pages }, id) => pages.copy(id, { ...copy, parentId: '1' })],
  ['pages.copy parent', ({ pages }, parentId) => pages.copy('1', { ...copy, parentId })],
  ['attachments.list', ({ attachments }, id) => attachments.list(id, { limit: 5 })],
  ['attachments.get', ({ attachments }, id) => attachments.get(id)],
  ['attachments.get att', ({ attachments }, id) => attachments.get(`att${id}`)],
  ['attachments.download', ({ attachments }, id) => attachments.download(id, { maxBytes: 1 })],
  ['attachments.upload', ({ attachments }, id) => attachments.upload(id, file)],
  ['attachments.delete', ({ attachments }, id) => attachments.delete(id)],
  ['history.list', ({ history }, id) => history.list(id, { limit: 5 })],
  ['permissions.restrictions', ({ permissions }, id) => permissions.restrictions(id)],
  ['permissions.setRestrictions', ({ permissions }, id) => permissions.setRestrictions(id, {})],
  ['permissions.check', ({ permissions }, id) => permissions.check(id, 'a', 'read')],
];

const byKey: [string, (confluence: Confluence, key: string) => Promise<unknown>][] = [
  ['spaces.get', ({ spaces }, key) => spaces.get(key)],
  ['pages.findByTitle', ({ pages }, key) => pages.findByTitle(key, 'Onboarding')],
  ['pages.create', ({ pages }, spaceKey) => pages.create({ ...change, spaceKey })],
  ['pages.tree', ({ pages }, key) => pages.tree(key, { depth: 1, limit: 5 })],
  ['pages.move', ({ pages }, spaceKey) => pages.move('1', { kind: 'space', spaceKey })],
  ['pages.copy', ({ pages }, spaceKey) => pages.copy('1', { ...copy, spaceKey })],
  ['templates.list', ({ templates }, spaceKey) => templates.list({ limit: 5, spaceKey })],
];

export function describeHostileInput(site: UseSite): void {
  describe('hostile ids and keys', () => {
    it.each(byId)('never leave the house: %s', async (_name, call) => {
      const { confluence, sandbox } = site();
      for (const id of hostileIds) {
        const error = await caught(call(confluence, id));
        expect([id, error.code]).toEqual([id, 'INVALID_INPUT']);
      }
      expect(sandbox.requests).toHaveLength(0);
    });

    it.each(byKey)('never leave the house as space keys: %s', async (_name, call) => {
      const { confluence, sandbox } = site();
      for (const key of hostileKeys) {
        const error = await caught(call(confluence, key));
        expect([key, error.code, error.details]).toEqual([key, 'INVALID_INPUT', { field: 'space_key' }]);
      }
      expect(sandbox.requests).toHaveLength(0);
    });

    it('are not mistaken for the keys of personal spaces, which are asked for as they are', async () => {
      const { confluence, sandbox } = site();
      const error = await caught(confluence.spaces.get('~user.name@acme.example'));
      expect(error.code).toBe('NOT_FOUND');
      const { path, query } = sandbox.requests[0] ?? {};
      expect(decodeURIComponent(`${path} ${String(query?.['keys'])}`)).toContain('~user.name@acme.example');
    });

    it('reach the query of a search as one value', async () => {
      const { confluence, sandbox } = site();
      const cql = 'title = "a&limit=1000#/../?x=%2e"';
      await confluence.search.cql(cql, { limit: 5 });
      expect(sandbox.requests[0]?.query).toMatchObject({ cql, limit: '5' });
    });
  });
}
