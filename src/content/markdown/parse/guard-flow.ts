import { unconvertible } from '../../model/unconvertible.js';

/** Refuses lines that would keep the parser busy for minutes; nothing that people write comes near. */
export function guard(text: string): void {
  for (const line of [deepPrefix, wideRow]) {
    const found = line.exec(text);
    if (found && !/^[ \t]*(?:[-*][ \t]*)+$/.test(found[0]))
      throw unconvertible(
        text.slice(0, found.index).split('\n').length,
        line === wideRow ? 'a row has more than a thousand cells' : 'blocks are nested deeper than 40 levels',
      );
  }
}

const deepPrefix = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){41,}.*$/m;
const wideRow = /^(?:[^\n|]*\|){1001,}/m;
