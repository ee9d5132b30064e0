import { childNamed, elementsIn, type XmlElement } from './xml.js';

/** One spelling for an address, however it is escaped. */
export function plainAddress(address: string): string {
  const trimmed = address.trim();
  try {
    return decodeURIComponent(trimmed).replace(/\s+/g, ' ');
  } catch {
    return trimmed.replace(/\s+/g, ' ');
  }
}

/** The address of an `a`; empty for what is no link to a reader. */
export function addressOfAnchor(href: string): string {
  const address = plainAddress(href);
  return /^(?:javascript|vbscript|data):/i.test(address.replace(/[\p{Cc}\s]/gu, '')) ? '' : address;
}

/** The target of an `ac:link` and what it shows without a text of its own; null for a target that Markdown has no address for. */
export function targetOfLink(link: XmlElement): { address: string; label: string } | null {
  const anchor = link.attributes['ac:anchor'] ?? '';
  const fragment = anchor === '' ? '' : `#${anchor}`;
  const resource = elementsIn(link).find((child) => child.name.startsWith('ri:'));
  if (!resource) return anchor === '' ? null : { address: fragment, label: anchor };
  const target = targetOfResource(resource);
  return target === null ? null : { address: plainAddress(target.address) + fragment, label: target.label };
}

export function targetOfResource(resource: XmlElement): { address: string; label: string } | null {
  const value = (name: string) => resource.attributes[`ri:${name}`] ?? '';
  const page = (element: XmlElement) => {
    const space = element.attributes['ri:space-key'] ?? '';
    return `${space === '' ? '' : `${space}:`}${element.attributes['ri:content-title'] ?? ''}`;
  };
  switch (resource.name) {
    case 'ri:page':
      return { address: `page:${page(resource)}`, label: value('content-title') };
    case 'ri:blog-post':
      return {
        // A day is the same one in storage, 2026/02/11, and in an address, 2026-02-11.
        address: `blog:${value('space-key')}:${value('posting-day').replaceAll('/', '-')}:${value('content-title')}`,
        label: value('content-title'),
      };
    case 'ri:attachment': {
      const owner = childNamed(resource, 'ri:page');
      return { address: `attachment:${owner ? `${page(owner)}/` : ''}${value('filename')}`, label: value('filename') };
    }
    case 'ri:space':
      return { address: `space:${value('space-key')}`, label: value('space-key') };
    case 'ri:content-entity':
      return { address: `content:${value('content-id')}`, label: value('content-id') };
    case 'ri:url':
      return { address: plainAddress(value('value')), label: value('value') };
    default:
      return null;
  }
}

/** The person of a mention, by whatever id storage names them. */
export function personOf(user: XmlElement): string {
  return user.attributes['ri:account-id'] ?? user.attributes['ri:userkey'] ?? user.attributes['ri:username'] ?? '';
}
