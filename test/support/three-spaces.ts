import { seedContent } from '../../src/sandbox/seed/seed-content.js';
import { seedIds, seedPeople, type World } from '../../src/sandbox/index.js';

/** One thing of each kind, all in one space. */
export interface Corner {
  spaceKey: string;
  spaceName: string;
  home: string;
  page: string;
  child: string;
  title: string;
  comment: string;
  inline: string;
  attachment: string;
  task: string;
  template: string;
}

/** Every page that `furnish` plants holds this word, and nothing else does. */
export const rareWord = 'quokka';

/** Spaces as a policy may see them; the things of `missing` are nowhere. */
export const corners = {
  open: corner('ENG', 'Engineering', seedIds.engineeringHome, '70'),
  readOnly: corner('HR', 'People handbook', seedIds.peopleHome, '71'),
  hidden: corner('FIN', 'Finance', seedIds.financeHome, '72'),
  missing: corner('NOPE', 'Nowhere', '7300', '73'),
} as const;

/** Filter and read-only list that make the corners what their names say. */
export const cornerRules = { filter: ['eng', 'HR'], readOnly: ['hr'] } as const;

function corner(spaceKey: string, spaceName: string, home: string, digits: string): Corner {
  const [page, child, comment, inline, attachment, template] = [1, 2, 3, 4, 5, 6].map((last) => `${digits}0${last}`);
  return {
    ...{ spaceKey, spaceName, home, page, child, comment, inline, template },
    title: `Plan of ${spaceKey}`,
    attachment: `att${attachment}`,
    task: `${page}001`,
  } as Corner;
}

/** Puts the same things into each of the three spaces of the seed. */
export function furnish(world: World): void {
  for (const one of [corners.open, corners.readOnly, corners.hidden]) {
    furnishPages(world, one);
    furnishComments(world, one);
    furnishFiles(world, one);
  }
}

const markerOf = (one: Corner): string => `00000000-0000-4000-8000-00000000${one.inline}`;

function furnishPages(world: World, one: Corner): void {
  const spaceId = world.space(one.spaceKey).id;
  const task = `<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>feed the ${rareWord}</ac:task-body></ac:task></ac:task-list>`;
  const marked = `<p>A <ac:inline-comment-marker ac:ref="${markerOf(one)}">secret</ac:inline-comment-marker> ${rareWord}.</p>`;
  const edit = (storage: string, day: number) => ({ by: 'service', at: `2026-11-0${day}T10:00:00Z`, storage }) as const;
  seedContent(world, {
    ...{ id: one.page, spaceId, parentId: one.home, title: one.title, labels: ['zoo'] },
    history: [edit(`<p>First ${rareWord}</p>`, 1), edit(marked + task, 2)],
  });
  seedContent(world, {
    ...{ id: one.child, spaceId, parentId: one.page, title: `Details of ${one.spaceKey}` },
    history: [edit(`<p>More ${rareWord}</p>`, 3)],
  });
}

function furnishComments(world: World, one: Corner): void {
  const createdAt = new Date('2026-11-03T10:00:00Z');
  const common = { contentId: one.page, parentCommentId: null, createdAt };
  const revisions = () => [
    {
      number: 1,
      title: `Re: ${one.title}`,
      storage: `<p>${rareWord} said</p>`,
      authorId: seedPeople.service,
      createdAt,
      message: '',
      minorEdit: false,
    },
  ];
  const resolution = () => ({ state: 'open', by: null, at: null }) as const;
  world.comments.set(one.comment, {
    ...{ ...common, id: one.comment, kind: 'footer', revisions: revisions(), resolution: resolution() },
    ...{ markerRef: null, originalSelection: null },
  });
  world.comments.set(one.inline, {
    ...{ ...common, id: one.inline, kind: 'inline', revisions: revisions(), resolution: resolution() },
    ...{ markerRef: markerOf(one), originalSelection: 'secret' },
  });
}

function furnishFiles(world: World, one: Corner): void {
  const createdAt = new Date('2026-11-03T10:00:00Z');
  world.attachments.set(one.attachment, {
    ...{ id: one.attachment, title: 'list.txt', createdAt, contentId: one.page, status: 'current', labels: [] },
    fileId: `6f0c1d2e-0000-4000-8000-0000000${one.attachment.slice(3)}0`,
    revisions: [
      {
        ...{ number: 1, data: Buffer.from(rareWord), mediaType: 'text/plain', comment: '', minorEdit: false },
        ...{ authorId: seedPeople.service, createdAt },
      },
    ],
  });
  world.templates.set(one.template, {
    ...{ id: one.template, name: `Form of ${one.spaceKey}`, description: '', labels: [] },
    ...{ spaceId: world.space(one.spaceKey).id, storage: `<p>${rareWord}</p>` },
  });
}
