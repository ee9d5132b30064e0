import type { Attachment, Comment, ContentState, Group, LongTask, PageView, Space, Template, User } from './model.js';
import type { Content } from './content.js';
import { Refusal } from './refusal.js';

/** The first id is above 2^53, so that a client which reads ids as numbers meets the wrong page. */
const firstId = 9007199254750993n;

/**
 * Everything the emulated site knows, in memory and mutable. Rules live beside it (pages, comments, …); tests may look
 * and change here directly: `world.page('1').storage`.
 */
export class World {
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly spaces = new Map<string, Space>();
  readonly contents = new Map<string, Content>();
  readonly comments = new Map<string, Comment>();
  readonly attachments = new Map<string, Attachment>();
  readonly templates = new Map<string, Template>();
  readonly views: PageView[] = [];
  /** API tokens or passwords of Basic authentication by login name. */
  readonly apiTokens = new Map<string, Set<string>>();
  /** Bearer tokens to accountIds: OAuth and scoped tokens of Cloud's gateway, personal tokens of Data Center. */
  readonly bearerTokens = new Map<string, string>();
  /** Task facts that storage cannot hold, by task id. */
  readonly taskFacts = new Map<string, TaskFacts>();
  readonly longTasks = new Map<string, LongTask>();
  /** How long a long task takes for each of its steps; a test that wants to see one under way makes it longer. */
  longTaskStepMs = 2;
  /**
   * Whether pages are written down as sent or as the site's editor serialises them, Cloud's with ids of its own. A test
   * that holds bytes against each other wants the former, one that tries the habits of the site the latter.
   */
  reserialises: 'never' | 'cloud' | 'datacenter' = 'never';
  /** Content states that users have made up, by accountId, the latest first. */
  readonly customStates = new Map<string, ContentState[]>();
  #lastId = firstId;

  constructor(readonly now: () => Date = () => new Date()) {}

  nextId(): string {
    this.#lastId += 1n;
    return this.#lastId.toString();
  }

  /** Pages in any status, drafts and trash included. */
  pages(): Content[] {
    return [...this.contents.values()].filter((content) => content.type === 'page');
  }

  /** Any content by id, whoever asks; throws when there is none. */
  page(id: string): Content {
    return found(this.contents.get(id), `content ${id}`);
  }

  space(idOrKey: string): Space {
    return found(this.spaces.get(idOrKey) ?? this.findSpaceByKey(idOrKey), `space ${idOrKey}`);
  }

  findSpaceByKey(key: string): Space | undefined {
    const wanted = key.toLowerCase();
    return [...this.spaces.values()].find((space) => space.key.toLowerCase() === wanted);
  }

  user(accountId: string): User {
    return found(this.users.get(accountId), `user ${accountId}`);
  }

  comment(id: string): Comment {
    return found(this.comments.get(id), `comment ${id}`);
  }

  /** With the prefix of Cloud's ids, or by the digits alone as Data Center shows them. */
  attachment(id: string): Attachment {
    return found(this.attachments.get(id) ?? this.attachments.get(`att${id}`), `attachment ${id}`);
  }
}

/** What a task has beside its text: who ticked it and when, by account id. */
export interface TaskFacts {
  createdAt: Date;
  createdBy: string;
  completedAt: Date | null;
  completedBy: string | null;
  updatedAt: Date;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Refusal('not-found', `There is no ${what}`);
  return value;
}
