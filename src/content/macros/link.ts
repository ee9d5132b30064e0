/** Links: `ac:link` with any resource, `a`, and the addresses that stand for them in Markdown. */
import { cleanText } from '../xml/clean-text.js';
import { encodeAttribute } from '../xml/encode.js';
import type { XmlElement } from '../xml/xml-node.js';
import { findElement, isElement } from '../xml/xml-node.js';

interface LinkTarget {
  readonly href: string;
  /** What is shown when the link has no text of its own. */
  readonly label: string;
}

const dangerous = /^(?:javascript|vbscript|data):/i;

/** An address that a reader may follow; null for one that would run code, however it is spaced. */
export function safeHref(href: string): string | null {
  // eslint-disable-next-line no-control-regex
  const tight = cleanText(href).replace(/[\u0000-\u0020]/g, '');
  return tight === '' || dangerous.test(tight) ? null : cleanText(href).trim().replace(/\s+/g, '%20');
}

/** The address of an `a` as Markdown has it. */
export function linkHref(element: XmlElement): string | null {
  const href = safeHref(element.attributes['href'] ?? '');
  return href === null ? null : canonicalHref(href);
}

/** What a link shows instead of the name of its target; undefined when it has nothing in it. */
export function linkBody(link: XmlElement): XmlElement | undefined {
  return link.children.find(
    (child): child is XmlElement =>
      isElement(child) && /^ac:(?:plain-text-)?link-body$/.test(child.name) && child.children.length > 0,
  );
}

/** The address of an `ac:link`, or null when Markdown has none for it. */
export function linkTarget(link: XmlElement): LinkTarget | null {
  const anchor = cleanText(link.attributes['ac:anchor'] ?? '');
  const resource = link.children.find((child): child is XmlElement => isElement(child) && child.name.startsWith('ri:'));
  const fragment = anchor ? `#${encodePart(anchor)}` : '';
  if (!resource) return anchor ? { href: fragment, label: anchor } : null;
  const target = resourceTarget(resource);
  return target && { href: target.href + fragment, label: target.label };
}

/** The address of a resource identifier (`ri:page`, `ri:attachment`, …). */
export function resourceTarget(resource: XmlElement): LinkTarget | null {
  const at = (name: string) => cleanText(resource.attributes[`ri:${name}`] ?? '');
  switch (resource.name) {
    case 'ri:page':
      return { href: `page:${pagePath(at('space-key'), at('content-title'))}`, label: at('content-title') };
    case 'ri:blog-post': {
      const path = [at('space-key'), postingDay(at('posting-day'), '-'), at('content-title')].map(encodePart).join(':');
      return { href: `blog:${path}`, label: at('content-title') };
    }
    case 'ri:attachment': {
      const page = findElement(resource, 'ri:page');
      const owner = page
        ? `${pagePath(cleanText(page.attributes['ri:space-key'] ?? ''), cleanText(page.attributes['ri:content-title'] ?? ''))}/`
        : '';
      return resource.children.some((child) => isElement(child) && child !== page)
        ? null
        : { href: `attachment:${owner}${encodePart(at('filename'))}`, label: at('filename') };
    }
    case 'ri:space':
      return { href: `space:${encodePart(at('space-key'))}`, label: at('space-key') };
    case 'ri:content-entity':
      return { href: `content:${encodePart(at('content-id'))}`, label: at('content-id') };
    case 'ri:url': {
      const href = safeHref(at('value'));
      return href === null ? null : { href, label: at('value') };
    }
    default:
      return null;
  }
}

function pagePath(space: string, title: string): string {
  return space === '' ? encodePart(title) : `${encodePart(space)}:${encodePart(title)}`;
}

