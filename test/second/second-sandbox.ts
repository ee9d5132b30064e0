import { startSandbox, type Fault, type RecordedRequest, type Sandbox, type World } from '../../src/sandbox/index.js';
import type { Attachment, Comment, Content } from '../../src/sandbox/index.js';
import type { Deployment } from '../support/deployments.js';
import { copyContent, copySite, copyTemplate, copyUser, toAttachment, toComment } from './copy-site.js';
import {
  startEmulator,
  type Emulator,
  type EmulatorAttachment,
  type EmulatorComment,
  type EmulatorContent,
  type EmulatorRecord,
} from './emulator.js';

/** The second emulator behind the sandbox's own interface, so that the same tests can look, prepare and disturb. */
export async function startSecond(flavor: Deployment, contextPath: '' | '/confluence' = ''): Promise<Sandbox<unknown>> {
  const model = await (flavor === 'cloud' ? startSandbox() : startSandbox({ flavor, contextPath }));
  const emulator = await startEmulator(flavor, contextPath);
  copySite(model.world, emulator.world);
  return {
    url: `${emulator.origin}${flavor === 'cloud' ? '/wiki' : contextPath}`,
    credentials: model.credentials,
    world: watch(model.world, emulator),
    requests: record(emulator),
    faults: disturb(emulator) as Sandbox['faults'],
    close: async () => {
      emulator.close();
      await model.close();
    },
  };
}

/** What a test puts into the model goes to the emulator; what it looks at comes from there. */
function watch(model: World, { world }: Emulator): World {
  onSet(model.contents, (content) => copyContent(model, world, content));
  onSet(model.comments, (comment) => world.comments.set(comment.id, toComment(comment)));
  onSet(model.attachments, (attachment) => world.attachments.set(attachment.id, toAttachment(attachment)));
  onSet(model.templates, (template) => copyTemplate(model, world, template));
  onSet(model.users, ({ accountId }) => copyUser(model, world, accountId));
  for (const space of model.spaces.values()) {
    const there = world.spaces.get(space.id) as { homepageId: string | null };
    Object.defineProperty(space, 'homepageId', {
      get: () => there.homepageId,
      set: (id: string | null) => (there.homepageId = id),
    });
  }
  const forget = model.contents.delete.bind(model.contents);
  model.contents.delete = (id) => world.content.delete(id) || forget(id);
  model.contents.has = (id) => world.content.has(id);
  model.page = (id) => viewOf(world.content.get(id), id);
  model.comment = (id) => commentOf(world.comments.get(id));
  model.attachment = (id) => attachmentOf(world.attachments.get(id) ?? world.attachments.get(`att${id}`));
  model.attachments.values = () => [...world.attachments.values()].map(attachmentOf).values();
  Object.defineProperty(model.comments, 'size', { get: () => world.comments.size });
  return model;
}

function commentOf(found: EmulatorComment | undefined): Comment {
  return {
    ...found,
    get resolution() {
      const state = found?.resolved ? 'resolved' : found?.reopened ? 'reopened' : 'open';
      return { state, by: null, at: null };
    },
    set resolution({ state }) {
      if (found !== undefined) Object.assign(found, { resolved: state === 'resolved', reopened: state === 'reopened' });
    },
  } as unknown as Comment;
}

function attachmentOf(found: EmulatorAttachment | undefined): Attachment {
  const revisions = found?.versions.map(({ message, ...version }) => ({ ...version, comment: message }));
  return { ...found, status: found?.status ?? 'trashed', revisions } as unknown as Attachment;
}

function onSet<T>(map: Map<string, T>, copy: (value: T) => unknown): void {
  const set = map.set.bind(map);
  map.set = (id, value) => {
    set(id, value);
    copy(value);
    return map;
  };
}

function viewOf(content: EmulatorContent | undefined, id: string): Content {
  if (content === undefined) throw new Error(`There is no content ${id}`);
  const restriction = ({ user, group }: EmulatorContent['restrictions']['read']) => ({ users: user, groups: group });
  const revisions = content.versions.map((version) => ({ ...version, createdAt: new Date(version.createdAt) }));
  return {
    ...content,
    properties: content.props,
    states: { current: { state: content.state } },
    get draft() {
      return content.draft;
    },
    set draft(draft) {
      content.draft = draft;
    },
    createdAt: new Date(content.createdAt),
    revisions,
    version: revisions.at(-1),
    restrictions: { read: restriction(content.restrictions.read), update: restriction(content.restrictions.update) },
  } as unknown as Content;
}

/** The emulator's journal in the sandbox's words. */
function record(emulator: Emulator): RecordedRequest[] {
  const requests: RecordedRequest[] = [];
  const journal = emulator.journal;
  journal.push = (entry) => requests.push(toRequest(entry));
  return requests;
}

function toRequest(entry: EmulatorRecord): RecordedRequest {
  return {
    method: entry.method,
    path: entry.path,
    query: queryOf(entry.query),
    headers: entry.headers,
    get body() {
      return parsed(entry.body);
    },
    get status() {
      return entry.status ?? undefined;
    },
    get isOver() {
      return entry.closedEarly !== undefined;
    },
  };
}

/** A parameter that comes more than once is a list. */
function queryOf(text: string): Record<string, unknown> {
  const all = new URLSearchParams(text);
  const valueOf = (key: string) => (all.getAll(key).length > 1 ? all.getAll(key) : all.get(key));
  return Object.fromEntries([...all.keys()].map((key) => [key, valueOf(key)]));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body === '' ? undefined : body;
  }
}

function disturb({ faults }: Emulator): object {
  return {
    add: (fault: Fault) =>
      faults.add({
        match: patternOf(fault),
        times: fault.times ?? -1,
        after: fault.beforeEffect === false,
        ...(fault.latencyMs === undefined ? {} : { delayMs: fault.latencyMs }),
        ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfter) } }),
        ...effectOf(fault),
      }),
    clear: () => faults.clear(),
  };
}

function effectOf({ kind, status = 500, text = '' }: Fault): object {
  if (kind === 'status') return { status };
  if (kind === 'answer') return { status: 200, body: text };
  return kind === 'latency' ? {} : { kind };
}

function patternOf({ match = {} }: Fault): string {
  const path = match.path?.source ?? '';
  return `^${match.method ?? '[A-Z]+'} ${path.startsWith('^') ? path.slice(1) : `.*${path}`}`;
}
