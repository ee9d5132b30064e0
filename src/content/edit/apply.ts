import { AppError } from '../../errors.js';
import { findElision, mayElide } from '../audit/find-elision.js';
import { guardLoss } from '../audit/guard.js';
import type { Loss } from '../audit/thing.js';
import { warnOfChanges } from '../audit/warn-of-changes.js';
import { KnownTexts } from '../markdown/parse/known-texts.js';
import { linesOf, textsOf } from '../storage/read/to-markdown.js';
import { assertMarkdown, assertStorage } from '../storage/write/assert-format.js';
import { parseDocument } from '../markdown/parse/parse-document.js';
import { keepSigns, warnOfSignsKept } from './keep-signs.js';
import { mergeStorage } from './merge-storage.js';
import type { Block } from '../model/block.js';
import type { Deployment, People, References } from '../model/references.js';
import { noReferences } from '../model/references.js';
import { TextIndex } from '../model/text-index.js';
import { encodeAttribute, encodeText } from '../xml/encode.js';
import { resolveAnchors } from '../storage/write/resolve-anchors.js';
import { findReferences } from '../storage/write/find-references.js';
import { mentionPeople } from '../storage/write/mention-people.js';
import type { Page } from '../storage/read/read-page.js';
import { readPage } from '../storage/read/read-page.js';
import { readBlocks } from '../storage/read/read-blocks.js';
import { Reader } from '../storage/read/reader.js';
import { differing, isBlock } from '../audit/differing.js';
import { isElement } from '../xml/xml-node.js';
import { readWindow } from '../storage/read/read-window.js';
import { parseStorage } from '../xml/parse-storage.js';
import { warnOfLayouts } from '../macros/layout.js';
import { warnOfDrawings } from '../storage/write/warn-of-drawings.js';
import { warnOfSigns } from '../storage/write/warn-of-signs.js';
import { warnOfNames } from '../storage/write/warn-of-names.js';
import { keptWidths } from './patch/known-atoms.js';
import { warnOfAddresses } from '../storage/write/warn-of-addresses.js';
import { separateCopies } from './patch/separate-copies.js';
import { patchPage } from './patch/patch-page.js';
import { withPlainWords } from './plain-words.js';
import { withinLine } from './within-line.js';

/** The page with the edit in it: everything that was not edited as it was, byte for byte. */
export interface ApplyResult {
  readonly storage: string;
  readonly changed: boolean;
  /** What was dropped: never anything unless losses were allowed. */
  readonly losses: Loss[];
  /** What else a person would want to know of: comments on fewer words, tasks with new ids, addresses that lead nowhere. */
  readonly warnings: string[];
  /** What new Markdown points at outside of the page. */
  readonly references: References;
}

/** A page as it is, and the Markdown that it is to become. */
export interface ApplyRequest {
  /** The storage of the page as it is now. */
  readonly current: string;
  readonly edited: string;
  /** The storage of the version that the writer read, when that is older than `current`. */
  readonly base?: string;
  readonly allowLoss?: boolean;
  /** Where the page stands: Cloud unless it is said. */
  readonly deployment?: Deployment;
  readonly people?: People;
}

/**
 * Applies edited Markdown to a page: what was not edited keeps its bytes.
 *
 * Throws CONTENT_LOSS (`details.losses`), UNCONVERTIBLE (names the line) or VERSION_CONFLICT; then nothing was changed.
 */
export function applyMarkdown({
  current,
  edited,
  base,
  allowLoss = false,
  deployment = 'cloud',
  people,
}: ApplyRequest): ApplyResult {
  const from = base ?? current;
  const page = readPage(from);
  const texts = textsOf(page);
  const read = texts.join('\n\n');
  const kept = keepSigns(read, edited.replace(/\r\n?/g, '\n'));
  const { markdown } = kept;
  assertMarkdown(markdown, read);
  const signs = warnOfSignsKept(kept);
  const plain = base === undefined ? withPlainWords(page, texts, markdown) : null;
  if (plain) return finish(current, plain.storage, [], signs, noReferences);
  const applyTo = (one: string, other: string) => applyMarkdown({ current: one, edited: other, deployment });
  const part = base === undefined && !people ? withinLine(page, texts, markdown, applyTo) : null;
  if (part !== null) return finish(current, part, [], signs, noReferences);
  const parsed = parseDocument(markdown, new KnownTexts(page.blocks, texts));
  const blocks = mentionPeople(parsed.blocks, people);
  const anchors = warnOfAnchors(page, blocks);
  const ours = patchPage(page, blocks, deployment);
  const elided = elisionIn(page, ours, commentsIn(markdown));
  if (elided !== null && !allowLoss) throw truncated(elided);
  const trees = [page.reader.tree, ours.reader.tree] as const;
  const { losses, warnings } = guardLoss(...trees, { allowLoss, wholePage: true });
  const storage = base === undefined ? ours.storage : rebase(from, ours.storage, current);
  return finish(
    current,
    storage,
    losses,
    [
      ...signs,
      ...parsed.warnings,
      ...anchors,
      ...warnings,
      ...(elided === null
        ? []
        : [
            `The new text says that it leaves out a part ("${elided.slice(0, 120)}"): that part is no longer on the page.`,
          ]),
      ...warnOfChanges(...trees),
      ...warnOfNew(page, blocks, deployment),
    ],
    referencesOf(page, blocks),
  );
}

