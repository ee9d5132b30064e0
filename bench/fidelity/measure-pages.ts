import { applyEdits, applyMarkdown, toStorage } from '../../src/content/index.js';
import { nothing } from './changes/change.js';
import { judge, type Judgement } from './judge.js';
import type { Trial } from './measure-edits.js';
import { linesOfOutline, wordsOfOutline } from './oracle/outline.js';
import { readMarkdown } from './oracle/read-markdown.js';
import { readStorage } from './oracle/read-storage.js';
import { pageKinds, type PageKind, type PageText } from './pages/index.js';
import { RandomSource } from './random-source.js';

const page = '<p>What stood here before.</p>';
const pageText = 'What stood here before.';

/** The ways in which a new text comes to a page. */
const ways = [
  { name: 'create', before: undefined, run: (text: string) => toStorage(text) },
  {
    name: 'update',
    before: page,
    run: (text: string) => applyMarkdown({ current: page, edited: `${pageText}\n\n${text}` }),
  },
  {
    name: 'append',
    before: page,
    run: (text: string) => applyEdits({ current: page, edits: [{ op: 'append', content: text }] }),
  },
] as const;

/** One new text, sent as a page, an update or an appended part. The seed says all. */
export function tryPage(seed: number, wanted?: PageKind): Trial {
  const random = new RandomSource(seed);
  const kind = wanted ?? random.pick(pageKinds);
  const text = kind.make(random);
  // Front matter is that only at the start.
  const way = text.sent.startsWith('---') ? ways[0] : random.pick(ways);
  const means = text.means ?? text.sent;
  const judgement = text.once
    ? judgeWords(text, () => way.run(text.sent))
    : judge({
        ...(way.before === undefined ? {} : { before: way.before }),
        run: () => way.run(text.sent),
        wanted: [...(way.before === undefined ? [] : readMarkdown(pageText)), ...readMarkdown(means)],
        takes: nothing,
        isHarmless: text.mayBeRefused !== true,
      });
  return {
    ...judgement,
    seed,
    kind: `${kind.name}, ${way.name}`,
    document: kind.name,
    before: way.before ?? '',
    sent: text.sent,
  };
}

/** Each word once, and no sign of what a text was written in. */
function judgeWords(
  { once = [], never = [], mayBeRefused }: PageText,
  run: () => { storage: string; warnings: readonly string[] },
): Judgement {
  let storage = '';
  const judgement = judge({
    run: () => {
      const written = run();
      storage = written.storage;
      return written;
    },
    wanted: [],
    takes: nothing,
    isHarmless: mayBeRefused !== true,
  });
  if (['refused', 'falsely refused', 'defect', 'invalid'].includes(judgement.verdict)) return judgement;
  const outline = readStorage(storage);
  const words = wordsOfOutline(outline);
  const text = linesOfOutline(outline).join('\n');
  const timesOf = (word: string) => words.filter((one) => one === word).length;
  const found = (verdict: Judgement['verdict'], what: string | undefined): Judgement | null =>
    what === undefined ? null : { verdict, what: `${what}: ${text.slice(0, 300)}` };
  return (
    found(
      'lost',
      once.find((word) => timesOf(word) === 0),
    ) ??
    found(
      'twice',
      once.find((word) => timesOf(word) > 1),
    ) ??
    found(
      'not as sent',
      never.find((sign) => text.replace(/^\s*\w[^:\n]*: /gm, '').includes(sign)),
    ) ?? { verdict: judgement.what !== '' && judgement.verdict === 'warned' ? 'warned' : 'right', what: '' }
  );
}
