import type { Property } from '../world/model.js';
import type { World } from '../world/world.js';
import {
  archivedPages,
  ledgerRunbook,
  newcomerPages,
  planningMinutes,
  planningMinutesMarker,
  reserveDiagram,
} from './everyday-pages.js';
import { everydayIds as ids } from './everyday-ids.js';
import { addComment } from './comments-and-files.js';
import { componentsPng } from './checkout-architecture.js';
import { people } from './people.js';
import { seedContent, type Person } from './seed-content.js';
import { ids as companyIds } from './ids.js';

const spaceId = companyIds.spaces.engineering;
const parentId = companyIds.engineeringHome;

/**
 * What everyday tasks are done on, beside the company: a runbook with an owner who is not its last editor, an archive of
 * twenty pages, pages for newcomers with children, minutes with action items, a diagram with a caption and an open
 * comment on a phrase, and a page that nobody has touched for a year.
 */
export function seedEverydayWork(world: World): void {
  seedOperations(world);
  seedArchive(world);
  seedNewcomers(world);
  seedMinutes(world);
  seedDiagram(world);
  seedTreeItems(world);
}

function seedOperations(world: World): void {
  const operations = { by: 'amina', at: '2025-02-03T09:00:00Z', storage: '<p>How we run what we built.</p>' } as const;
  seedContent(world, { id: ids.operations, spaceId, parentId, title: 'Operations', history: [operations] });
  const runbook = seedContent(world, {
    ...{ id: ids.ledgerRunbook, spaceId, parentId: ids.operations, title: 'Ledger runbook', labels: ['runbook'] },
    history: [
      { by: 'amina', at: '2025-09-01T08:00:00Z', storage: ledgerRunbook.first },
      { by: 'yuki', at: '2026-11-19T08:00:00Z', storage: ledgerRunbook.current, message: 'Limits of the new cluster' },
    ],
  });
  runbook.lastOwnerId = people.amina;
  runbook.ownerId = people.jonas;
  runbook.properties.push(
    property(world, 'content-appearance-published', 'full-width'),
    property(world, 'emoji-title-published', '1f4d2'),
    property(world, 'editor', 'v2'),
  );
  runbook.states.current = {
    state: { id: 2, name: 'Ready for review', color: '#57d9a3' },
    changedAt: runbook.modifiedAt,
  };
  runbook.draft = {
    title: 'Ledger runbook',
    storage: `${ledgerRunbook.current}<p>To do: alerts.</p>`,
    authorId: people.yuki,
    createdAt: new Date('2026-11-19T15:00:00Z'),
  };
  seedContent(world, {
    ...{ id: ids.oldNetworkPlan, spaceId, parentId: ids.operations, title: 'Network plan' },
    history: [{ by: 'jonas', at: '2025-03-11T10:00:00Z', storage: '<p>Two lines into every building.</p>' }],
  });
}

function property(world: World, key: string, value: unknown): Property {
  const createdAt = new Date('2026-11-19T08:00:00Z');
  return {
    id: world.nextId(),
    key,
    value,
    revision: { number: 1, message: '', createdAt, authorId: people.yuki, minorEdit: false },
  };
}

function seedArchive(world: World): void {
  seedContent(world, {
    ...{ id: ids.archive2024, spaceId, parentId, title: 'Archive 2024' },
    history: [{ by: 'amina', at: '2025-01-20T09:00:00Z', storage: '<p>What was finished in 2024.</p>' }],
  });
  archivedPages.forEach(({ title, storage }, index) => {
    const at = new Date(Date.UTC(2024, index % 12, 3, 9)).toISOString();
    seedContent(world, {
      ...{ id: String(Number(ids.firstArchived) + index), spaceId, parentId: ids.archive2024, title },
      history: [{ by: 'jonas', at, storage }],
    });
  });
}

function seedNewcomers(world: World): void {
  const write = (id: string, parent: string, title: string, storage: string, by: Person = 'amina') =>
    seedContent(world, {
      id,
      spaceId,
      parentId: parent,
      title,
      history: [{ by, at: '2026-04-02T09:00:00Z', storage }],
    });
  write(ids.newcomers, parentId, 'Newcomers', newcomerPages.home);
  write(ids.newcomersFirstDay, ids.newcomers, 'Your first day', newcomerPages.firstDay);
  write(ids.newcomersAccess, ids.newcomers, 'Access you need', newcomerPages.access);
  write(ids.newcomersVpn, ids.newcomersAccess, 'VPN for newcomers', newcomerPages.vpn, 'jonas');
}

function seedMinutes(world: World): void {
  seedContent(world, {
    ...{
      id: ids.planningMinutes,
      spaceId,
      parentId,
      title: 'Planning, Tuesday 17 November',
      labels: ['meeting-notes'],
    },
    history: [{ by: 'jonas', at: '2026-11-17T16:00:00Z', storage: planningMinutes }],
  });
  addComment(world, 'priya', '2026-11-18T08:00:00Z', '<p>Is the freeze for all teams?</p>', {
    ...{ id: ids.planningComment, kind: 'inline', contentId: ids.planningMinutes },
    ...{ markerRef: planningMinutesMarker, originalSelection: 'code freeze' },
  });
}

function seedDiagram(world: World): void {
  seedContent(world, {
    ...{ id: ids.reserveDesign, spaceId, parentId, title: 'Reserve step, design', labels: ['architecture'] },
    history: [{ by: 'jonas', at: '2026-07-06T12:00:00Z', storage: reserveDiagram }],
  });
  const createdAt = new Date('2026-07-06T12:05:00Z');
  const file = { number: 1, mediaType: 'image/png', comment: '', minorEdit: false, authorId: people.jonas, createdAt };
  world.attachments.set(ids.reservePicture, {
    ...{
      id: ids.reservePicture,
      title: 'reserve-flow.png',
      createdAt,
      contentId: ids.reserveDesign,
      status: 'current',
      labels: [],
    },
    fileId: '6f0c1d2e-0000-4000-8000-000000270001',
    revisions: [{ ...file, data: componentsPng }],
  });
}

/** Data Center has none of these. */
function seedTreeItems(world: World): void {
  for (const [id, type, title] of [
    [ids.whiteboard, 'whiteboard', 'Retrospective board'],
    [ids.database, 'database', 'Vendors'],
    [ids.embed, 'embed', 'Status page'],
  ] as const) {
    const history = [{ by: 'yuki', at: '2026-10-01T09:00:00Z', storage: '' } as const];
    const embedUrl = type === 'embed' ? { embedUrl: 'https://status.sandbox.example/' } : {};
    seedContent(world, { id, type, title, spaceId, parentId: ids.operations, history, ...embedUrl });
  }
  seedContent(world, {
    ...{ id: ids.liveDoc, spaceId, parentId: ids.operations, title: 'Shift handover', subtype: 'live' },
    history: [{ by: 'yuki', at: '2026-11-19T22:00:00Z', storage: '<p>All quiet.</p>' }],
  });
}
