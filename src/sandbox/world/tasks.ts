import type { Content } from './content.js';
import type { User } from './model.js';
import { notFound } from './refusal.js';
import { canView, editContent } from './rights.js';
import { walkStorage } from './storage-xml.js';
import type { TaskFacts, World } from './world.js';

/** A task as the site's list of tasks has it. */
export interface Task {
  /** Unique in the site. */
  id: string;
  /** `ac:task-id`: unique in its page. */
  localId: string;
  content: Content;
  complete: boolean;
  /** Storage of `ac:task-body`. */
  body: string;
  assignee: string | null;
  /** ISO date. */
  due: string | null;
  facts: TaskFacts;
}

const taskPattern =
  /<ac:task>\s*(?:<ac:task-id>([^<]*)<\/ac:task-id>)?\s*(?:<ac:task-uuid>([^<]*)<\/ac:task-uuid>)?\s*<ac:task-status>([^<]*)<\/ac:task-status>\s*<ac:task-body>([\s\S]*?)<\/ac:task-body>/g;

/** Tasks live in storage; this reads them out of everything published that the user may see. */
export function tasksFor(world: World, actor: User): Task[] {
  return [...world.contents.values()]
    .filter((content) => content.status === 'current' && canView(world, actor, content))
    .flatMap((content) => tasksIn(world, content));
}

/** The tasks of one page in their order, whoever may see them. */
export function tasksIn(world: World, content: Content): Task[] {
  return [...content.storage.matchAll(taskPattern)].map(([, given, , status = '', body = ''], index) => {
    const localId = given ?? localIdAt(index);
    const complete = status === 'complete';
    return {
      id: taskId(content, localId),
      localId,
      content,
      complete,
      body,
      ...peopleAndDates(body),
      facts: factsOf(world, content, localId, complete),
    };
  });
}

/** Tasks that were sent without an id have one all the same, as the site gives them theirs on saving. */
const localIdAt = (index: number): string => String(900 + index);

/** Made of the page and the local id, so that it needs no memory. */
const taskId = (content: Content, localId: string): string =>
  (BigInt(content.id) * 1000n + BigInt(localId.replace(/\D/g, '') || 0)).toString();

function peopleAndDates(body: string): Pick<Task, 'assignee' | 'due'> {
  const found: Pick<Task, 'assignee' | 'due'> = { assignee: null, due: null };
  walkStorage(body, {
    open: ({ name, attributes }) => {
      if (name === 'ri:user') found.assignee ??= attributes['ri:account-id'] ?? null;
      if (name === 'time') found.due ??= attributes['datetime'] ?? null;
    },
  });
  return found;
}

function factsOf(world: World, content: Content, localId: string, complete: boolean): TaskFacts {
  const known = world.taskFacts.get(taskId(content, localId));
  if (known !== undefined && (known.completedAt !== null) === complete) return known;
  const first = content.revisions.find(({ storage }) => storage.includes(`<ac:task-id>${localId}</ac:task-id>`));
  const { authorId, createdAt } = first ?? content.version;
  return {
    createdAt,
    createdBy: authorId,
    completedAt: complete ? content.modifiedAt : null,
    completedBy: complete ? content.version.authorId : null,
    updatedAt: content.modifiedAt,
  };
}

/** Ticks or unticks a task in the page's storage, without a new version of the page. */
export function updateTask(world: World, actor: User, id: string, complete: boolean): Task {
  const task = tasksFor(world, actor).find((one) => one.id === id);
  if (task === undefined) throw notFound();
  const content = editContent(world, actor, task.content.id);
  let index = -1;
  content.rewrite(
    content.storage.replace(taskPattern, (whole, given: string | undefined) => {
      index += 1;
      return (given ?? localIdAt(index)) === task.localId
        ? whole.replace(/(<ac:task-status>)[^<]*/, `$1${complete ? 'complete' : 'incomplete'}`)
        : whole;
    }),
  );
  const now = world.now();
  world.taskFacts.set(id, {
    ...task.facts,
    completedAt: complete ? now : null,
    completedBy: complete ? actor.accountId : null,
    updatedAt: now,
  });
  return tasksIn(world, content).find((one) => one.id === id) as Task;
}
