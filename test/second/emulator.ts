/**
 * A second emulator of Confluence, written by others from the vendor's documents. It is here so that the client meets a
 * far end that does not share this project's beliefs. It is no part of the project: `SECOND_CONFLUENCE_DIR` says where it is.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Deployment } from '../support/deployments.js';

export interface EmulatorUser {
  accountId: string;
  username?: string;
  userKey?: string;
}

export interface EmulatorVersion {
  number: number;
  title: string;
  storage: string;
  authorId: string;
  createdAt: string;
  message: string;
  minorEdit: boolean;
}

export interface EmulatorContent {
  id: string;
  type: string;
  status: string;
  title: string;
  spaceId: string;
  parentId: string | null;
  position: number;
  storage: string;
  authorId: string;
  ownerId: string;
  createdAt: string;
  labels: { id: string; name: string; prefix: string }[];
  props: unknown[];
  restrictions: Record<'read' | 'update', { user: string[]; group: string[] }>;
  versions: EmulatorVersion[];
  draft: unknown;
  state: unknown;
  views: number;
}

export interface EmulatorTask {
  id: string;
  localId: string;
  pageId: string;
  createdAt: string;
  createdBy: string;
  updatedAt?: string;
}

export interface EmulatorComment {
  id: string;
  status: 'current';
  kind: 'footer' | 'inline';
  pageId: string;
  parentCommentId?: string;
  resolved: boolean;
  reopened: boolean;
  createdAt: string;
  authorId: string;
  storage: string;
  ref?: string;
  selection?: string;
  versions: Omit<EmulatorVersion, 'title'>[];
}

export interface EmulatorAttachment {
  id: string;
  pageId: string;
  title: string;
  mediaType: string;
  comment: string;
  status: string;
  createdAt: string;
  labels: unknown[];
  versions: {
    number: number;
    createdAt: string;
    authorId: string;
    message: string;
    minorEdit: boolean;
    data: Buffer;
    fileId: string;
    mediaType: string;
  }[];
}

export interface EmulatorWorld {
  users: Map<string, EmulatorUser>;
  groups: Map<string, { name: string; id: string }>;
  spaces: Map<string, { id: string; key: string; homepageId: string | null }>;
  content: Map<string, EmulatorContent>;
  comments: Map<string, EmulatorComment>;
  attachments: Map<string, EmulatorAttachment>;
  tasks: Map<string, EmulatorTask>;
  templates: Map<string, object>;
  addUser(user: object): EmulatorUser;
  addSpace(space: object): { id: string };
  syncTasks(content: EmulatorContent): void;
}

export interface EmulatorRecord {
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  status: number | null;
  closedEarly?: boolean;
}

export interface Emulator {
  origin: string;
  world: EmulatorWorld;
  journal: EmulatorRecord[];
  faults: { add(fault: object): unknown; clear(): void };
  close(): void;
}

const folder = resolve(process.env['SECOND_CONFLUENCE_DIR'] ?? '../shared/second-confluence');

/** Whether the emulator is there; says so when it is not. */
export function isThere(): boolean {
  const there = existsSync(`${folder}/main.mjs`);
  if (!there) console.warn(`SKIPPED: there is no second Confluence in ${folder} (SECOND_CONFLUENCE_DIR).`);
  return there;
}

export async function startEmulator(flavor: Deployment, context: string): Promise<Emulator> {
  const { start } = (await import(pathToFileURL(`${folder}/main.mjs`).href)) as {
    start: (options: { flavor: string; context: string }) => Promise<Emulator>;
  };
  return start({ flavor, context });
}
