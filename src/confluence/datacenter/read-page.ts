import { toIsoTime } from '../rest/wire.js';
import type { Page, PageDraft, PageFacts, PageWithFacts, Person, TreeItem } from '../model.js';
import type { Pages } from '../page-port.js';
import { isNotFound } from '../rest/outcomes.js';
import { contentId } from '../transport/path.js';
import { getContent, locatePage, pageTypes, summaryParts, toPageSummary, type GroupContext } from './content.js';
import { createLabels } from './labels.js';
import { toUser } from './users.js';
import { page, pageWithBody, type PageWire, type PersonWire } from './wire.js';

type PageQuery = NonNullable<Parameters<Pages['get']>[1]>;
const factParts = 'history,metadata.labels';

/**
 * A page or blog post with its body; an older `version` keeps the id of the page. What is hidden is NOT_FOUND as well.
 */
export async function getPage(context: GroupContext, pageId: string, query: PageQuery): Promise<Page> {
  return (await readPage(context, pageId, query, summaryParts)).page;
}

/** As `getPage`, with people, labels and ancestors, which one request tells here. */
export async function readWithFacts(context: GroupContext, pageId: string, query: PageQuery): Promise<PageWithFacts> {
  const { page, wire } = await readPage(context, pageId, query, `${summaryParts},${factParts}`);
  return { ...page, facts: await toFacts(context, page.id, wire) };
}

async function readPage(
  { send, site }: GroupContext,
  pageId: string,
  { representation = 'storage', version }: PageQuery,
  parts: string,
): Promise<{ page: Page; wire: PageWire }> {
  const id = contentId(pageId, 'page_id');
  const expand = `body.${representation},${parts}`;
  const answer = pageWithBody[representation];
  const wire = await (version === undefined
    ? locatePage(send, id, expand, answer)
    : getContent(send, {
        ...{ id, types: pageTypes, answer, subject: `Version ${String(version)} of page ${id}` },
        query: { expand, version, status: 'historical' },
      }));
  // What a page was is content with an id of its own, which leads nowhere else.
  return { page: { ...toPageSummary(wire, site), id, representation, body: wire.body }, wire };
}

async function toFacts(context: GroupContext, id: string, wire: PageWire): Promise<PageFacts> {
  const { history, version, ancestors } = wire;
  return {
    createdAt: toIsoTime(history?.createdDate),
    author: personOf(history?.createdBy),
    lastEditor: personOf(version.by),
    owner: null,
    labels: await labelsOf(context, id, wire),
    ancestors: ancestors?.map((one) => ({ id: one.id, title: one.title ?? '' })) ?? null,
  };
}

function personOf(wire: PersonWire | null | undefined): Person | null {
  const user = wire ? toUser(wire) : undefined;
  return user === undefined ? null : { id: user.id, name: user.name };
}

async function labelsOf(context: GroupContext, id: string, { metadata, status }: PageWire): Promise<string[]> {
  const labels = metadata?.labels;
  if (labels && labels.results.length < (labels.limit ?? 200)) {
    return labels.results.filter(({ prefix }) => (prefix ?? 'global') === 'global').map(({ name }) => name);
  }
  return status === 'current' ? createLabels(context).list(id) : [];
}

/** What the reference, an id or a URL, names in the page tree: on Data Center nothing but pages and blog posts. */
export async function getTreeItem({ send, site }: GroupContext, reference: string): Promise<TreeItem> {
  const wire = await locatePage(send, contentId(reference, 'page_id'), summaryParts, page);
  const { id, type, title, spaceKey, status, parentId, url } = toPageSummary(wire, site);
  return { id, type, title, spaceKey, status, parentId, url };
}

/**
 * The unpublished edit of a published page; undefined when there is none. A page that was never published is NOT_FOUND.
 */
export async function findDraft({ send }: GroupContext, pageId: string): Promise<PageDraft | undefined> {
  const id = contentId(pageId, 'page_id');
  const ask = (status?: string) =>
    getContent(send, {
      ...{ id, types: pageTypes, answer: pageWithBody.storage, subject: `Page ${id}` },
      query: { expand: `body.storage,${summaryParts}`, status },
    });
  const published = await ask();
  try {
    const { title, body, status } = await ask('draft');
    if (status !== 'draft') return undefined;
    return { title: title ?? '', body, differs: title !== published.title || body !== published.body };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
