/**
 * Characters that a person cannot see but a model reads: tag characters, zero-width characters, soft hyphens, bidi controls,
 * interlinear and invisible operators, variation selectors of the supplementary plane. The two joiners stay where a script or an emoji needs them.
 */
const hidden =
  // eslint-disable-next-line no-misleading-character-class -- the parts of an emoji are named one by one on purpose
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]|(?<![\p{M}\p{L}\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]|[\u200C\u200D](?![\p{M}\p{L}\p{Extended_Pictographic}\u2640\u2642\u2695\u2696\u2708\u2764])|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}])[\u200C\u200D]/gu;

// Subdivision flags (England, Scotland, Wales) are the one honest use of tag characters.
const flag = /\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{3,6}\u{E007F}/gu;

const quick =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\uD834\uDB40-\uDB43]/;

/** Removes invisible characters from text that a model will see. Storage itself is never touched. */
export function cleanText(text: string): string {
  if (!quick.test(text)) return text;
  let out = '';
  let from = 0;
  for (const [start, end] of hiddenRanges(text)) {
    out += text.slice(from, start);
    from = end;
  }
  return out + text.slice(from);
}

/** The ranges that `cleanText` removes, for those who must map what is left to where it was. */
export function hiddenRanges(text: string): [start: number, end: number][] {
  if (!quick.test(text)) return [];
  const flags = text.matchAll(flag);
  let kept = flags.next().value;
  const ranges: [number, number][] = [];
  for (const { index, 0: found } of text.matchAll(hidden)) {
    while (kept && index >= kept.index + kept[0].length) kept = flags.next().value;
    if (!kept || index < kept.index) ranges.push([index, index + found.length]);
  }
  return ranges;
}

/** The text in one line: each run of white space is one blank, and none is at an end. */
export function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
