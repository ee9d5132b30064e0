import { AppError } from '../../errors.js';
import { parsePageReference } from '../cloud/page-reference.js';
import type { Site } from '../site.js';
import { contentId } from '../transport/path.js';
import { findByTitle } from './find-by-title.js';
import type { GroupContext } from './group-context.js';
import { fetchSpace } from './spaces.js';

/** The id of the page that a reference points at; only titles and space overviews need a look-up. */
export async function resolvePageId(context: GroupContext, reference: string): Promise<string> {
  const post = parseBlogPostUrl(reference, context.site);
  const target = post ?? parsePageReference(reference, context.site);
  if (target.kind === 'id') return contentId(target.id, 'page_id');
  if (target.kind !== 'homepage') {
    const day = target.kind === 'post' ? target.day : undefined;
    const page = await findByTitle(context, target.spaceKey, target.title, day);
    return page?.id ?? missing(`A page titled ${JSON.stringify(target.title)}`, target.spaceKey);
  }
  const { homepage } = await fetchSpace(context.send, target.spaceKey);
  return homepage?.id ?? missing('A homepage', target.spaceKey);
}

interface BlogPostReference {
  kind: 'post';
  spaceKey: string;
  /** `2026-11-18`, in the time zone of the server. */
  day: string;
  title: string;
}

/** `/display/KEY/2026/11/18/Title`, which no page has: its title would have to begin with a year and a slash. */
function parseBlogPostUrl(reference: string, site: Site): BlogPostReference | undefined {
  const text = reference.trim();
  if (!/^(https?:\/)?\//i.test(text) || !URL.canParse(text, site.root)) return undefined;
  const path = site.pathOf(new URL(text, site.root)) ?? '';
  const [, key, year, month, day, title] = /^\/display\/([^/]+)\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/.exec(path) ?? [];
  if (key === undefined || title === undefined) return undefined;
  try {
    const [spaceKey = '', words = ''] = [key, title].map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return { kind: 'post', spaceKey, day: `${year ?? ''}-${month ?? ''}-${day ?? ''}`, title: words };
  } catch {
    return undefined;
  }
}

function missing(what: string, spaceKey: string): never {
  throw new AppError('NOT_FOUND', `${what} was not found in space ${spaceKey}, or is not visible to this account.`, {
    hint: 'Search for the page, or list the pages of the space.',
  });
}
