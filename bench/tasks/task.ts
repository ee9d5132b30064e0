import type { Agent, Cost } from './agent.js';
import type { Change, SiteState } from './site-state.js';

export type Deployment = 'cloud' | 'datacenter';

/** One change that a task asks for; `after` tells by the value whether it is the right one. */
export interface Wanted {
  /** A path of the state; what is new has `new` in place of its id. */
  readonly path: string;
  readonly after: string | number | boolean | null | ((after: string, before: string) => boolean);
  /** How many such changes there are, 1 by default. */
  readonly times?: number;
}

/** What may be known of the site for grading: ids of new things, and what stood there. */
export interface Grading {
  readonly deployment: Deployment;
  readonly before: SiteState;
  readonly changes: readonly Change[];
  /** What the agent answered the person; null when it was stopped by a tool that is not there. */
  readonly answer: string | null;
}

export interface Task {
  readonly name: string;
  /** What the person says. */
  readonly says: string;
  /** What a careful agent does; its return value is what it tells the person. */
  run(agent: Agent, deployment: Deployment): Promise<string>;
  /** Everything that has to be different afterwards; nothing else may be. */
  wanted(grading: Grading): readonly Wanted[];
  /** What the answer to the person has to say. */
  readonly answers?: RegExp;
  /** The tool that Data Center has no interface for; the task ends there, refused by name. */
  readonly notOnDataCenter?: string;
  /** The most that the task may cost; bytes follow tokens. */
  readonly budget: Pick<Cost, 'calls' | 'tokensIn' | 'tokensOut'>;
}

/** What is wrong with the state after a task: wanted and not there, or there and not wanted. */
export function grade(task: Task, grading: Grading): string[] {
  const left = new Set(grading.changes);
  const missing = task.wanted(grading).flatMap(({ path, after, times = 1 }) => {
    const fitting = [...left].filter((change) => change.path === path && fits(change, after)).slice(0, times);
    for (const change of fitting) left.delete(change);
    return fitting.length === times ? [] : [`wanted, and not there: ${path} (${fitting.length} of ${times})`];
  });
  const unwanted = [...left].map(
    ({ path, before, after }) => `not asked for: ${path}: ${show(before)} -> ${show(after)}`,
  );
  const answers = task.answers === undefined || grading.answer === null || task.answers.test(grading.answer);
  return [...missing, ...unwanted, ...(answers ? [] : [`the answer does not say it: ${show(grading.answer)}`])];
}

function fits({ before, after }: Change, wanted: Wanted['after']): boolean {
  if (typeof wanted !== 'function') return after === wanted;
  return typeof after === 'string' && wanted(after, typeof before === 'string' ? before : '');
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 700)) : String(value);
}

/** Everything that makes up a thing which is new and as things are when they are new, but for the facts that are given. */
export function newThing(
  kind: 'content' | 'comment' | 'attachment',
  facts: Readonly<Record<string, Wanted['after']>>,
): Wanted[] {
  const all: Record<string, Wanted['after']> = { ...usual[kind], ...facts };
  return Object.entries(all).map(([field, after]) => ({ path: `${kind}/new/${field}`, after }));
}

const anything = () => true;
const open = JSON.stringify({ read: { users: [], groups: [] }, update: { users: [], groups: [] } });
const usual = {
  content: {
    ...{ title: anything, storage: anything, status: 'current', type: 'page', parentId: anything, spaceId: anything },
    ...{
      ownerId: anything,
      draft: null,
      label: '',
      restrictions: open,
      properties: '[]',
      state: null,
    },
  },
  comment: {
    ...{ contentId: anything, parentCommentId: null, kind: 'footer', originalSelection: null, resolution: 'open' },
    storage: anything,
  },
  attachment: { title: anything, contentId: anything, status: 'current', data: anything, files: 1 },
} as const;
