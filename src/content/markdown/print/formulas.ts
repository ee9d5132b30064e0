import { replaceOutsideCode } from '../../model/outside-code.js';

/**
 * Formulas between dollar signs, as GitHub and Pandoc have them, and between `\\(` and `\\)`, as models write them. A page has no macro for them: they stay text, and what is between the
 * signs is nothing that Markdown reads.
 */
const between = String.raw`\$\$(?!\$)(?:[^$\\]|\\[^])+\$\$(?!\$)|\$(?=[^\s$])(?:[^$\\\n]|\\[^\n])*(?<!\s)\$(?![\d$])`;
/** The environments of LaTeX; the name is the second group where the whole is the first. */
const environment = String.raw`\\begin\{([A-Za-z]+\*?)\}(?:[^\\]|\\(?!end\{\2\})[^]){0,4000}\\end\{\2\}`;
/** Code, addresses of links and escaped signs are looked over: none of them begins a formula. */
const inMarkdown = new RegExp(
  String.raw`\x60+|\]\((?:[^()\s\\]|\\[^\s]){0,400}(?=[()\s])|(\\\((?:[^\\\n]|\\[^)\n]){0,1000}\\\)|^\\\[(?:[^\\]|\\[^\]])*\\\]$|\\\[\s(?:[^\\]|\\[^\]]){0,1000}\s\\\]|${environment}|${between})|\\[^]`,
  'g',
);
const inText = new RegExp(between, 'g');

/** Commands, and signs raised or lowered: prices have none. What has HTML in it is left to HTML. */
const latex =
  /\\[A-Za-z{}\\,;:!|()[\]%&#_ ]|[\^_]\{|[A-Za-z0-9)]\^[A-Za-z0-9(+-]|(?<![\p{L}\p{N}_])[a-z]_[A-Za-z0-9](?![\p{L}\p{N}_])/u;
const html = /&#?\w+;|<[A-Za-z/!][^<>]*>/;

const isFormula = (text: string) => latex.test(text) && !html.test(text);

/** Words between brackets that were escaped: `\[ \]` and what else has no sign of a formula in it. */
function isBracketed(text: string): boolean {
  const inner = text.slice(2, -2);
  return text.startsWith('\\[') && !latex.test(inner) && !/\s[=<>+]\s/.test(inner);
}

/** Markdown in which the signs of formulas are escaped, so that it reads them as they are. */
export function escapeFormulas(markdown: string): string {
  if (!/\$|\\(?:[([]|begin\{)/.test(markdown) || !latex.test(markdown)) return markdown;
  return replaceOutsideCode(markdown, inMarkdown, (whole, formula) =>
    formula === undefined || !isFormula(formula) || isBracketed(formula)
      ? whole
      : formula.replace(/[!-/:-@[-`{-~]/g, '\\$&'),
  );
}

/** The formulas in a text that is no Markdown, with where they begin. */
export function formulasIn(text: string): { start: number; text: string }[] {
  if (!text.includes('$') || !latex.test(text)) return [];
  return [...text.matchAll(inText)].flatMap(({ index, 0: formula }) =>
    isFormula(formula) ? [{ start: index, text: formula }] : [],
  );
}

/** May formulas of these texts be printed as they are: is no other dollar sign near that could be taken for one of theirs? */
export function areApart(texts: readonly string[], others: string, inCell: boolean): boolean {
  const formulas = texts.flatMap(formulasIn);
  const count = (text: string) => text.split('$').length - 1;
  const own = formulas.reduce((sum, { text }) => sum + count(text), 0);
  // GFM cannot say a backslash and a pipe in a cell.
  const isSplit = inCell && formulas.some(({ text }) => text.includes('\\|'));
  return own > 0 && own === count(texts.join('')) + count(others) && !isSplit;
}
