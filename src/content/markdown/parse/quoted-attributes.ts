import { replaceOutsideCode } from '../../model/outside-code.js';

/** Code, what is escaped, or a tag with attributes. */
const tag =
  /`+|\\[^]|<[A-Za-z][A-Za-z0-9-]*((?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)+)\s*\/?>/g;
const unquoted = /("[^"]*"|'[^']*')|=(\s*)([^\s"'=<>`]+)/g;

/**
 * The Markdown with quotes around the values of attributes that have none. CommonMark lets them have slashes, as addresses do;
 * micromark ends them there, so that the tag would be text.
 */
export function quotedAttributes(markdown: string): string {
  if (!/=\s*[^\s"'=<>`]*\//.test(markdown)) return markdown;
  return replaceOutsideCode(markdown, tag, (whole, attributes) => {
    if (attributes === undefined) return whole;
    // A slash right before the end of the tag is a part of the value, as in HTML.
    return whole.replace(unquoted, (one: string, quoted: string | undefined, blank = '', value = '') =>
      quoted === undefined ? `=${blank}"${value}"` : one,
    );
  });
}
