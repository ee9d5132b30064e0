/** Writing text into storage. Characters that XML forbids are dropped: no escape can carry them. */

// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

export function encodeText(text: string): string {
  return text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00A0', '&nbsp;');
}

export function encodeAttribute(value: string): string {
  return encodeText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}

/** A CDATA section; `]]>` inside is split over two, as XML asks. */
export function encodeCdata(text: string): string {
  return `<![CDATA[${escapeCdata(text)}]]>`;
}

export function escapeCdata(text: string): string {
  return text.replace(forbidden, '').replaceAll(']]>', ']]]]><![CDATA[>');
}
