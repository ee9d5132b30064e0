import { AppError } from '../../errors.js';

/**
 * Words as the right side of a CQL `~`, with no meaning but their own. Two languages read them, one after the other:
 * CQL takes the string out of its quotes, and the index (Lucene) parses what was in it, so that what the index must not
 * interpret is escaped for it first and then once more for CQL. Words like OR count there in capitals only.
 */
export function cqlText(words: string): string {
  const terms = words.normalize('NFC').replaceAll(/\p{C}/gu, ' ').trim().toLowerCase();
  const forIndex = terms.replaceAll(/[+\-&|!(){}[\]^"~*?:\\/]/g, String.raw`\$&`);
  return `"${forIndex.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

/** The CQL that finds people by the beginnings of the words of their names; INVALID_INPUT when there is none. */
export function personCql(query: string): string {
  if (/[\p{L}\p{N}]/u.test(query)) return `user.fullname ~ ${cqlText(query)}`;
  throw new AppError('INVALID_INPUT', 'query has no letter or digit to search for.', {
    hint: 'Send part of the name of a person.',
    details: { field: 'query' },
  });
}
