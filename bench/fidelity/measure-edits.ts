import { applyEdits, applyMarkdown } from '../../src/content/index.js';
import { likelyChanges } from './changes/index.js';
import { nothing, type Change, type MakeChange } from './changes/change.js';
import { editablePage, type EditablePage } from './changes/editable-page.js';
import { operationsOn } from './changes/operations.js';
import { reformat } from './changes/reformat.js';
import type { StorageDocument } from './documents.js';
import { judge, type Judgement } from './judge.js';
import { readMarkdown } from './oracle/read-markdown.js';
import { randomDocument } from './random-documents.js';
import { RandomSource } from './random-source.js';

/** One write that was judged, and how to make it again. */
export interface Trial extends Judgement {
  readonly seed: number;
  readonly kind: string;
  readonly document: string;
  /** The storage before; empty for a new page. */
  readonly before: string;
  readonly sent: string;
}

/** Pages whose reading was compared; those whose Markdown another parser reads otherwise are named with where. */
export interface Pages {
  readonly pages: readonly EditablePage[];
  readonly unlike: readonly { readonly name: string; readonly what: string }[];
}

export function readPages(documents: readonly StorageDocument[]): Pages {
  const pages: EditablePage[] = [];
  const unlike: { name: string; what: string }[] = [];
  for (const document of documents) {
    const page = editablePage(document);
    if (typeof page === 'string') unlike.push({ name: document.name, what: page });
    else if (page.lines.length > 1) pages.push(page);
  }
  return { pages, unlike };
}

/** A page of the corpus, or one that is made for this seed; null for one that the two parsers do not read alike. */
export function pageFor(pages: readonly EditablePage[], random: RandomSource, seed: number): EditablePage | null {
  if (random.chance(0.5)) return random.pick(pages);
  const page = editablePage(randomDocument(seed));
  return typeof page === 'string' || page.lines.length < 2 ? null : page;
}

/** One edit of one page as a model sends it: the whole page, one change, and its own habits of writing. The seed says all. */
export function tryEdit(pages: readonly EditablePage[], seed: number, kind?: MakeChange): Trial | null {
  const random = new RandomSource(seed);
  const page = pageFor(pages, random, seed);
  const change = page && (kind ? kind(page, random) : random.chance(0.15) ? unchanged(page) : makeChange(page, random));
  if (!page || !change) return null;
  const { markdown, habits } = random.chance(0.65)
    ? reformat(change.edited, random)
    : { markdown: change.edited, habits: [] };
  const isSame = change.kind === 'nothing changed' && !habits.some((habit) => /quotes|no-break|escapes/.test(habit));
  const judgement = judge({
    before: page.storage,
    run: () => applyMarkdown({ current: page.storage, edited: markdown }),
    wanted: readMarkdown(change.edited),
    // Quotes and blanks of another kind are other text, wherever they stand.
    takes: habits.some((habit) => /quotes|no-break/.test(habit))
      ? { blocks: Infinity, words: change.takes.words }
      : change.takes,
    isHarmless: change.isHarmless,
    ...(isSame ? { isUnchanged: true } : {}),
  });
  return {
    ...judgement,
    seed,
    kind: [change.kind, ...habits].join(', '),
    document: page.name,
    before: page.storage,
    sent: markdown,
  };
}

function unchanged(page: EditablePage): Change {
  return { kind: 'nothing changed', edited: page.markdown, takes: nothing, isHarmless: true };
}

function makeChange(page: EditablePage, random: RandomSource): Change | null {
  for (let attempts = 0; attempts < 6; attempts++) {
    const change = random.pick(likelyChanges)(page, random);
    if (change && change.edited !== page.markdown) return change;
  }
  return null;
}

/** Several targeted edits in one call. The seed says all. */
export function tryOperations(pages: readonly EditablePage[], seed: number): Trial | null {
  const random = new RandomSource(seed);
  const page = pageFor(pages, random, seed);
  const change = page && operationsOn(page, random);
  if (!change) return null;
  const judgement = judge({
    before: page.storage,
    run: () => applyEdits({ current: page.storage, edits: change.edits }),
    wanted: readMarkdown(change.edited),
    takes: change.takes,
    isHarmless: change.isHarmless,
  });
  return {
    ...judgement,
    seed,
    kind: change.kind,
    document: page.name,
    before: page.storage,
    sent: JSON.stringify(change.edits),
  };
}
