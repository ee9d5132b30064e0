import { toMarkdown } from '../../src/content/index.js';
import { attempt, readsAs } from './attempt.js';
import type { StorageDocument } from './documents.js';
import { difference, type Findings } from './findings.js';
import { lostFrom, lostTreasures, takeInventory, treasuresOf, type Treasure } from './inventory.js';
import { changeBetween, isPutBetween } from './leaf-blocks.js';
import { blocksIn, type MarkdownBlock } from './markdown-blocks.js';
import { placeholdersIn, spread } from './markdown-spots.js';

/** Adds, moves and deletes whole blocks: what is beside them stays, and nothing goes unseen. */
export function measureBlockEdits(document: StorageDocument, findings: Findings, limit: number): void {
  const markdown = toMarkdown(document.storage);
  const page: Page = {
    ...document,
    markdown,
    findings,
    treasures: treasuresOf(document.storage),
    inventory: takeInventory(document.storage),
  };
  const blocks = blocksIn(markdown);
  for (const block of spread(blocks, limit)) addBefore(page, block);
  for (const pair of spread(neighbours(blocks), limit)) swap(page, pair);
  for (const block of spread(blocks, limit)) remove(page, block);
  for (const placeholder of spread(placeholdersIn(markdown), limit)) removePlaceholder(page, placeholder);
}

interface Page extends StorageDocument {
  readonly markdown: string;
  readonly findings: Findings;
  readonly treasures: readonly Treasure[];
  readonly inventory: ReadonlyMap<string, number>;
}

function addBefore(page: Page, block: MarkdownBlock): void {
  // Only sections stand between the cells of a layout, and only layouts between sections.
  if (/^:{3,}layout-cell/.test(block.text)) return;
  const edited = `${page.markdown.slice(0, block.start)}A new paragraph zq7x.\n\n${page.markdown.slice(block.start)}`;
  const what = (problem: string) => `a paragraph before ${named(block)}: ${problem}`;
  const written = harmless(page, edited, what);
  if (written === null) return;
  page.findings.check('confined', page.name, isPutBetween(page.storage, written), () =>
    what(JSON.stringify(changeBetween(page.storage, written)).slice(0, 300)),
  );
}

/** Blocks that stand beside each other and can change places: two lists would become one. */
function neighbours(blocks: readonly MarkdownBlock[]): [MarkdownBlock, MarkdownBlock][] {
  const isList = ({ text }: MarkdownBlock) => /^(?:[-*+]|\d+[.)])(?: |$)/m.test(text);
  return blocks.flatMap((one, i): [MarkdownBlock, MarkdownBlock][] => {
    const other = blocks.slice(i + 1).find((later) => later.start >= one.end && later.depth <= one.depth);
    const fits = other?.depth === one.depth && !isList(one) && !isList(other) && one.text !== other.text;
    return fits && !/^:{3,}layout-/.test(one.text + other.text) && !/^:{3,}layout-/.test(other.text)
      ? [[one, other]]
      : [];
  });
}

function swap(page: Page, [one, other]: [MarkdownBlock, MarkdownBlock]): void {
  const { markdown } = page;
  const edited =
    markdown.slice(0, one.start) +
    other.text +
    markdown.slice(one.end, other.start) +
    one.text +
    markdown.slice(other.end);
  harmless(page, edited, (problem) => `${named(one)} moved behind ${named(other)}: ${problem}`);
}

/** Makes an edit that takes nothing away; the storage, or null when it was refused. */
function harmless(
  { name, storage, inventory, findings }: Page,
  edited: string,
  what: (problem: string) => string,
): string | null {
  const { storage: written, refusal } = attempt(storage, edited);
  findings.check('falseRefusals', name, refusal === null, () => what(`${refusal?.code}: ${refusal?.message}`));
  if (written === null) return null;
  const lost = lostFrom(inventory, takeInventory(written));
  findings.check('survival', name, lost.length === 0, () => what(`lost ${lost.slice(0, 3).join(', ')}`));
  findings.check('reRead', name, readsAs(written, edited), () => what(difference(edited, toMarkdown(written))));
  return written;
}

/** Words may be deleted. Whatever else goes with them is named, or the deletion is refused. */
function remove(page: Page, block: MarkdownBlock): void {
  const { name, storage, markdown, findings, treasures } = page;
  const edited = markdown.slice(0, block.start) + markdown.slice(block.end).replace(/^\n+/, '');
  const what = (problem: string) => `${named(block)} deleted: ${problem}`;
  const { storage: written, refusal } = attempt(storage, edited);
  if (written !== null) {
    const lost = lostTreasures(treasures, treasuresOf(written));
    findings.check('silentLosses', name, lost.length === 0, () =>
      what(`nobody said that ${lost.map(({ kind, key }) => `${kind} ${key.slice(0, 120)}`).join(', ')} goes`),
    );
    const meant = withoutEmptyDecisions(edited);
    findings.check('reRead', name, readsAs(written, meant), () => what(difference(meant, toMarkdown(written))));
    findings.check('falseRefusals', name, true, () => '');
    return;
  }
  findings.check('silentLosses', name, true, () => '');
  const isNamed = refusal.code === 'CONTENT_LOSS' && refusal.losses.length > 0;
  const isUnseen = refusal.losses.every((loss) => loss.kind === 'comment' || loss.kind === 'text');
  const hasReason = /^:{3,}layout-/.test(block.text) || (isNamed && (isUnseen || mayHoldTreasure(block.text)));
  findings.check('falseRefusals', name, hasReason, () => what(`${refusal.code}: ${refusal.message}`));
}

/** A list of decisions of which the last one was deleted goes with it: a page has no empty ones. */
function withoutEmptyDecisions(markdown: string): string {
  return markdown.replace(/^(:{3,})macro\{name=decision-list[^\n]*\n\1$/gm, '');
}

function mayHoldTreasure(text: string): boolean {
  return /:macro\[|!\[|<macro\b|<img\b|:{3,}layout-|\{#/.test(text);
}

/** Nobody deletes a macro by deleting its placeholder. */
function removePlaceholder(
  { name, storage, markdown, findings }: Page,
  { text, start, end }: { text: string; start: number; end: number },
): void {
  const { refusal } = attempt(storage, markdown.slice(0, start) + markdown.slice(end));
  const macro = /macro\[([^\]\s]*)/.exec(text)?.[1] ?? '';
  const isNamed =
    refusal?.code === 'CONTENT_LOSS' &&
    refusal.losses.some(({ kind, label }) => kind === macro || label.includes(macro));
  findings.check(
    'silentLosses',
    name,
    isNamed,
    () => `${text} deleted: ${refusal ? `${refusal.code}: ${refusal.message}` : 'not refused'}`,
  );
}

function named(block: MarkdownBlock): string {
  return JSON.stringify(block.text.slice(0, 60));
}
