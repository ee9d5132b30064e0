import type { World } from '../world/world.js';
import { checkoutArchitecture } from './checkout-architecture.js';
import { ids } from './ids.js';
import { meetingNotes } from './meeting-notes.js';
import { paymentsRunbook } from './payments-runbook.js';
import { people } from './people.js';
import { seedContent } from './seed-content.js';
import { seedCommentsAndFiles } from './comments-and-files.js';
import * as text from './short-pages.js';
import { seedSpaces } from './spaces.js';

/** A small company: an engineering space, a people handbook, and a finance space that only administrators see. */
export function seedCompany(world: World): void {
  seedSpaces(world);
  seedEngineering(world);
  seedReleases(world);
  seedIncidents(world);
  seedPeopleHandbook(world);
  seedCommentsAndFiles(world);
}

function seedEngineering(world: World): void {
  const spaceId = ids.spaces.engineering;
  const parentId = ids.engineeringHome;
  seedContent(world, {
    ...{ id: parentId, spaceId, parentId: null, title: 'Engineering' },
    history: [{ by: 'amina', at: '2025-01-13T09:00:00Z', storage: text.engineeringHome }],
  });
  seedContent(world, {
    ...{
      id: ids.paymentsRunbook,
      spaceId,
      parentId,
      title: 'Payments runbook',
      labels: ['runbook', 'payments', 'on-call'],
    },
    history: [
      { by: 'amina', at: '2026-03-02T10:15:00Z', storage: paymentsRunbook.first },
      { by: 'jonas', at: '2026-08-19T14:40:00Z', storage: paymentsRunbook.second, message: 'State and warnings' },
      {
        by: 'amina',
        at: '2026-11-12T08:05:00Z',
        storage: paymentsRunbook.current,
        message: 'Fewer retries, dependencies',
      },
    ],
  });
  seedContent(world, {
    ...{
      id: ids.checkoutArchitecture,
      spaceId,
      parentId,
      title: 'Checkout architecture',
      labels: ['architecture', 'payments'],
    },
    history: [{ by: 'jonas', at: '2026-05-06T12:00:00Z', storage: checkoutArchitecture }],
  });
  seedContent(world, {
    ...{ id: ids.meetingNotes, spaceId, parentId, title: 'Team meeting notes', labels: ['meeting-notes'] },
    history: [
      { by: 'jonas', at: '2026-11-16T15:00:00Z', storage: meetingNotes.first },
      { by: 'jonas', at: '2026-11-16T15:20:00Z', storage: meetingNotes.current, minorEdit: true },
    ],
  });
  seedContent(world, {
    ...{ id: ids.onboarding, spaceId, parentId, title: 'Onboarding', labels: ['onboarding'] },
    history: [
      { by: 'amina', at: '2025-01-14T10:00:00Z', storage: text.onboarding, title: 'Welcome' },
      { by: 'amina', at: '2025-09-01T07:30:00Z', storage: text.onboarding, message: 'A plainer title' },
    ],
  });
}

function seedReleases(world: World): void {
  const spaceId = ids.spaces.engineering;
  seedContent(world, {
    ...{ id: ids.releases, spaceId, parentId: ids.engineeringHome, title: 'Releases', type: 'folder' },
    history: [{ by: 'amina', at: '2025-02-01T08:00:00Z', storage: '' }],
  });
  const october = text.releaseNotes('October 2026', ['Refunds in parts', 'Receipts in Japanese']);
  const november = text.releaseNotes('November 2026', ['Checkout v2', 'Passkeys &amp; security keys', 'Faster search']);
  seedContent(world, {
    ...{
      id: ids.releaseOctober,
      spaceId,
      parentId: ids.releases,
      title: 'Release notes 2026.10',
      labels: ['release-notes'],
    },
    history: [{ by: 'jonas', at: '2026-10-30T16:00:00Z', storage: october }],
  });
  seedContent(world, {
    ...{
      id: ids.releaseNovember,
      spaceId,
      parentId: ids.releases,
      title: 'Release notes 2026.11',
      labels: ['release-notes'],
    },
    history: [{ by: 'jonas', at: '2026-11-18T16:00:00Z', storage: november }],
  });
  seedContent(world, {
    ...{
      id: ids.launchPost,
      spaceId,
      parentId: null,
      title: 'Checkout v2 is live',
      type: 'blogpost',
      labels: ['news'],
    },
    history: [{ by: 'amina', at: '2026-11-18T09:00:00Z', storage: text.launchPost }],
  });
}

function seedIncidents(world: World): void {
  const spaceId = ids.spaces.engineering;
  const parentId = ids.engineeringHome;
  seedContent(world, {
    ...{ id: ids.incidentReviews, spaceId, parentId, title: 'Incident reviews' },
    history: [{ by: 'amina', at: '2025-06-10T11:00:00Z', storage: text.incidentReviews }],
  });
  const incident = seedContent(world, {
    ...{ id: ids.securityIncident, spaceId, parentId: ids.incidentReviews, title: 'Security incident 2026-10' },
    history: [{ by: 'amina', at: '2026-10-09T18:00:00Z', storage: text.securityIncident }],
  });
  incident.restrictions.read.users.push(people.amina, people.service);
  seedContent(world, {
    ...{ id: ids.japaneseRunbook, spaceId, parentId, title: '決済障害の対応手順', labels: ['runbook'] },
    history: [{ by: 'yuki', at: '2026-09-03T02:00:00Z', storage: text.japaneseRunbook }],
  });
  seedContent(world, {
    ...{ id: ids.unfinishedDraft, spaceId, parentId, title: 'On-call policy', status: 'draft' },
    history: [{ by: 'service', at: '2026-11-19T10:00:00Z', storage: text.unfinishedDraft }],
  });
  seedContent(world, {
    ...{ id: ids.oldChecklist, spaceId, parentId, title: 'Old deploy checklist', status: 'trashed' },
    history: [{ by: 'jonas', at: '2025-03-03T10:00:00Z', storage: text.oldChecklist }],
  });
}

function seedPeopleHandbook(world: World): void {
  const spaceId = ids.spaces.people;
  const parentId = ids.peopleHome;
  seedContent(world, {
    ...{ id: parentId, spaceId, parentId: null, title: 'People handbook' },
    history: [{ by: 'priya', at: '2025-01-20T09:00:00Z', storage: text.peopleHome }],
  });
  seedContent(world, {
    ...{ id: ids.timeOff, spaceId, parentId, title: 'Time off', labels: ['policy'] },
    history: [{ by: 'priya', at: '2026-01-08T09:30:00Z', storage: text.timeOff }],
  });
  seedContent(world, {
    ...{ id: ids.remoteWork, spaceId, parentId, title: 'العمل عن بُعد', labels: ['policy'] },
    history: [{ by: 'priya', at: '2026-02-11T09:30:00Z', storage: text.remoteWorkArabic }],
  });
  seedContent(world, {
    ...{ id: ids.financeHome, spaceId: ids.spaces.finance, parentId: null, title: 'Finance' },
    history: [{ by: 'service', at: '2025-01-20T10:00:00Z', storage: text.financeHome }],
  });
  seedContent(world, {
    ...{ id: ids.acquisitionPlans, spaceId: ids.spaces.finance, parentId: ids.financeHome, title: 'Acquisition plans' },
    history: [{ by: 'service', at: '2026-11-02T10:00:00Z', storage: text.acquisitionPlans }],
  });
}
