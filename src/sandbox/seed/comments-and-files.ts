import type { Comment } from '../world/model.js';
import type { World } from '../world/world.js';
import { capacityCsv, componentsPng } from './checkout-architecture.js';
import { ids } from './ids.js';
import { meetingNotesMarker } from './meeting-notes.js';
import { people } from './people.js';
import type { Person } from './seed-content.js';

/** What belongs to pages: comments, attachments, templates and views. */
export function seedCommentsAndFiles(world: World): void {
  seedComments(world);
  seedAttachments(world);
  seedTemplates(world);
  seedViews(world);
}

function seedComments(world: World): void {
  const thread = { kind: 'inline', contentId: ids.meetingNotes } as const;
  addComment(world, 'yuki', '2026-11-17T01:10:00Z', '<p>Does this include the archive tables?</p>', {
    ...thread,
    id: ids.inlineComment,
    markerRef: meetingNotesMarker,
    originalSelection: 'database migration',
  });
  addComment(world, 'jonas', '2026-11-17T08:00:00Z', '<p>Yes, they go on the third evening.</p>', {
    ...thread,
    id: ids.inlineReply,
    parentCommentId: ids.inlineComment,
  });
  addComment(world, 'amina', '2026-11-17T09:30:00Z', '<p>Thanks for the notes &ndash; short and clear.</p>', {
    id: ids.footerComment,
    kind: 'footer',
    contentId: ids.meetingNotes,
  });
}

/** A comment as it was written at that time; `given` says where it stands. */
export function addComment(
  world: World,
  by: Person,
  at: string,
  storage: string,
  given: Pick<Comment, 'id' | 'kind' | 'contentId'> & Partial<Comment>,
): void {
  const createdAt = new Date(at);
  const title = `Re: ${world.page(given.contentId).title}`;
  world.comments.set(given.id, {
    parentCommentId: null,
    markerRef: null,
    originalSelection: null,
    resolution: { state: 'open', by: null, at: null },
    createdAt,
    revisions: [{ number: 1, title, storage, authorId: people[by], createdAt, message: '', minorEdit: false }],
    ...given,
  });
}

function seedAttachments(world: World): void {
  const files = [
    { id: ids.componentsImage, title: 'checkout-components.png', mediaType: 'image/png', data: componentsPng },
    { id: ids.capacityCsv, title: 'capacity.csv', mediaType: 'text/csv', data: Buffer.from(capacityCsv) },
  ];
  for (const { id, title, mediaType, data } of files) {
    const createdAt = new Date('2026-05-06T12:05:00Z');
    world.attachments.set(id, {
      ...{ id, title, createdAt, contentId: ids.checkoutArchitecture, status: 'current', labels: [] },
      fileId: `6f0c1d2e-0000-4000-8000-000000${id.slice(3)}`,
      revisions: [{ number: 1, data, mediaType, comment: '', minorEdit: false, authorId: people.jonas, createdAt }],
    });
  }
}

function seedTemplates(world: World): void {
  const variable = (name: string) => `<at:var at:name="${name}" />`;
  world.templates.set(ids.meetingTemplate, {
    id: ids.meetingTemplate,
    name: 'Meeting notes',
    description: 'Agenda, notes and actions',
    spaceId: null,
    labels: [],
    storage: `<at:declarations><at:string at:name="topic" /></at:declarations><h2>${variable('topic')}</h2><p>Present:</p><h3>Actions</h3><p />`,
  });
  world.templates.set(ids.incidentTemplate, {
    id: ids.incidentTemplate,
    name: 'Incident review',
    description: 'Five times why',
    spaceId: ids.spaces.engineering,
    labels: [],
    storage: `<at:declarations><at:string at:name="service" /><at:textarea at:columns="100" at:rows="5" at:name="impact" /></at:declarations><h2>Incident in ${variable('service')}</h2><p>${variable('impact')}</p><h2>Why</h2><ol><li><p /></li></ol>`,
  });
}

function seedViews(world: World): void {
  const readers: Person[] = ['amina', 'jonas', 'yuki', 'amina', 'priya'];
  readers.forEach((reader, index) => {
    world.views.push({
      contentId: ids.paymentsRunbook,
      accountId: people[reader],
      at: new Date(Date.UTC(2026, 10, 10 + index, 9)),
    });
  });
}
