/**
 * Characters that writers and pages use for one another, each as one: blanks, quotes and dashes. A text keeps its length, so that a
 * place in what is folded is the same place in what is not.
 */
export function fold(text: string): string {
  return text
    .replace(/[\t\r\n\f\u00A0\u2007\u2009\u202F]/g, ' ')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** Names are compared without regard to case, to how wide their blanks are, and to the kind of their signs. */
export function foldName(text: string): string {
  return fold(text).replace(/ +/g, ' ').trim().toLowerCase();
}
