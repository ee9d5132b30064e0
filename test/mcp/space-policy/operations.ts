import type { Confluence } from '../../../src/confluence/index.js';
import { seedIds, seedPeople } from '../../../src/sandbox/index.js';
import { corners, type Corner } from '../../support/three-spaces.js';

/** A method of the port, turned on the things of one space. */
export type Operation = [name: string, run: (confluence: Confluence, corner: Corner) => Promise<unknown>];

const storage = '<p>new</p>';
const limit = 25;
const newPage = { type: 'page', title: 'New', body: storage, status: 'current' } as const;
const change = { ...newPage, expectedVersion: 2 } as const;
const files = { includeAttachments: false, includeLabels: false };
const { open } = corners;

/** Nothing but the given space is touched. */
export const reads: Operation[] = [
  ['pages.get', ({ pages }, { page }) => pages.get(page)],
  ['pages.get as view', ({ pages }, { child }) => pages.get(child, { representation: 'view' })],
  ['pages.children', ({ pages }, { page }) => pages.children(page, { depth: 1, limit })],
  ['pages.ancestors', ({ pages }, { child }) => pages.ancestors(child)],
  ['pages.tree', ({ pages }, { spaceKey }) => pages.tree(spaceKey, { depth: 3, limit })],
  ['pages.findByTitle', ({ pages }, { spaceKey, title }) => pages.findByTitle(spaceKey, title)],
  ['spaces.get', ({ spaces }, { spaceKey }) => spaces.get(spaceKey)],
  ['comments.list', ({ comments }, { page }) => comments.list(page, { location: 'all', status: 'all', limit })],
  ['comments.get', ({ comments }, { comment }) => comments.get(comment)],
  ['comments.get inline', ({ comments }, { inline }) => comments.get(inline)],
  ['labels.list', ({ labels }, { page }) => labels.list(page)],
  ['attachments.list', ({ attachments }, { page }) => attachments.list(page, { limit })],
  ['attachments.get', ({ attachments }, { attachment }) => attachments.get(attachment)],
  ['attachments.download', ({ attachments }, { attachment }) => attachments.download(attachment, { maxBytes: 100 })],
  ['history.list', ({ history }, { page }) => history.list(page, { limit })],
  ['tasks.list of a page', async ({ tasks }, { page: pageId }) => tasks?.list({ pageId, limit })],
  ['tasks.list of a space', async ({ tasks }, { spaceKey }) => tasks?.list({ spaceKey, limit })],
  ['tasks.get', async ({ tasks }, { task }) => tasks?.get(task)],
  ['templates.list', ({ templates }, { spaceKey }) => templates.list({ spaceKey, limit })],
  ['templates.get', ({ templates }, { template }) => templates.get(template)],
  ['permissions.restrictions', ({ permissions }, { page }) => permissions.restrictions(page)],
  ['permissions.check', ({ permissions }, { page }) => permissions.check(page, seedPeople.amina, 'read')],
  ['permissions.mine on a page', ({ permissions }, { page }) => permissions.mine({ page })],
  ['permissions.mine in a space', ({ permissions }, { spaceKey }) => permissions.mine({ space: spaceKey })],
  ['permissions.mine on an attachment', ({ permissions }, { attachment }) => permissions.mine({ attachment })],
  ['analytics.views', async ({ analytics }, { page }) => analytics?.views(page)],
];

export const writes: Operation[] = [
  ['pages.create', ({ pages }, { spaceKey }) => pages.create({ ...newPage, spaceKey })],
  [
    'pages.create below a page',
    ({ pages }, { page }) => pages.create({ ...newPage, spaceKey: open.spaceKey, parentId: page }),
  ],
  ['pages.update', ({ pages }, { page }) => pages.update(page, change)],
  [
    'pages.update with a parent',
    ({ pages }, { page }) => pages.update(seedIds.onboarding, { ...change, parentId: page }),
  ],
  ['pages.delete', ({ pages }, { child }) => pages.delete(child, { purge: false })],
  ['pages.move from', ({ pages }, { page }) => pages.move(page, { kind: 'child', parentId: seedIds.onboarding })],
  ['pages.move below', ({ pages }, { page }) => pages.move(seedIds.onboarding, { kind: 'child', parentId: page })],
  [
    'pages.move beside',
    ({ pages }, { page }) => pages.move(seedIds.onboarding, { kind: 'sibling', targetId: page, position: 'after' }),
  ],
  ['pages.move to a space', ({ pages }, { spaceKey }) => pages.move(seedIds.onboarding, { kind: 'space', spaceKey })],
  [
    'pages.copy below',
    ({ pages }, { page }) => pages.copy(seedIds.onboarding, { title: 'Copy', parentId: page, ...files }),
  ],
  [
    'pages.copy to a space',
    ({ pages }, { spaceKey }) => pages.copy(seedIds.onboarding, { title: 'Copy', spaceKey, ...files }),
  ],
  ['comments.add', ({ comments }, { page }) => comments.add({ pageId: page, body: storage })],
  ['comments.add as a reply', ({ comments }, { comment }) => comments.add({ replyTo: comment, body: storage })],
  ['comments.update', ({ comments }, { comment }) => comments.update(comment, storage)],
  ['comments.resolve', ({ comments }, { inline }) => comments.resolve(inline, true)],
  ['comments.delete', ({ comments }, { comment }) => comments.delete(comment)],
  ['labels.add', ({ labels }, { page }) => labels.add(page, ['x'])],
  ['labels.remove', ({ labels }, { page }) => labels.remove(page, ['zoo'])],
  [
    'attachments.upload',
    ({ attachments }, { page }) =>
      attachments.upload(page, { filename: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('x') }),
  ],
  ['attachments.delete', ({ attachments }, { attachment }) => attachments.delete(attachment)],
  ['tasks.setStatus', async ({ tasks }, { task }) => tasks?.setStatus(task, 'complete')],
  [
    'permissions.setRestrictions',
    ({ permissions }, { page }) =>
      permissions.setRestrictions(page, { update: { users: [seedPeople.service], groups: [] } }),
  ],
];
