import { newSentence, newWord, richSentence } from '../changes/new-words.js';
import type { RandomSource } from '../random-source.js';
import { kind, plain, type PageKind } from './page-kind.js';
import { indented } from './whole-documents.js';

const s = newSentence;
const fence = (random: RandomSource, info = '') => `\`\`\`${info}\n${newWord(random)}\n\n  ${newWord(random)}\n\`\`\``;

/** Lists of every nesting, tasks, and code of every indentation. */
export const listKinds: readonly PageKind[] = [
  plain(
    'fence behind an item',
    (random) => `1. ${s(random)}\n${fence(random, 'sh')}\n2. ${s(random)}\n\n## ${newWord(random)}\n\n${s(random)}`,
  ),
  plain(
    'fence half indented in an item',
    (random) => `1. ${s(random)}\n${indented(fence(random), 2)}\n2. ${s(random)}\n\n${s(random)}`,
  ),
  plain(
    'fence in an item',
    (random) => `- ${s(random)}\n${indented(fence(random, 'js'), 2)}\n- ${s(random)}\n\n${s(random)}`,
  ),
  plain(
    'fence in a nested item',
    (random) => `- ${s(random)}\n  - ${s(random)}\n${indented(fence(random), 4)}\n  - ${s(random)}\n- ${s(random)}`,
  ),
  plain('fence that is never closed', (random) => `${s(random)}\n\n\`\`\`\n${newWord(random)}\n\n${newWord(random)}`),
  plain(
    'fence in a longer fence',
    (random) =>
      `\`\`\`\`markdown\n\`\`\`js\n${newWord(random)}\n\`\`\`\n- ${newWord(random)}\n\`\`\`\`\n\n${s(random)}`,
  ),
  plain('fence of tildes', (random) => `~~~\n${newWord(random)}\n\`\`\`\n${newWord(random)}\n~~~\n\n${s(random)}`),
  plain(
    'indented code',
    (random) =>
      `${s(random)}\n\n    ${newWord(random)} = ${newWord(random)}\n      ${newWord(random)}\n\n    ${newWord(random)}\n\n${s(random)}`,
  ),
  plain('indented code first', (random) => `    ${newWord(random)}\n    ${newWord(random)}\n\n${s(random)}`),
  plain(
    'code that looks like Markdown',
    (random) =>
      `\`\`\`\n# ${newWord(random)}\n- ${newWord(random)}\n[${newWord(random)}]: ${newWord(random)}\n:::info\n| a | b |\n[^1]: ${newWord(random)}\n<details>\n---\n\`\`\`\n\n${s(random)} [${newWord(random)}](https://example.org)`,
  ),
  plain('log without a fence', (random) =>
    `[INFO]: ${newWord(random)}\n[WARN]: ${newWord(random)} ${newWord(random)}\n[${newWord(random)}]: ${s(random)}`.replaceAll(
      '[',
      '\\[',
    ),
  ),
  kind('log lines', (random) => {
    // Two lines with one label would be a definition and its use.
    const labels = ['INFO', 'WARN', 'note', '12:01'].slice(0, random.between(1, 4));
    const lines = labels.map((label) => `[${label}]: ${newWord(random)}${random.pick(['', ` ${newWord(random)}`])}`);
    return { sent: lines.join('\n'), once: lines.flatMap((line) => line.match(/\w{5,}q/g) ?? []) };
  }),
  plain(
    'deep bullets',
    (random) =>
      `- ${s(random)}\n  - ${s(random)}\n    - ${s(random)}\n      - ${s(random)}\n  - ${s(random)}\n- ${s(random)}`,
  ),
  plain(
    'bullets of four blanks',
    (random) => `- ${s(random)}\n    - ${s(random)}\n        - ${s(random)}\n- ${s(random)}`,
  ),
  plain(
    'numbers and bullets',
    (random) =>
      `1. ${s(random)}\n   - ${s(random)}\n   - ${s(random)}\n2. ${s(random)}\n   1. ${s(random)}\n   2. ${s(random)}`,
  ),
  plain('numbers that are all one', (random) => `1. ${s(random)}\n1. ${s(random)}\n1. ${s(random)}`),
  plain('numbers from seven', (random) => `7. ${s(random)}\n8. ${s(random)}`),
  plain(
    'loose items with paragraphs',
    (random) => `- ${s(random)}\n\n  ${s(random)}\n\n- ${s(random)}\n\n  > ${s(random)}\n\n${s(random)}`,
  ),
  plain(
    'list right behind a paragraph',
    (random) => `${s(random)}\n- ${s(random)}\n- ${s(random)}\n\n${s(random)}\n1. ${s(random)}`,
  ),
  plain('two kinds of bullets', (random) => `- ${s(random)}\n- ${s(random)}\n\n* ${s(random)}\n* ${s(random)}`),
  plain(
    'table in an item',
    (random) =>
      `- ${s(random)}\n\n  | ${newWord(random)} | ${newWord(random)} |\n  |---|---|\n  | ${newWord(random)} | ${newWord(random)} |\n- ${s(random)}`,
  ),
  plain(
    'tasks',
    (random) => `- [ ] ${richSentence(random)}\n- [x] ${s(random)}\n  - [ ] ${s(random)}\n- [X] ${s(random)}`,
  ),
  plain(
    'tasks and bullets',
    (random) => `- [ ] ${s(random)}\n- [x] ${s(random)}\n\n${s(random)}\n\n- ${s(random)}\n- ${s(random)}`,
  ),
  kind('tasks without words', (random) => {
    const text = s(random);
    return { sent: `- [ ] \n- [x] ${text}`, means: `- [ ] (empty)\n- [x] ${text}` };
  }),
  plain('tasks with stars', (random) => `* [ ] ${s(random)}\n* [x] ${s(random)}`),
  kind('terms and definitions', (random) => {
    const [term, one, two] = [newWord(random), s(random), s(random)];
    return {
      sent: `${term}\n: ${one}\n: ${two}`,
      once: [term, ...(`${one} ${two}`.match(/\w{5,}/g) ?? [])],
      never: [': '],
    };
  }),
];
