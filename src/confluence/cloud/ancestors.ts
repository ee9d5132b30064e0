import { pageScopes } from './page-scopes.js';
import { contentId, path } from '../transport/path.js';
import type { ScopedSend } from '../transport/wire-request.js';
import { isNotFound } from '../rest/outcomes.js';
import { locatePage } from './content.js';
import { ancestor, listOf, page, type AncestorWire } from './wire.js';

const portion = 250;

/** Where each kind of content that can have children has its ancestors. */
const collections: Readonly<Record<string, string>> = {
  page: 'pages',
  folder: 'folders',
  whiteboard: 'whiteboards',
  database: 'databases',
  embed: 'embeds',
};

/** Folders and the like are among them. Blog posts have none; a draft that was never published has those of its parent. */
export async function listAncestors(send: ScopedSend, pageId: string): Promise<string[]> {
  const id = contentId(pageId, 'page_id');
  try {
    return await ancestorsOf(send, { id, type: 'page' });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const { type, wire } = await locatePage(send, id, {}, page);
    if (type === 'blogpost') return [];
    if (wire.status !== 'draft') throw error;
    return wire.parentId ? [...(await ancestorsOf(send, { id: wire.parentId, type: 'page' })), wire.parentId] : [];
  }
}

/** The list knows no cursors: a full portion is continued above its topmost entry. */
async function ancestorsOf(send: ScopedSend, below: AncestorWire): Promise<string[]> {
  const { results } = await send({
    method: 'GET',
    path: path`/api/v2/${collections[below.type] ?? 'pages'}/${below.id}/ancestors`,
    query: { limit: portion },
    answer: listOf(ancestor),
    subject: `Page ${below.id}`,
    scopes: pageScopes.ancestors,
  });
  const [topmost] = results;
  const higher = topmost !== undefined && results.length >= portion ? await ancestorsOf(send, topmost) : [];
  return [...higher, ...results.map(({ id }) => id)];
}
