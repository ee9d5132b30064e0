import { decodeHTML } from 'entities/decode';
import { parseStorage } from '../../xml/parse-storage.js';
import { isElement, type XmlElement, type XmlNode } from '../../xml/xml-node.js';

/** Attributes that lead somewhere or load something. */
const leading: ReadonlySet<string> = new Set([
  ...['href', 'src', 'ri:value', 'srcset', 'action', 'formaction', 'poster', 'background', 'cite', 'data'],
]);

/**
 * What readers' programs make a link of, or load: in text, in styles, in parameters of macros. Browsers take the schemes
 * of the web with slashes of either kind, or none (https://url.spec.whatwg.org/#special-scheme). A scheme of any length would
 * be sought from each letter to the end of the text.
 */
const inText =
  /(?:(?:[a-z][a-z\d+.-]{0,40}:|(?<![\w:]))\/\/|\bmailto:|\b(?:https?|ftp|wss?):(?:[\\/]|(?=[\p{L}\p{N}%@[]))|(?<![\p{L}\p{N}@.\\/-])www[.\u3002\uff0e\uff61](?=[\p{L}\p{N}]))[^\s<>"'|!\])}]+/giu;

/** What has a host without a scheme, in either kind of slashes, where an address is expected: a value, a quoted text, `url(`. */
const ofHost = /(?<=^\s{0,20}|["'=(]\s{0,20})[\\/]{2}[^\s<>"'|!\])}]+/g;

/** A share of a network, which wiki markup makes a link of. */
const shareInWikiLink = /(?<=\[(?:[^[\]\n|]{0,200}\|)?)\\\\[^\s\]|]+/g;

/**
 * What has no scheme and is no address of the site all the same: editors and chats that make links put one in front.
 * The endings are those that linkify-it takes without a scheme, which the editor of Confluence works with; of two letters
 * only where a path or a port follows, for `guide.md` is a file.
 */
const bareHost =
  /^(?:www\.|(?:[\p{L}\p{N}_-]+\.)+(?:(?:biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф|xn--[\w-]+)(?![\p{L}\p{N}_.-])|\p{L}{2}(?=[/:\\])))/iu;
const bareMail = /^[^\s/\\:?#@]+@(?:[\p{L}\p{N}_-]+\.)+\p{L}/u;

/** With what makes an address of it, where that is left to whoever shows it. */
function completed(address: string): string {
  const plain = address.replaceAll(/[\u3002\uff0e\uff61]/g, '.');
  if (bareMail.test(plain)) return `mailto:${address}`;
  return bareHost.test(plain) ? `//${address}` : address;
}

/** Elements and macros whose text is shown as it is, and never becomes a link. */
const verbatimElements: ReadonlySet<string> = new Set(['code', 'pre', 'samp', 'kbd']);
const verbatimMacros: ReadonlySet<string | undefined> = new Set(['code', 'noformat']);

/**
 * Every address that a text would lead to or load from, once each, as it stands there: links, images, parameters of
 * macros and addresses in plain words; what stands in code is none. Whether one leads off the site is for the caller to
 * say: relative ones are among them. Text that is not storage is searched as it is, wiki markup and files included.
 */
export function findAddresses(text: string, format: 'storage' | 'text'): string[] {
  if (format === 'text') {
    const plain = decodeHTML(text);
    return unique([...addressesIn(plain), ...(plain.match(shareInWikiLink) ?? [])]);
  }
  const found: string[] = [];
  const open: XmlNode[] = [...parseStorage(text).children];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'element') {
      found.push(...inAttributes(node), ...(node.name === 'ac:parameter' ? inValue(node) : []));
      open.push(...searchedChildren(node));
    } else if (node.type === 'text') found.push(...addressesIn(decodeHTML(node.value)));
    else if (node.type === 'cdata') found.push(...inSource(node.value));
  }
  return unique(found);
}

function inAttributes({ attributes }: XmlElement): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (name === 'style') return inSource(value);
    if (!leading.has(name.toLowerCase())) return addressesIn(value);
    // Several pictures, each with its size: https://html.spec.whatwg.org/#srcset-attributes
    const all =
      name.toLowerCase() === 'srcset' ? value.split(',').map((one) => one.trim().split(/\s/)[0] ?? '') : [value];
    const own = all.map((one) => one.trim()).filter((one) => one !== '' && !one.startsWith('#'));
    return own.map(completed);
  });
}

/** What says of itself that it holds an address. */
const addressNames = /(?:ur[il]|src|href|link|address|webhook|callback|endpoint)s?$/i;
const longestHost = 300;

/** The address in a value without a scheme, where the name of the value says that it is one: whoever takes it puts one in front. */
export function namedAddress(name: string, value: string): string | undefined {
  const plain = value.trim().slice(0, longestHost);
  const whole = completed(plain);
  return addressNames.test(name) && whole !== plain ? whole : undefined;
}

/** What a macro makes of its parameter is not known: it may be an address as a whole. */
function inValue({ attributes: { 'ac:name': name = '' }, children }: XmlElement): string[] {
  return children.flatMap((child) => {
    if (child.type !== 'text') return [];
    const value = decodeHTML(child.value);
    return [...(value.match(ofHost) ?? []), namedAddress(name, value) ?? []].flat();
  });
}

/** In HTML, styles and whatever else macros take, where CSS may spell any sign by its number (CSS Syntax 3, 4.3.7). */
function inSource(source: string): string[] {
  const unescaped = source.replace(/\\([\da-f]{1,6})\s?/gi, (escape, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
  const texts = unescaped === source ? [source] : [source, unescaped];
  return texts.flatMap((text) => [...addressesIn(text), ...(text.match(ofHost) ?? [])]);
}

function addressesIn(text: string): string[] {
  return (text.match(inText) ?? []).map((found) => (/^www/i.test(found) ? completed(found) : found));
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
