/** Images: `ac:image` with an attachment or an address <-> `![alt](attachment:file.png "caption")`. */
import type { Atom } from '../model/inline.js';
import { cleanText, collapseSpace } from '../xml/clean-text.js';
import { encodeAttribute, encodeText } from '../xml/encode.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { findElement, isElement } from '../xml/xml-node.js';
import { resourceTarget, safeHref, writeResource } from './link.js';
import { textOf } from '../xml/decode.js';
import { setAttribute } from '../xml/splice.js';
import { unconvertible } from '../model/unconvertible.js';

type Image = Extract<Atom, { kind: 'image' }>;

/** An `ac:image` by the address of its file, page or URL; null where it has none, which stays a placeholder. */
export function readImage(image: XmlElement): Image | null {
  const resource = image.children.find(
    (child): child is XmlElement => isElement(child) && child.name.startsWith('ri:'),
  );
  const target = resource && resourceTarget(resource);
  if (!target) return null;
  const caption = findElement(image, 'ac:caption');
  return {
    kind: 'image',
    target: target.href,
    alt: toLine(image.attributes['ac:alt'] ?? ''),
    caption: caption ? toLine(textOf(caption)) : '',
  };
}

/** A plain HTML `img`, which old pages hold. */
export function readHtmlImage(image: XmlElement): Image | null {
  const href = safeHref(image.attributes['src'] ?? '');
  return href === null
    ? null
    : { kind: 'image', target: href, alt: toLine(image.attributes['alt'] ?? ''), caption: '' };
}

/** A new `ac:image`; the width is in CSS pixels, and the size the file's own without it. */
export function writeImage(image: Image): string {
  const alt = image.alt === '' ? '' : ` ac:alt="${encodeAttribute(image.alt)}"`;
  const width = image.width === undefined ? '' : ` ac:width="${image.width}"`;
  return `<ac:image${alt}${width}>${writeImageResource(image.target)}${writeCaption(image.caption)}</ac:image>`;
}

/**
 * The replacements that give an image another target, text or caption. Its size, border and the rest stay; an HTML
 * `img` becomes an `ac:image`.
 */
export function updateImage(source: string, element: XmlElement, image: Image): Splice[] {
  if (element.name !== 'ac:image') return [{ start: element.start, end: element.end, text: writeImage(image) }];
  const before = readImage(element);
  const splices = before?.alt === image.alt ? [] : setAttribute(source, element, 'ac:alt', image.alt);
  const resource = element.children.find(
    (child): child is XmlElement => isElement(child) && child.name.startsWith('ri:'),
  );
  if (resource && before?.target !== image.target)
    splices.push({ start: resource.start, end: resource.end, text: writeImageResource(image.target) });
  if (before?.caption === image.caption) return splices;
  return [
    ...splices,
    changedWords(source, element, before?.caption ?? '', image.caption) ?? updateCaption(element, image.caption),
  ];
}

/** The one replacement that turns the words of a caption into the new ones, where those that differ stand in one text. */
function changedWords(source: string, image: XmlElement, before: string, after: string): Splice | null {
  const caption = findElement(image, 'ac:caption');
  if (!caption || before === '' || after === '') return null;
  const [old, now] = [before.split(' '), after.split(' ')];
  let [head, tail] = [0, 0];
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const isFormatted = /<(?!\/?p\b)/.test(source.slice(caption.innerStart, caption.innerEnd));
  if (head + tail === 0 && isFormatted) return null;
  // A word beside those that came or went says where that was.
  if (head + tail === Math.min(old.length, now.length)) [head, tail] = head > 0 ? [head - 1, tail] : [head, tail - 1];
  const [gone, come] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)].map((words) =>
    words.join(' '),
  );
  const pattern = encodeText(gone ?? '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/ /g, '\\s+');
  const texts = source.slice(caption.innerStart, caption.innerEnd);
  const [found, ...more] = texts.matchAll(new RegExp(`(?<=^|[\\s>])${pattern}(?=$|[\\s<])`, 'g'));
  if (found && more.length === 0) {
    const start = caption.innerStart + found.index;
    return { start, end: start + found[0].length, text: encodeText(come ?? '') };
  }
  if (!isFormatted) return null;
  throw unconvertible(
    0,
    `the caption "${before.slice(0, 60)}" has formatting or links that Markdown does not show`,
    'Change only words with the same formatting, write an entirely new caption, or send that part as storage.',
  );
}

function updateCaption(element: XmlElement, caption: string): Splice {
  const found = findElement(element, 'ac:caption');
  if (found && (caption === '' || found.children.length === 0))
    return { start: found.start, end: found.end, text: writeCaption(caption) };
  if (found) {
    // Its tags and those of its paragraph stay: they have ids of their own.
    const [only, ...others] = found.children.filter((child) => isElement(child) || child.value.trim() !== '');
    const holder = others.length === 0 && isElement(only, 'p') && only.children.length > 0 ? only : null;
    return holder
      ? { start: holder.innerStart, end: holder.innerEnd, text: encodeText(caption) }
      : { start: found.innerStart, end: found.innerEnd, text: `<p>${encodeText(caption)}</p>` };
  }
  return { start: element.innerEnd, end: element.innerEnd, text: writeCaption(caption) };
}

function writeImageResource(target: string): string {
  return writeResource(target) ?? `<ri:url ri:value="${encodeAttribute(target)}" />`;
}

function writeCaption(caption: string): string {
  return caption === '' ? '' : `<ac:caption><p>${encodeText(caption)}</p></ac:caption>`;
}

function toLine(text: string): string {
  return collapseSpace(cleanText(text));
}
