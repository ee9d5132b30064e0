import type { Confluence } from '../../confluence/index.js';
import { createLookUps, type LookUps } from './look-ups.js';
import type { WriteEffect } from './rules.js';
import { textOfFile } from './text-of-file.js';

/** What is about to be written, as far as rules ask. The look-ups are made only where a rule needs them. */
export interface ProposedWrite {
  readonly effect: WriteEffect;
  /** Of the content that changes; null for what is not there yet. */
  readonly id: string | null;
  /** How many pages change by it; one when absent. */
  readonly count?: number;
  /** Keys of every space that changes by it. */
  spaces(): Promise<string[]>;
  /** The text that it brings, and what stood there before. */
  readonly text?: WrittenText;
  /** Every text among the arguments of the write, titles and comments included, so that none is left unread; guardPort gives it. */
  readonly words?: readonly string[];
  /** What stood there before of them, for what a write repeats. */
  readonly wordsBefore?: () => Promise<string>;
  /** What more people could see or edit by it, in words; undefined for nothing. */
  readonly widens?: () => Promise<string | undefined>;
}

/** A text as it would be and as it is, each fetched when a rule asks; `before` of something new is empty. */
export interface WrittenText {
  readonly format: 'storage' | 'text';
  readonly after: () => Promise<string>;
  readonly before: () => Promise<string>;
}

type Groups = Required<Confluence>;
type Describe<Method> = Method extends (...args: infer Args) => unknown ? (...args: Args) => ProposedWrite : never;

/** Every method of the port, so that one that is new does not compile until somebody says what it writes. */
type PortWrites = {
  readonly [G in keyof Groups]: {
    readonly [M in keyof Required<Groups[G]>]: 'read' | Describe<Required<Groups[G]>[M]>;
  };
};

/** What each method of the port would write. `confluence` answers the look-ups. */
export function portWrites(confluence: Confluence): PortWrites {
  const look = createLookUps(confluence);
  return {
    pages: pageWrites(confluence, look),
    search: { cql: 'read' },
    spaces: { list: 'read', get: 'read', search: 'read' },
    comments: commentWrites(confluence, look),
    labels: {
      list: 'read',
      add: (id) => onPage(look, 'create', id),
      remove: (id) => onPage(look, 'update', id),
    },
    users: { current: 'read', search: 'read', names: 'read', mentionable: 'read', missingGroups: 'read' },
    attachments: attachmentWrites(confluence, look),
    history: { list: 'read' },
    templates: { list: 'read', get: 'read' },
    permissions: {
      restrictions: 'read',
      check: 'read',
      ofSpace: 'read',
      mine: 'read',
      setRestrictions: (id, change) => ({
        ...onPage(look, 'update', id),
        widens: () => look.widenedBy(id, change),
      }),
    },
    tasks: {
      list: 'read',
      get: 'read',
      setStatus: (id) => onItem(look, 'update', `task ${id}`, async () => confluence.tasks?.get(id)),
    },
    analytics: { views: 'read' },
  };
}

function pageWrites(confluence: Confluence, look: LookUps): PortWrites['pages'] {
  const inSpace = (spaceKey: string, parentId: string | undefined) => async () => [
    spaceKey,
    ...(parentId === undefined ? [] : [await look.spaceOf(parentId)]),
  ];
  const bodyOf = async (id: string): Promise<string> => (await confluence.pages.get(id)).body;
  return {
    ...pageReads,
    create: ({ spaceKey, parentId, body, representation }) => ({
      effect: 'create',
      id: null,
      spaces: inSpace(spaceKey, parentId),
      text: newText(body, representation === 'wiki' ? 'text' : 'storage'),
    }),
    update: (id, { body, parentId }) => ({
      ...onPage(look, 'update', id),
      spaces: () => Promise.all([id, ...(parentId === undefined ? [] : [parentId])].map(look.spaceOf)),
      text: { ...newText(body), before: () => bodyOf(id) },
      wordsBefore: async () => (await confluence.pages.get(id)).title,
      ...(parentId !== undefined && { widens: () => look.lostRestrictions(id, { kind: 'child', parentId }) }),
    }),
    delete: (id) => onPage(look, 'delete', id),
    move: (id, destination) => ({
      ...onPage(look, 'update', id),
      spaces: async () => [await look.spaceOf(id), await look.spaceAt(destination)],
      widens: () => look.lostRestrictions(id, destination),
    }),
    copy: (id, copy) => ({
      effect: 'create',
      id: null,
      spaces: async () => [await look.spaceOfCopy(id, copy)],
      text: { ...newText(''), after: () => bodyOf(id) },
      widens: () => look.restrictionsOf(id),
    }),
    createFolder: ({ spaceKey, parentId }) => ({ effect: 'create', id: null, spaces: inSpace(spaceKey, parentId) }),
    archive: (ids, { note }) => ({
      ...(note !== undefined && { text: newText(note) }),
      effect: 'delete',
      id: ids.join(' '),
      count: ids.length,
      spaces: () => Promise.all(ids.map(look.spaceOf)),
    }),
    updateDetails: (id) => onPage(look, 'update', id),
  };
}

const pageReads = {
  resolveId: 'read',
  summary: 'read',
  get: 'read',
  read: 'read',
  item: 'read',
  assertSupported: 'read',
  moveWritesVersion: 'read',
  findDraft: 'read',
  nearestTitles: 'read',
  findByTitle: 'read',
  children: 'read',
  tree: 'read',
  ancestors: 'read',
} as const;

function commentWrites({ comments }: Confluence, look: LookUps): PortWrites['comments'] {
  const onComment = (effect: WriteEffect, id: string) => onItem(look, effect, `comment ${id}`, () => comments.get(id));
  return {
    list: 'read',
    get: 'read',
    add: (comment) => ({
      ...('replyTo' in comment ? onComment('create', comment.replyTo) : onPage(look, 'create', comment.pageId)),
      id: null,
      text: newText(comment.body),
      // Besides its body it has only the phrase of the page that it is about.
      words: [],
    }),
    update: (id, body) => ({
      ...onComment('update', id),
      text: { ...newText(body), before: async () => (await comments.get(id)).body },
    }),
    resolve: (id) => onComment('update', id),
    delete: (id) => onComment('delete', id),
  };
}

function attachmentWrites({ attachments }: Confluence, look: LookUps): PortWrites['attachments'] {
  return {
    list: 'read',
    get: 'read',
    download: 'read',
    upload: (id, file) => {
      const text = textOfFile(file);
      return { ...onPage(look, 'update', id), ...(text !== undefined && { text: newText(text, 'text') }) };
    },
    delete: (id) => onItem(look, 'delete', `attachment ${id}`, () => attachments.get(id)),
  };
}

function onPage(look: LookUps, effect: WriteEffect, id: string) {
  return { effect, id, spaces: async () => [await look.spaceOf(id)] };
}

/** What hangs on a page is in the space of that page. */
function onItem(look: LookUps, effect: WriteEffect, id: string, find: () => Promise<{ pageId: string } | undefined>) {
  const spaces = async (): Promise<string[]> => {
    const item = await find();
    return item === undefined ? [] : [await look.spaceOf(item.pageId)];
  };
  return { effect, id, spaces };
}

function newText(text: string, format: WrittenText['format'] = 'storage'): WrittenText {
  return { format, after: () => Promise.resolve(text), before: () => Promise.resolve('') };
}

/** Every text in a value of JSON, the keys included; bytes are none. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, field]) => [...(Array.isArray(value) ? [] : [key]), ...textsIn(field)]);
}
