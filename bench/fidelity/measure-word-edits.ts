import { toMarkdown } from '../../src/content/index.js';
import { attempt, readsAs } from './attempt.js';
import type { StorageDocument } from './documents.js';
import { difference, type Findings } from './findings.js';
import { lostFrom, takeInventory } from './inventory.js';
import { changeBetween, isWithinLeaf } from './leaf-blocks.js';
import { spotsIn, spread, type Spot } from './markdown-spots.js';

interface WordEdit {
  readonly what: string;
  readonly make: (word: string) => string;
}

/** The three things that people do to a word. */
const edits: readonly WordEdit[] = [
  { what: 'a word after', make: (word) => (isSpaced(word) ? `${word} zq7x` : `${word}追加`) },
  { what: 'another word for', make: (word) => (isSpaced(word) ? 'Zq7x' : '置換') },
  { what: 'letters on', make: (word) => `${word}qq` },
];

/** Scripts without spaces between words. */
function isSpaced(word: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
}

/** Changes one word at a time, all over the document: nothing else may change, nothing may be lost, refused or read otherwise. */
export function measureWordEdits({ name, storage }: StorageDocument, findings: Findings, limit: number): void {
  const markdown = toMarkdown(storage);
  const inventory = takeInventory(storage);
  spread(spotsIn(markdown), limit).forEach((spot, i) => {
    const edit = edits[i % edits.length] as WordEdit;
    const edited = markdown.slice(0, spot.start) + edit.make(spot.word) + markdown.slice(spot.end);
    const what = (problem: string) => `${edit.what} ${around(markdown, spot)}: ${problem}`;
    const { storage: written, refusal } = attempt(storage, edited);
    findings.check('falseRefusals', name, refusal === null, () => what(`${refusal?.code}: ${refusal?.message}`));
    if (written === null) return;
    const change = changeBetween(storage, written);
    const replaced = JSON.stringify(storage.slice(change.start, change.end).slice(0, 160));
    findings.check('confined', name, isWithinLeaf(storage, written), () =>
      what(`replaced ${replaced} by ${JSON.stringify(change.instead.slice(0, 160))}`),
    );
    const lost = lostFrom(inventory, takeInventory(written));
    findings.check('survival', name, lost.length === 0, () => what(`lost ${lost.slice(0, 3).join(', ')}`));
    findings.check('reRead', name, readsAs(written, edited), () => what(difference(edited, toMarkdown(written))));
  });
}

function around(markdown: string, { word, start, end }: Spot): string {
  return `"${word}" in ${JSON.stringify(markdown.slice(Math.max(0, start - 25), end + 25))}`;
}
