import { decodeHTML } from 'entities/decode';
import { parseStorage } from '../../xml/parse-storage.js';
import { isElement, type XmlElement, type XmlNode } from '../../xml/xml-node.js';

/** Attributes that lead somewhere or load something. */
const leading: ReadonlySet<string> = new Set([
  ...['href', 'src', 'ri:value', 'srcset', 'action', 'formaction', 'poster', 'background', 'cite', 'data'],
]);

/**
 * What readers' programs make a link of, or load: in text, in styles, in parameters of macros. Browsers take the schemes
 * of the web with slashes of either kind, or none (https://url.spec.whatwg.org/#special-scheme).
 */
const inText =
  /(?:(?:\b[a-z][a-z\d+.-]*:|(?<![\w:]))\/\/|\bmailto:|\b(?:https?|ftp|wss?):(?:[\\/]|(?=[\p{L}\p{N}%@[])))[^\s<>"'|!\])}]+/giu;

/** Elements and macros whose text is shown as it is, and never becomes a link. */
const verbatimElements: ReadonlySet<string> = new Set(['code', 'pre', 'samp', 'kbd']);
const verbatimMacros: ReadonlySet<string | undefined> = new Set(['code', 'noformat']);

/**
 * Every address that a text would lead to or load from, once each, as it stands there: links, images, parameters of
 * macros and addresses in plain words; what stands in code is none. Whether one leads off the site is for the caller to
 * say: relative ones are among them. Text that is not storage is searched as it is, wiki markup and files included.
 */
export function findAddresses(text: string, format: 'storage' | 'text'): string[] {
  if (format === 'text') return unique(decodeHTML(text).match(inText) ?? []);
  const found: string[] = [];
  const open: XmlNode[] = [...parseStorage(text).children];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'element') {
      found.push(...inAttributes(node));
      open.push(...searchedChildren(node));
    } else if (node.type === 'text') found.push(...(decodeHTML(node.value).match(inText) ?? []));
    else if (node.type === 'cdata') found.push(...(node.value.match(inText) ?? []));
  }
  return unique(found);
}

function inAttributes({ attributes }: XmlElement): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const address = value.trim();
    if (leading.has(name.toLowerCase())) return address === '' || address.startsWith('#') ? [] : [address];
    return value.match(inText) ?? [];
  });
}

/** Links in code lead somewhere, its words do not. */
function searchedChildren({ name, attributes, children }: XmlElement): XmlNode[] {
  if (verbatimElements.has(name)) return children.filter(({ type }) => type === 'element');
  if (name !== 'ac:structured-macro' || !verbatimMacros.has(attributes['ac:name'])) return children;
  return children.filter((child) => !isElement(child, 'ac:plain-text-body'));
}

function unique(addresses: readonly string[]): string[] {
  return [...new Set(addresses)];
}
