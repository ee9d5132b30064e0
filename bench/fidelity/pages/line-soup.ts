import { newWord } from '../changes/new-words.js';
import type { RandomSource } from '../random-source.js';
import { plain, type PageKind } from './page-kind.js';

/** Lines of every sort in any order: nobody writes so, but every rule about where a block ends is in it. */
export const lineSoup: PageKind = plain('lines at random', (random) =>
  random.many(3, 14, () => line(random)).join('\n'),
);

function line(random: RandomSource): string {
  const text = newWord(random);
  const indent = ' '.repeat(random.pick([0, 0, 0, 0, 2, 2, 3, 4]));
  const start = random.pick([
    '',
    '',
    '',
    '',
    '- ',
    '- ',
    '1. ',
    '2. ',
    '* ',
    '> ',
    '> - ',
    '```',
    '~~~',
    '## ',
    '- [ ] ',
    '    ',
    '---',
    ':::info',
    ':::',
    '| a | b |',
  ]);
  if (start.startsWith('`') || start.startsWith('~') || start.startsWith('---') || start.startsWith(':::'))
    return indent + start;
  return random.chance(0.25) ? '' : `${indent}${start}${text}`;
}
