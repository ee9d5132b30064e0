/** Writing text into storage. Characters that XML forbids are dropped: no escape can carry them. */

// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/** Text between tags; a no-break space is written `&nbsp;`, as Confluence's editor has it. */
export function encodeText(text: string): string {
  return text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00A0', '&nbsp;');
}

/**
 * A value between double quotes; line breaks are kept as references, which XML would turn into blanks (XML 1.0, 3.3.3).
 */
export function encodeAttribute(value: string): string {
  return encodeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}

/** A CDATA section; `]]>` inside is split over two, as XML asks. */
export function encodeCdata(text: string): string {
  return `<![CDATA[${escapeCdata(text)}]]>`;
}

/** The inside of a CDATA section, for one that is there already. */
export function escapeCdata(text: string): string {
  return text.replace(forbidden, '').replaceAll(']]>', ']]]]><![CDATA[>');
}
