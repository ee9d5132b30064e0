import { decodePart, writeResource } from '../../macros/link.js';
import type { Item, Wrapper } from '../../storage/write/emit.js';
import { encodeText } from '../../xml/encode.js';
import { setAttribute, splice } from '../../xml/splice.js';
import type { Token } from '../../model/inline.js';
import type { Hunk } from './align.js';

const attributes = String.raw`(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*`;
const openingTag = new RegExp(`^<([\\w:-]+)${attributes}/?>`);
const resource = new RegExp(`<ri:([\\w-]+)${attributes}(?:/>|>[\\s\\S]*?</ri:\\1>)`);

/**
 * The link of a page with another address: what else it has (how a smart link looks, titles, local ids) stays.
 * Undefined where one element cannot be the other: a web address and a page of Confluence.
 */
export function retargeted(wrapper: Wrapper, href: string): Wrapper | undefined {
  if (wrapper.element === 'a' && /^(?:https?|mailto):/.test(href))
    return { ...wrapper, open: withAttribute(wrapper.open, 'href', href), link: href };
  const target = writeResource(href);
  if (wrapper.element !== 'ac:link' || target === null) return undefined;
  const [page, fragment = ''] = href.split('#');
  const isSamePage = wrapper.link?.split('#')[0] === page;
  const change = (storage: string) => {
    const anchored = withAttribute(storage, 'ac:anchor', decodePart(fragment));
    if (isSamePage) return anchored;
    return resource.test(anchored)
      ? anchored.replace(resource, () => target)
      : anchored.replace(openingTag, (tag) => tag + target);
  };
  const { whole, ...rest } = wrapper;
  const made = { ...rest, open: change(wrapper.open), link: href };
  // A link without words of its own shows the name of its page: of another one, it shows the words that were sent.
  return whole && isSamePage ? { ...made, whole: { ...whole, raw: change(whole.raw) } } : made;
}

/** The old and the new address, with a blank between, of each link of which a word stays and leads elsewhere. */
export function readdressed(hunks: readonly Hunk[], shown: readonly Token[], edited: readonly Token[]): Set<string> {
  const found = new Set<string>();
  for (const { same, from, to, editedFrom } of hunks) {
    if (!same) continue;
    for (let i = from; i < to; i++) {
      const [before, after] = [shown[i]?.link ?? null, edited[editedFrom + i - from]?.link ?? null];
      if (before !== null && after !== null && before !== after) found.add(`${before} ${after}`);
    }
  }
  return found;
}

/** The storage of a link with one attribute of its first tag set; without it where the value is empty. */
function withAttribute(storage: string, name: string, value: string): string {
  const tag = openingTag.exec(storage);
  if (!tag) return storage;
  const at = { start: 0, innerStart: tag[0].length, innerEnd: tag[0].length, end: tag[0].length };
  const element = {
    type: 'element' as const,
    name: tag[1] ?? '',
    attributes: { [name]: '\u0000' },
    children: [],
    ...at,
  };
  return splice(storage, 0, storage.length, setAttribute(storage, element, name, value));
}

/** An item in other elements: text of CDATA, which stands in the plain body of a link alone, is encoded for any other place. */
export function withStack(item: Item, stack: readonly Wrapper[]): Item {
  const isFreed = item.stack.some(({ cdata }) => cdata) && !stack.some(({ cdata }) => cdata);
  return { ...item, stack, raw: isFreed ? encodeText(item.raw) : item.raw };
}
