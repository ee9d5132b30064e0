import type { Attachment, Comment, Confluence, Page, PageSummary, Task } from '../../confluence/index.js';
import { AppError, isAppError, notFound } from '../../errors.js';
import { compare, serializeCql } from '../cql/index.js';
import { found, isNotFound } from './absence.js';
import { isReadOnly, isVisible } from './space-policy.js';
import type { SpacePolicy } from './space-policy.js';

/** What somebody is about to do with content; `admit`: it may come to a write, and other questions first. */
type Access = 'read' | 'admit' | 'write';

/** What a look-up for a space brings along, which a tool is likely to ask for next. */
interface Unread {
  page: PageSummary;
  comment: Comment;
  attachment: Attachment;
  task: Task;
}

/**
 * Finds out in which space content really is, and refuses what the policy does not allow: NOT_FOUND for what is
 * hidden, POLICY_DENIED for writes into a read-only space. Lives for one call and asks Confluence about each thing once.
 */
export class SpaceGuard {
  /** By subject: the space key of a page or a space, the page id of what hangs on a page. */
  readonly #whereabouts = new Map<string, Promise<string>>();
  /** Looked up for their space, and not read yet; nothing of before a write. */
  readonly #unread = new Map<string, Promise<unknown>>();

  constructor(
    private readonly confluence: Confluence,
    readonly policy: SpacePolicy,
  ) {}

  async page(id: string, access: Access, subject = `Page ${id}`): Promise<void> {
    this.judge(subject, await found(subject, this.#spaceOfPage(id)), access);
  }

  /** What pages can lie below: a page, or a folder and the like, which the port knows from the search alone. */
  async parent(id: string, access: Access, subject = `Page ${id}`): Promise<void> {
    const lookUp = this.#spaceOfPage(id).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
      return this.#once(`Folder ${id}`, () => this.#findFolder(id));
    });
    this.judge(subject, await found(subject, lookUp), access);
  }

  async space(key: string, access: Access): Promise<void> {
    const lookUp = async (): Promise<string> => (await this.confluence.spaces.get(key)).key;
    this.judge(`Space ${key}`, await found(`Space ${key}`, this.#once(`Space ${key}`, lookUp)), access);
  }

  async comment(id: string, access: Access): Promise<void> {
    await this.#onPage('comment', id, access, () => this.confluence.comments.get(id));
  }

  async attachment(id: string, access: Access): Promise<void> {
    await this.#onPage('attachment', id, access, () => this.confluence.attachments.get(id));
  }

  async task(id: string, access: Access): Promise<void> {
    await this.#onPage('task', id, access, async () => this.confluence.tasks?.get(id) ?? noTasks());
  }

  /** The page as it is now, in storage format. It says itself where it is. */
  async readPage(id: string): Promise<Page> {
    const reading = found(`Page ${id}`, this.confluence.pages.get(id));
    // Whoever asks meanwhile where the page is waits for this.
    this.#once(`Page ${id}`, async () => (await reading).spaceKey).catch(() => undefined);
    return this.shown(await reading);
  }

  /** What this call looked up already and nobody has read is recent enough; else what `look` finds. */
  async read<Kind extends keyof Unread>(
    kind: Kind,
    id: string,
    look: () => Promise<Unread[Kind]>,
  ): Promise<Unread[Kind]> {
    const key = `${kind} ${id}`;
    const known = this.#unread.get(key) as Promise<Unread[Kind]> | undefined;
    this.#unread.delete(key);
    return (await known) ?? look();
  }

  /** Judges by what a page says of itself, and remembers it. */
  shown<P extends PageSummary>(page: P): P {
    this.#whereabouts.set(`Page ${page.id}`, Promise.resolve(page.spaceKey));
    this.judge(`Page ${page.id}`, page.spaceKey, 'read');
    return page;
  }

  /** What came back and says on which page it is. */
  async shownOnPage<T extends { pageId: string }>(subject: string, look: Promise<T>): Promise<T> {
    const item = await found(subject, look);
    this.#whereabouts.set(subject, Promise.resolve(item.pageId));
    await this.page(item.pageId, 'read', subject);
    return item;
  }

  /** Whether a page may be seen, for filtering lists. Only hidden is no; a look-up that fails, fails. */
  async seesPage(id: string): Promise<boolean> {
    try {
      await this.page(id, 'read');
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  seesSpace(key: string | null): boolean {
    return isVisible(this.policy, key);
  }

  judge(subject: string, spaceKey: string | null, access: Access): void {
    if (access === 'write') this.#unread.clear();
    if (!this.seesSpace(spaceKey)) throw notFound(subject);
    if (access !== 'read' && spaceKey !== null && isReadOnly(this.policy, spaceKey)) throw isReadOnlyHere(spaceKey);
  }

  async #onPage<Kind extends 'comment' | 'attachment' | 'task'>(
    kind: Kind,
    id: string,
    access: Access,
    look: () => Promise<Unread[Kind]>,
  ): Promise<void> {
    const subject = subjectOf(kind, id);
    const lookUp = async (): Promise<string> => (await this.#lookUp(kind, id, look)).pageId;
    await this.page(await found(subject, this.#once(subject, lookUp)), access, subject);
  }

  /** Without the text: most who ask where a page is have no use for it. */
  #spaceOfPage(id: string): Promise<string> {
    return this.#once(`Page ${id}`, async () => {
      const page = await this.#lookUp('page', id, () => this.confluence.pages.summary(id));
      return page.spaceKey;
    });
  }

  #lookUp<Kind extends keyof Unread>(kind: Kind, id: string, look: () => Promise<Unread[Kind]>): Promise<Unread[Kind]> {
    const found = look();
    this.#unread.set(`${kind} ${id}`, found);
    return found;
  }

  /** Pages never come to this: a search that is refused must not tell what is missing from what is hidden. */
  async #findFolder(id: string): Promise<string> {
    const cql = serializeCql({ where: compare('id', '=', id), orderBy: [] });
    try {
      const { items } = await this.confluence.search.cql(cql, { limit: 1 });
      return items.find((hit) => hit.id === id)?.spaceKey ?? missing(`Page ${id}`);
    } catch (error) {
      throw isAppError(error) && !error.retryable ? notFound(`Page ${id}`) : error;
    }
  }

  #once(subject: string, lookUp: () => Promise<string>): Promise<string> {
    const known = this.#whereabouts.get(subject) ?? lookUp();
    this.#whereabouts.set(subject, known);
    return known;
  }
}

function subjectOf(kind: 'comment' | 'attachment' | 'task', id: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${id}`;
}

function isReadOnlyHere(spaceKey: string): AppError {
  return new AppError('POLICY_DENIED', `Space ${spaceKey} is read-only for this server.`, {
    hint: 'Write to another space; only the operator can change this.',
    details: { space_key: spaceKey },
  });
}

function missing(subject: string): never {
  throw notFound(subject);
}

function noTasks(): never {
  throw new AppError('NOT_SUPPORTED', 'This Confluence cannot list all tasks.', {
    hint: 'Identify the task by its page and its number there, as confluence_list_tasks does.',
  });
}

/** A method whose first argument is a page id, open only where the page's space is. */
export function onPage<Rest extends unknown[], Result>(
  guard: SpaceGuard,
  access: Access,
  method: (pageId: string, ...rest: Rest) => Promise<Result>,
): (pageId: string, ...rest: Rest) => Promise<Result> {
  return async (pageId, ...rest) => {
    await guard.page(pageId, access);
    return method(pageId, ...rest);
  };
}
