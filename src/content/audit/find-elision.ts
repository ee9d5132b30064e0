import { collapseSpace } from '../xml/clean-text.js';

/** Words with which writers say that they left something out, in the languages that models write most. */
const elisionWords = new RegExp(
  [
    String.raw`\b(?:unchanged|omitted|truncated|abbreviated|not shown|snipped|(?:keep|kept|same) as (?:is|it is|before|above)|as before|(?:stays?|remains?) (?:the same|as (?:they|it|is|was))|(?:goes|go) here)\b`,
    String.raw`\b(?:rest of (?:the )?(?:page|document|content|text|table|file|code|section|article|list|rows?)|remaining (?:content|text|sections?|rows?|items?|lines?|paragraphs?)|\d+ (?:more|other|further) (?:rows?|items?|lines?|sections?)|(?:page|document|content|text|table|file|code|section|article|list) continues)\b`,
    String.raw`\b(?:existing|previous|original) (?:content|text|sections?|rows?)\b(?!\s+(?:model|type|editor|management))`,
    String.raw`unverändert|ausgelassen|gekürzt|bleib(?:t|en) gleich|wie (?:bisher|zuvor|gehabt)|(?:rest|restlichen?|übrigen?|weiteren?) (?:zeilen|abschnitte?|seite|inhalte?|einträge)`,
    String.raw`inchangé|sans changement|tronqué|reste (?:de|du) |contenu existant`,
    String.raw`sin cambios|omitid[oa]s?\b|truncad[oa]|resto (?:de|del|da|do|della) |inalterad|sem alterações|permanecen? (?:igual|iguais)|restante d[oae] |invariat|omess[oiae]\b|contenido existente`,
    String.raw`без изменений|пропущен|опущен|ongewijzigd|weggelaten|bez zmian|değişmedi|geri kalan|oförändra|uændre|uendre|muuttumat`,
    '省略|不变|不變|保持原|其余|以下略|以下同|変更なし|変更なく|そのまま|생략|변경 없|동일|그대로',
  ].join('|'),
  'iu',
);
/** A note beside the text: in brackets, as a comment, or behind three dots. */
const aside = /^(?:[([{<（［【「].*[)\]}>）］】」]|(?:\/\/|<!--)?\s*(?:\.{3}|…).*)$/u;
const dots = /^[\s|([{<（［*_-]*(?:\.{3}|…|\[snip\]|<snip>)[\s|.…)\]}>）］*_-]*$/iu;
const sentence =
  /^(?:the )?(?:rest|remainder|remaining|other|all other|everything else|sections?|rows?)\b.{0,40}\b(?:unchanged|omitted|truncated|not shown|the same|as (?:is|before|above))\W*$/iu;
const longest = 300;
/** A line that breaks off: its words, and the dots behind them, in brackets or not. */
const brokenOff = /^(.*[^\s.…,;:])[\s,;:]*(?:([[(](?:\.{3}|…)[\])])|\.{3}|…)$/u;

/**
 * The line that stands for text that was left out, if the new text has one and the old one loses more lines than it gains: what
 * could as well be meant is believed where nothing is missing. A line that was there before, or is one that was edited, says nothing.
 */
export function findElision(before: readonly string[], after: readonly string[]): string | null {
  const [old, now] = [new Set(before.map(collapseSpace)), new Set(after.map(collapseSpace))];
  const gone = [...old].filter((line) => line !== '' && !now.has(line));
  if (gone.length === 0) return null;
  const fresh = [...now].filter((line) => line !== '' && !old.has(line));
  const cut = fresh.find((line) => isCutShort(line, gone, fresh));
  if (cut !== undefined) return cut;
  const elisions = fresh.filter((line) => line.length <= longest && isElision(line) && !isEdited(line, gone));
  return gone.length > fresh.length - elisions.length ? (elisions[0] ?? null) : null;
}

/** Could one of these new lines stand for text that was left out? */
export function mayElide(lines: readonly string[]): boolean {
  return lines
    .map(collapseSpace)
    .some((line) => line !== '' && ((line.length <= longest && isElision(line)) || brokenOff.test(line)));
}

/** Does the line have most of the words of one that was there? */
function isEdited(line: string, gone: readonly string[]): boolean {
  const words = line.split(' ');
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  const own = letters(line);
  if (own !== '' && gone.some((one) => letters(one) === own)) return true;
  return (
    words.length > 3 &&
    gone.some((one) => words.filter((word) => one.split(' ').includes(word)).length >= 0.6 * words.length)
  );
}

/**
 * Is the line the first words of one that was there, and are the others nowhere? Dots without brackets are a writer's own behind
 * few words.
 */
function isCutShort(line: string, gone: readonly string[], fresh: readonly string[]): boolean {
  const [, head, brackets] = brokenOff.exec(line) ?? [];
  if (head === undefined) return false;
  const least = brackets === undefined ? 4 : 1;
  if (head.split(' ').length < least) return false;
  return gone.some((one) => {
    const rest = one.startsWith(`${head} `) ? one.slice(head.length).trim() : '';
    const isLong = rest !== '' && rest.split(' ').length >= least;
    return isLong && !/^[[(]?(?:\.{3}|…)/u.test(rest) && !fresh.some((other) => other.includes(rest));
  });
}

function isElision(line: string): boolean {
  const text = line.replace(/^[\s>*_#-]+|[\s*_]+$/g, '');
  if (aside.test(text) && elisionWords.test(text)) return true;
  return dots.test(line) || sentence.test(text) || /^\W*unchanged\W*$/i.test(text);
}
