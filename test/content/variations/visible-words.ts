import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

/** Its package has no types. */
const footnotes = createRequire(import.meta.url)('markdown-it-footnote') as (
  markdown: ReturnType<typeof MarkdownIt>,
) => void;
const plain = new MarkdownIt({ html: true, linkify: true }).use(footnotes);

/** The words that a reader sees, in the order of the alphabet: notes stand elsewhere on a page than where they are written. */
export function wordsIn(text: string): string[] {
  return (text.normalize().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).sort();
}

function withoutTags(html: string): string {
  return html
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<(?:"[^"]*"|'[^']*'|[^<>"'])*>/g, ' ')
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (entity, name: string) => {
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
      return name.startsWith('#')
        ? String.fromCodePoint(code)
        : ({ lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' }[name] ?? entity);
    });
}

/** What Markdown shows by markdown-it, which shares nothing with the converter: without the numbers and the arrows of notes. */
export function wordsOfMarkdown(markdown: string): string[] {
  const html = plain
    .render(markdown)
    .replace(/<sup class="footnote-ref">[^]*?<\/sup>|<a [^>]*class="footnote-backref"[^]*?<\/a>/g, ' ')
    // A task is a box on a page, and text to plain Markdown.
    .replace(/(<li>\s*(?:<p>)?)\[[ xX]\]/g, '$1 ');
  return wordsIn(withoutTags(html));
}

/** What storage shows: text, code and titles, without ids, the states of tasks and settings of macros. */
export function wordsOfStorage(storage: string): string[] {
  const cdata: string[] = [];
  const bare = storage
    .replace(/<!\[CDATA\[([^]*?)\]\]>/g, (_, code: string) => ` \uE000${cdata.push(code) - 1}\uE001 `)
    .replace(/<sup>\d+<\/sup>(?=<\/ac:link-body>)/g, ' ')
    .replace(
      /<ac:parameter ac:name="(?!title")[^"]*">[^<]*<\/ac:parameter>|<ac:task-(id|status)>[^<]*<\/ac:task-\1>/g,
      ' ',
    );
  return wordsIn(withoutTags(bare).replace(/\uE000(\d+)\uE001/g, (_, at: string) => cdata[Number(at)] ?? ''));
}

/** Is this more than plain text, by markdown-it or as a directive of ours? An address and an unused definition read the same as text. */
export function isMarkup(markdown: string): boolean {
  const tags = plain.render(markdown).matchAll(/<(?!\/?(?:p|br|a)\b)[a-z!]/gi);
  return !tags.next().done || /^ *:::|^ *::\w|:(?:status|date|macro)\[|^[!?]{3} |\]\((?!user:)/m.test(markdown);
}
