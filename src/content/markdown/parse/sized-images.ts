import { replaceOutsideCode } from '../../model/outside-code.js';

/** Pictures with a width as other tools have it: `![alt](address =300x200)`, `![alt](address){width=300}` of Pandoc and kramdown, `![alt|300](address)` of Obsidian. */
const sized =
  /`+|\\[^]|!\[((?:[^[\]\\]|\\.)*)\]\((<[^<>\n]*>|[^\s()<>]+)(?:\s+"([^"\n]*)")?(?:\s+=(\d+)x\d*)?\s*\)(?:\{:?\s*(?!\s)([^{}\n]*)\})?/g;

const attribute = (name: string, value: string) =>
  value === '' ? '' : ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;

/** The Markdown with such pictures as HTML, which has a place for the width. */
export function sizedImages(markdown: string): string {
  if (!markdown.includes('![')) return markdown;
  return replaceOutsideCode(
    markdown,
    sized,
    (
      whole: string,
      alt: string | undefined,
      address: string | undefined,
      title: string | undefined,
      width: string | undefined,
      settings: string | undefined,
    ) => {
      const [, name = '', behind] = /^(.*?)\|(\d{2,4})(?:x\d+)?$/s.exec(alt ?? '') ?? [];
      const given = width ?? /(?:^|\s)width="?(\d+)(?:px)?"?(?=\s|$)/.exec(settings ?? '')?.[1] ?? behind;
      if (alt === undefined || given === undefined) return whole;
      const src = (address ?? '').replace(/^<(.*)>$/, '$1');
      const words = (behind === undefined ? alt : name).replace(/\\([!-/:-@[-`{-~])/g, '$1');
      return `<img${attribute('src', src)}${attribute('alt', words)}${attribute('title', title ?? '')} width="${given}">`;
    },
  );
}
