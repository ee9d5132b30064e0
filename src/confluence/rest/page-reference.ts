import { AppError } from '../../errors.js';
import type { Site } from '../site.js';

/** What a pasted reference points at, as far as it can be told without asking Confluence. */
type PageReference =
  | { kind: 'id'; id: string }
  | { kind: 'title'; spaceKey: string; title: string }
  | { kind: 'homepage'; spaceKey: string };

/** Reads digits and every form of page URL of the given site; INVALID_INPUT for anything else. */
export function parsePageReference(reference: string, site: Site): PageReference {
  const text = reference.trim();
  if (/^\d+$/.test(text)) return { kind: 'id', id: text };
  const url = toUrl(text, site);
  const path = url && site.pathOf(url);
  if (url === undefined || path === undefined) throw notOfThisSite();
  const found = fromQuery(url) ?? fromPath(path);
  if (found === undefined) throw notAPage();
  return found;
}

/** A path alone, as copied from a link of the page, belongs to the site. */
function toUrl(text: string, site: Site): URL | undefined {
  return URL.canParse(text, site.root) && /^(https?:\/)?\//i.test(text) ? new URL(text, site.root) : undefined;
}

function fromQuery({ searchParams }: URL): PageReference | undefined {
  const id = searchParams.get('pageId') ?? searchParams.get('draftId');
  if (id !== null && /^\d+$/.test(id)) return { kind: 'id', id };
  const [spaceKey, title] = [searchParams.get('spaceKey'), searchParams.get('title')];
  return spaceKey && title ? { kind: 'title', spaceKey, title } : undefined;
}

function fromPath(path: string): PageReference | undefined {
  const [first, second, third, ...rest] = path.split('/').slice(1).map(decoded);
  if (first === 'x' && second) return byId(decodeTinyLink(second));
  if (first === 'display' && second && third) return { kind: 'title', spaceKey: second, title: third };
  if (first === 'display' && second) return { kind: 'homepage', spaceKey: second };
  if (first === 'spaces' && second && (third === undefined || third === '' || third === 'overview')) {
    return { kind: 'homepage', spaceKey: second };
  }
  if (first === 'rest' && third === 'content') return byId(rest.find(isDigits));
  const tail =
    first === 'pages' ? [second, third] : third === 'pages' || third === 'blog' || third === 'folder' ? rest : [];
  return byId(tail.findLast((segment) => /^\d{5,}$/.test(segment ?? '')) ?? tail.find(isDigits));
}

function isDigits(segment: string | undefined): boolean {
  return /^\d+$/.test(segment ?? '');
}

function byId(id: string | undefined): PageReference | undefined {
  return id === undefined ? undefined : { kind: 'id', id };
}

/** `+` is a space in the older links, and a plus sign is encoded in them. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('+', ' '));
  } catch {
    return segment;
  }
}

const wanted = 'Send the page id as digits, or the URL of the page from the address bar or its Share button.';

function notOfThisSite(): AppError {
  return new AppError('INVALID_INPUT', 'page_id is neither an id nor a URL of the connected Confluence site.', {
    hint: wanted,
    details: { field: 'page_id' },
  });
}

function notAPage(): AppError {
  return new AppError('INVALID_INPUT', 'page_id is a URL of this site, but not that of a page.', {
    hint: wanted,
    details: { field: 'page_id' },
  });
}

/**
 * The page id behind `/x/CODE`: the id's bytes, lowest first, in base64 with `+` and `/` written as `_` and `-`
 * (the other way round than base64url) and the zeros at the end left off. Undefined for what cannot be one.
 */
export function decodeTinyLink(code: string): string | undefined {
  if (!/^[\w-]{1,11}$/.test(code)) return undefined;
  const base64 = code.replaceAll('_', '+').replaceAll('-', '/').padEnd(12, 'A');
  const bytes = Buffer.from(base64, 'base64').subarray(0, 8);
  const id = bytes.readBigInt64LE();
  return id > 0n ? id.toString() : undefined;
}