/** Only what would break the address or the Markdown around it is escaped, so that titles stay readable. Blanks beyond ASCII take several bytes. */
function encodePart(part: string): string {
  return part.replace(/[%:#/()<>\\"'&?[\]|`*_~\s]/g, (sign) =>
    sign > '\u007F' ? encodeURIComponent(sign) : `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** A part of an address without its percent signs; one that is not well-formed is taken as it stands. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const own = /^(page|blog|attachment|space|content|user):(.*)$/s;

/** One spelling for each address of ours, however it was escaped. */
export function canonicalHref(href: string): string {
  if (href.startsWith('#')) return `#${encodePart(decodePart(href.slice(1)))}`;
  const match = own.exec(href);
  if (!match) return href;
  if (match[1] === 'user') return userHref(decodePart(match[2] ?? ''));
  const [path = '', ...fragments] = (match[2] ?? '').split('#');
  const known = match[1] === 'blog' ? path.replace(/(?<=^[^:]*:)[^:]*/, (day) => postingDay(day, '-')) : path;
  const parts = known.split('/').map((part) =>
    part
      .split(':')
      .map((one) => encodePart(decodePart(one)))
      .join(':'),
  );
  const fragment = fragments.length > 0 ? `#${encodePart(decodePart(fragments.join('#')))}` : '';
  return `${match[1] ?? ''}:${parts.join('/')}${fragment}`;
}

/** A day by another sign: storage has slashes, which an address of ours would escape. What is no day stays as it is. */
function postingDay(day: string, sign: '-' | '/'): string {
  return day.replace(/^(\d{4})(?:[-/]|%2F)(\d{2})(?:[-/]|%2F)(\d{2})$/i, `$1${sign}$2${sign}$3`);
}

/** The address of a person, by account id, user key or name. */
export function userHref(account: string): string {
  return `user:${account.replace(/[%()<>\\"'&?[\]|`\s]/g, (sign) => encodeURIComponent(sign))}`;
}

/** The opening and closing storage around the content of a link with this address. */
export function writeLink(href: string): { open: string; close: string } {
  const resource = writeResource(href);
  if (resource === null) return { open: `<a href="${encodeAttribute(href)}">`, close: '</a>' };
  const fragment = href.includes('#') ? decodePart(href.slice(href.indexOf('#') + 1)) : '';
  const anchor = fragment === '' ? '' : ` ac:anchor="${encodeAttribute(fragment)}"`;
  return { open: `<ac:link${anchor}>${resource}<ac:link-body>`, close: '</ac:link-body></ac:link>' };
}

/** The resource identifier for an address of ours (empty for an anchor on the same page), or null for any other address. */
export function writeResource(href: string): string | null {
  if (href.startsWith('#')) return '';
  const match = own.exec(href);
  if (!match) return null;
  const path = (match[2] ?? '').split('#')[0] ?? '';
  const attribute = (name: string, value: string | undefined) =>
    value ? ` ri:${name}="${encodeAttribute(decodePart(value))}"` : '';
  switch (match[1]) {
    case 'page':
      return writePage(path);
    case 'blog': {
      const [space, given, title] = path.split(':');
      const day = given && postingDay(given, '/');
      return `<ri:blog-post${attribute('space-key', space)}${attribute('content-title', title)}${attribute('posting-day', day)} />`;
    }
    case 'attachment': {
      const [owner, file] = path.includes('/') ? path.split('/') : [undefined, path];
      const head = `<ri:attachment${attribute('filename', file)}`;
      return owner === undefined ? `${head} />` : `${head}>${writePage(owner)}</ri:attachment>`;
    }
    case 'space':
      return `<ri:space${attribute('space-key', path)} />`;
    case 'content':
      return `<ri:content-entity${attribute('content-id', path)} />`;
    default:
      return null;
  }
}

/** The page, or the file (of the page `title`, null for the page's own), that an address of ours names; undefined for any other. */
export function pageOfAddress(
  href: string,
): { space: string | null; title: string | null; file: string | null } | undefined {
  const [, kind, rest = ''] = own.exec(href) ?? [];
  const path = rest.split('#')[0] ?? '';
  if (kind === 'page') return { ...splitPage(path), file: null };
  if (kind !== 'attachment') return undefined;
  const [owner, file] = path.includes('/') ? path.split('/') : [undefined, path];
  const page = owner === undefined ? { space: null, title: null } : splitPage(owner);
  return { ...page, file: decodePart(file ?? '') };
}

function splitPage(path: string): { space: string | null; title: string } {
  const colon = path.indexOf(':');
  return { space: colon < 0 ? null : decodePart(path.slice(0, colon)), title: decodePart(path.slice(colon + 1)) };
}

function writePage(path: string): string {
  const colon = path.indexOf(':');
  const space = colon < 0 ? '' : ` ri:space-key="${encodeAttribute(decodePart(path.slice(0, colon)))}"`;
  return `<ri:page${space} ri:content-title="${encodeAttribute(decodePart(path.slice(colon + 1)))}" />`;
}
