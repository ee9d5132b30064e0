import { newSentence, newWord, richSentence } from '../changes/new-words.js';
import type { RandomSource } from '../random-source.js';
import { kind, plain, type PageKind } from './page-kind.js';

const bullets = (random: RandomSource, least = 2, most = 5) =>
  random.many(least, most, () => `- ${richSentence(random)}`).join('\n');
const numbers = (random: RandomSource) =>
  random
    .many(2, 5, () => richSentence(random))
    .map((text, i) => `${i + 1}. ${text}`)
    .join('\n');
const table = (random: RandomSource, rows = 3) => {
  const line = () => `| ${newWord(random)} | ${newWord(random)} ${newWord(random)} | ${newWord(random)} |`;
  return [line(), '|---|:---:|---:|', ...Array.from({ length: rows }, line)].join('\n');
};
const shell = (random: RandomSource) =>
  `\`\`\`bash\n# ${newWord(random)}\n${newWord(random)} --${newWord(random)} | grep ${newWord(random)}\n\n${newWord(random)}\n\`\`\``;
const heading = (random: RandomSource, level = 2) => `${'#'.repeat(level)} ${newSentence(random, 1, 4).slice(0, -1)}`;

/** Documents of the sorts that models are asked for. */
export const wholeDocuments: readonly PageKind[] = [
  plain('runbook', (random) =>
    [
      heading(random, 1),
      newSentence(random),
      heading(random),
      `1. ${newSentence(random)}\n${shell(random)}\n2. ${newSentence(random)}\n${shell(random)}\n3. ${newSentence(random)}`,
      heading(random),
      newSentence(random),
    ].join('\n\n'),
  ),
  plain('runbook with fences in its items', (random) =>
    [
      heading(random, 1),
      `1. ${newSentence(random)}\n\n${indented(shell(random), 3)}\n\n2. ${newSentence(random)}\n${indented(shell(random), 3)}`,
      heading(random),
      newSentence(random),
    ].join('\n\n'),
  ),
  plain('minutes', (random) =>
    [
      heading(random),
      `**${newWord(random)}:** ${newWord(random)}, ${newWord(random)}  \n**${newWord(random)}:** ${newWord(random)}`,
      heading(random),
      bullets(random),
      heading(random),
      random.many(2, 4, () => `- [${random.pick([' ', 'x'])}] ${newSentence(random)}`).join('\n'),
    ].join('\n\n'),
  ),
  plain('report of an incident', (random) =>
    [
      heading(random, 1),
      table(random),
      heading(random),
      numbers(random),
      '---',
      `> ${newSentence(random)}\n> ${newSentence(random)}`,
      shell(random),
    ].join('\n\n'),
  ),
  plain('decision record', (random) =>
    [
      heading(random, 1),
      `:::info{title="${newWord(random)}"}\n${newSentence(random)}\n\n${bullets(random)}\n:::`,
      heading(random),
      table(random),
      heading(random, 3),
      richSentence(random),
    ].join('\n\n'),
  ),
  plain('release notes', (random) =>
    [heading(random, 1), ...random.many(2, 3, () => `${heading(random, 3)}\n\n${bullets(random)}`)].join('\n\n'),
  ),
  plain('interface description', (random) =>
    [
      heading(random),
      `\`GET /${newWord(random)}/{id}\``,
      table(random, 4),
      `\`\`\`json\n{\n  "${newWord(random)}": [1, 2],\n\n  "${newWord(random)}": "<b>"\n}\n\`\`\``,
      newSentence(random),
    ].join('\n\n'),
  ),
  plain('questions and answers', (random) =>
    random
      .many(2, 4, () => `**${newSentence(random)}**\n\n${newSentence(random)}\n\n${bullets(random, 1, 2)}`)
      .join('\n\n'),
  ),
  plain('comparison', (random) =>
    [
      heading(random),
      `| | ${newWord(random)} | ${newWord(random)} |\n|---|---|---|\n| **${newWord(random)}** | ✅ ${newWord(random)} | ❌ |\n| **${newWord(random)}** | \`${newWord(random)}\` | ${newWord(random)}<br>${newWord(random)} |`,
    ].join('\n\n'),
  ),
  plain('glossary of bold terms', (random) =>
    random.many(3, 6, () => `**${newWord(random)}** – ${newSentence(random)}`).join('\n\n'),
  ),
  plain('changelog with links', (random) =>
    random
      .many(
        2,
        5,
        () => `* ${newSentence(random)} ([#${random.between(1, 999)}](https://example.org/${newWord(random)}))`,
      )
      .join('\n'),
  ),
  plain('headings without empty lines', (random) =>
    random.many(3, 6, () => `${heading(random, random.between(2, 4))}\n${newSentence(random)}`).join('\n'),
  ),
  kind('proposal with footnotes', (random) => {
    const notes = random.many(1, 3, () => newSentence(random));
    const text = notes.map((_, i) => `${newSentence(random).slice(0, -1)}[^${i + 1}].`).join(' ');
    const panel = newSentence(random);
    return {
      sent: `# ${newWord(random)}\n\n${text}\n\n:::note\n${panel}\n:::\n\n${notes.map((note, i) => `[^${i + 1}]: ${note}`).join('\n')}`,
      once: [...notes, panel].flatMap((note) => note.match(/\w{5,}/g) ?? []),
      never: ['[^'],
    };
  }),
  kind('page with front matter', (random) => {
    const body = `# ${newWord(random)}\n\n${richSentence(random)}`;
    return { sent: `---\ntitle: ${newWord(random)}\ntags: [${newWord(random)}]\n---\n\n${body}`, means: body };
  }),
  kind('page with a table of contents of its own', (random) => {
    const titles = random.many(2, 3, () => newWord(random));
    const body = titles.map((title) => `## ${title}\n\n${newSentence(random)}`).join('\n\n');
    return { sent: `${titles.map((title) => `- [${title}](#${title})`).join('\n')}\n\n${body}` };
  }),
];

export function indented(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(columns) + line))
    .join('\n');
}
