import { escapeUTF8 } from 'entities';

/** Text that stands in a page as it is: made by `html`, or written by us. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | Html | readonly Html[];

/** A template in which every value is escaped, except what `html` made itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((made, part, at) => made + show(values[at - 1] ?? '') + part));
}

function show(value: Value): string {
  if (value instanceof Html) return value.text;
  return typeof value === 'string' ? escapeUTF8(value) : value.map(({ text }) => text).join('');
}

/**
 * A name that a stranger chose: one line, cut to a readable length, without the invisible characters that turn the
 * text around it or hide in it.
 */
export function tame(name: string, longest = 80): string {
  const visible = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = [...visible];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : visible;
}