/** Applies storage as it was given: well-formed, audited, and merged when it was written for an older version. */
export function applyStorage({ current, edited, base, allowLoss = false }: ApplyRequest): ApplyResult {
  const from = base ?? current;
  assertStorage(edited);
  const pages = [readPage(from), readPage(edited)] as const;
  if (!allowLoss) assertWholePage(...pages, commentsIn(edited));
  const trees = [pages[0].reader.tree, pages[1].reader.tree] as const;
  const { losses, warnings } = guardLoss(...trees, { allowLoss, wholePage: true });
  return finish(
    current,
    base === undefined ? edited : rebase(from, edited, current),
    losses,
    [...warnings, ...warnOfChanges(...trees)],
    noReferences,
  );
}

const storages = new WeakMap<Page, TextIndex>();

function storageOf(page: Page): TextIndex {
  let index = storages.get(page);
  if (!index) storages.set(page, (index = new TextIndex([page.storage])));
  return index;
}

/** What the new blocks of an edit point at. */
export function referencesOf(page: Page, edited: readonly Block[]): References {
  return findReferences(edited, (text) => storageOf(page).has(text));
}

/** Gives links to headings their anchors, and tells of those that lead nowhere; `edited` and `fresh` as below. */
export function warnOfAnchors(page: Page, edited: readonly Block[], fresh = edited): string[] {
  const isKnown = (anchor: string) =>
    [`"#${anchor}"`, `ac:anchor="${encodeAttribute(anchor)}"`, `>${encodeText(anchor)}</ac:parameter>`].some((one) =>
      storageOf(page).has(one),
    );
  return resolveAnchors(fresh, edited, isKnown);
}

/** What an edit brings that is not as it was meant. `edited` has all blocks of the page, `fresh` those that are new. */
export function warnOfNew(page: Page, edited: readonly Block[], deployment: Deployment, fresh = edited): string[] {
  const isKnown = (part: string) => storageOf(page).has(part);
  return [
    ...warnOfLayouts(fresh),
    ...keptWidths(page.reader.tree, fresh),
    ...warnOfAddresses(fresh, isKnown),
    ...warnOfDrawings(fresh, isKnown, deployment),
    ...warnOfSigns(fresh, isKnown),
    ...warnOfNames(page.blocks, edited, fresh),
  ];
}

function rebase(base: string, ours: string, current: string): string {
  const merged = mergeStorage(base, ours, current);
  return separateCopies(parseStorage(current), parseStorage(merged));
}

function finish(
  current: string,
  storage: string,
  losses: Loss[],
  warnings: string[],
  references: References,
): ApplyResult {
  return { storage, changed: storage !== current, losses, warnings, references };
}

/** The same for two states of a page. */
export function assertWholePage(before: Page, after: Page, comments: readonly string[] = []): void {
  const elided = elisionIn(before, after, comments);
  if (elided !== null) throw truncated(elided);
}

/** The line that says that some of the page is left out: all lines are compared only when one that is new could say so. */
function elisionIn(before: Page, after: Page, comments: readonly string[]): string | null {
  if (before.storage === after.storage) return null;
  const lines = newLines(before, after);
  return mayElide([...lines, ...comments]) ? findElision(linesOf(before), [...linesOf(after), ...comments]) : null;
}

/** The lines of what differs from the page: of a list or a table, those of the items or rows that do. */
function newLines(before: Page, after: Page): string[] {
  const [, { source, children }] = differing(before.reader.tree, after.reader.tree);
  const [first] = children;
  const frame = { tr: 'table', li: 'ul', 'ac:task': 'ac:task-list' }[isElement(first) ? first.name : ''];
  if (!isElement(first) || frame === undefined || !children.every((node) => isElement(node, first.name))) {
    const isInFrame = first !== undefined && !after.reader.tree.children.includes(first) && children.every(isBlock);
    return linesOf(
      isInFrame
        ? { blocks: readBlocks(new Reader({ source, children }), children) }
        : readWindow(before, after.reader.tree),
    );
  }
  const element = { ...first, name: frame, attributes: {}, children };
  return linesOf({ blocks: readBlocks(new Reader({ source, children }), [element]) });
}

/** Throws CONTENT_LOSS where the new lines say that they leave out some of the old ones. */
export function assertWhole(before: readonly string[], after: readonly string[]): void {
  const elided = findElision(before, after);
  if (elided !== null) throw truncated(elided);
}

/** Nobody sees comments, but a writer may say there what is missing. */
function commentsIn(storage: string): string[] {
  return Array.from(storage.matchAll(/<!--([\s\S]*?)-->/g), ([, text = '']) => `(${text.trim()})`);
}

function truncated(line: string): AppError {
  const loss: Loss = { kind: 'text', id: null, label: line.slice(0, 120) };
  return new AppError(
    'CONTENT_LOSS',
    `The content says that it leaves out a part of the page ("${loss.label}"). Nothing was written.`,
    {
      hint: 'Send the full text, or change only a part with confluence_edit_page. If these words are meant literally, set allow_loss to true.',
      details: { losses: [loss] },
    },
  );
}
