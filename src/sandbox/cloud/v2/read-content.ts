import type { Content } from '../../world/content.js';
import type { Revision } from '../../world/model.js';
import { notFound } from '../../world/refusal.js';
import type { Query } from '../../wire/query.js';

const readable = ['current', 'archived', 'trashed', 'deleted', 'historical', 'draft'] as const;

/** Which revision `version`, `get-draft` and `status` ask for, and the status it is shown with. */
export function readContent(content: Content, query: Query): { revision: Revision; status: string } {
  const number = query.text('version');
  if (number !== undefined) return historical(content, query.integer('version', 1, 2 ** 31 - 1));
  const wanted = query.someOf('status', readable, []);
  if (query.flag('get-draft') || wanted.includes('draft')) return draftOf(content);
  if (content.status === 'draft') throw notFound();
  if (wanted.length > 0 && !wanted.some((status) => status === content.status)) throw notFound();
  return { revision: content.version, status: content.status };
}

function historical(content: Content, number: number): { revision: Revision; status: string } {
  const revision = content.revisions.find((one) => one.number === number);
  if (revision === undefined) throw notFound();
  return { revision, status: revision === content.version ? content.status : 'historical' };
}

/** What an editor would open. Published content without unpublished changes has a draft of its own text. */
export function draftOf(content: Content): { revision: Revision; status: string } {
  if (content.draft === null) return { revision: content.version, status: 'draft' };
  return {
    revision: { ...content.version, ...content.draft, number: 1, message: '', minorEdit: false },
    status: 'draft',
  };
}
