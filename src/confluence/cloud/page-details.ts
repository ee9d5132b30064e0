import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { PageDetails } from '../page-port.js';
import { id as wireId, nothing } from '../rest/wire.js';
import { accountId } from './permissions.js';
import { contentId, path } from '../transport/path.js';
import { locatePage } from './content.js';
import { fetchList } from './lists.js';
import { pageScopes } from './page-scopes.js';
import type { GroupContext } from './space-cache.js';
import { page, pageWithBody } from './wire.js';

const property = z.object({ id: wireId, key: z.string(), version: z.object({ number: z.number().int() }) });

/** The editor's own keys; each has a twin for the draft, which publishing would put in its place. */
const emojiKeys = ['emoji-title-published', 'emoji-title-draft'];
const widthKeys = ['content-appearance-published', 'content-appearance-draft'];

/** The owner first, because that writes a version and can be refused; then the properties and the state. */
export async function updateDetails(context: GroupContext, pageId: string, details: PageDetails): Promise<void> {
  const id = contentId(pageId, 'page_id');
  const { emoji, width, statusLabel, owner } = details;
  const emojiCode = typeof emoji === 'string' ? codePointsOf(emoji) : emoji;
  const state = typeof statusLabel === 'string' ? checkedState(statusLabel) : statusLabel;
  const ownerId = owner === undefined ? undefined : accountId(owner, 'owner');
  const { type, wire } = await locatePage(context.send, id, {}, page);
  if (type === 'blogpost') throw notForBlogPosts();
  if (ownerId !== undefined && ownerId !== wire.ownerId) await setOwner(context, id, ownerId);
  if (emojiCode !== undefined) for (const key of emojiKeys) await setProperty(context, id, key, emojiCode);
  const look = width === 'full' ? 'full-width' : 'default';
  if (width !== undefined) for (const key of widthKeys) await setProperty(context, id, key, look);
  if (state !== undefined) await setState(context, id, state);
}

/** Writes the page as it is: v2 has no other way to hand it over. */
async function setOwner({ send }: GroupContext, id: string, ownerId: string): Promise<void> {
  const { wire } = await locatePage(send, id, { 'body-format': 'storage' }, pageWithBody.storage);
  await send({
    method: 'PUT',
    path: path`/api/v2/pages/${id}`,
    body: {
      ...{ id, status: 'current', title: wire.title ?? '', ownerId },
      body: { representation: 'storage', value: wire.body },
      version: { number: wire.version.number + 1 },
    },
    answer: nothing,
    subject: `Page ${id}`,
    scopes: pageScopes.update,
    badRequestHint: 'Check that the owner is the account id of a person who may see the page.',
  });
}

/** https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/; null removes it. */
async function setProperty({ send }: GroupContext, id: string, key: string, value: string | null): Promise<void> {
  const properties = path`/api/v2/pages/${id}/properties`;
  const common = { subject: `Page ${id}`, scopes: pageScopes.update, answer: nothing };
  const request = { ...common, path: properties, query: { key }, item: property };
  const present = (await fetchList(send, request, 25, null)).results.find((one) => one.key === key);
  const single = present && path`/api/v2/pages/${id}/properties/${present.id}`;
  if (value === null) {
    if (single !== undefined) await send({ ...common, method: 'DELETE', path: single });
    return;
  }
  if (present === undefined || single === undefined) {
    await send({ ...common, method: 'POST', path: properties, body: { key, value } });
    return;
  }
  const version = { number: present.version.number + 1 };
  await send({ ...common, method: 'PUT', path: single, body: { key, value, version } });
}

const available = z.object({
  spaceContentStates: z.array(z.object({ id: z.number(), name: z.string() })).nullish(),
});

/** https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-states/; one that the space offers is taken by its id. */
async function setState({ send }: GroupContext, id: string, name: string | null): Promise<void> {
  const state = path`/rest/api/content/${id}/state`;
  const common = { subject: `Page ${id}`, scopes: pageScopes.updateDetails };
  const query = { status: 'current' };
  if (name === null) {
    await send({ ...common, method: 'DELETE', path: state, query, answer: nothing });
    return;
  }
  const offered = await send({
    ...common,
    method: 'GET',
    path: path`/rest/api/content/${id}/state/available`,
    answer: available,
  });
  const known = offered.spaceContentStates?.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const body = known === undefined ? { name, color: '#2684ff' } : { id: known.id };
  const badRequestHint = 'The space may not allow custom states: use one of its own.';
  await send({ ...common, method: 'PUT', path: state, query, body, answer: nothing, badRequestHint });
}

function checkedState(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= 20) return trimmed;
  throw new AppError('INVALID_INPUT', 'status_label must have 1 to 20 characters.', {
    hint: 'Send a short one, e.g. "In progress".',
    details: { field: 'status_label' },
  });
}

/** More code units than any emoji has: V8 copies a whole text for each segment of it. */
const longestEmoji = 40;

/** Whether a text is one character as people count them, which an emoji can be of several, and an emoji. */
export function isEmoji(text: string): boolean {
  const only = text.trim();
  return (
    only.length <= longestEmoji &&
    /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(only) &&
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(only).containing(0)?.segment === only
  );
}

/** The editor writes an emoji down as the hexadecimal code points that it is made of. */
function codePointsOf(emoji: string): string {
  const only = emoji.trim();
  if (isEmoji(only)) return [...only].map((point) => (point.codePointAt(0) ?? 0).toString(16)).join('-');
  throw new AppError('INVALID_INPUT', 'emoji has to be one emoji.', {
    hint: 'Send the character itself, e.g. "🚀".',
    details: { field: 'emoji' },
  });
}

function notForBlogPosts(): AppError {
  return new AppError('NOT_SUPPORTED', 'Only pages have these details; blog posts do not.', { hint: 'Choose a page.' });
}
