import type { Allowance } from './allowance.js';
import { without } from './compare.js';
import {
  columnsOf,
  copiesIn,
  countJoinable,
  framesOf,
  lostFrames,
  unseenIn,
  type Frame,
  type Joinable,
} from './frames.js';
import { identityFaults } from './identities.js';
import { wordsIn } from './words.js';
import { elementsIn, isElement, parseStorageTree, textIn, type XmlElement } from './xml.js';

/** What a page holds that no Markdown shows: the bytes of its blocks, formats on words, anchors of comments, ids. */
export interface Hidden {
  /** The bytes of each block that holds no other block. */
  readonly blocks: readonly string[];
  readonly leaves: readonly LeafBytes[];
  /** What tables, lists, macros, pictures and layouts say beside their text. */
  readonly frames: readonly Frame[];
  readonly joinable: Joinable;
  readonly columns: string;
  readonly unseen: readonly string[];
  readonly copies: ReturnType<typeof copiesIn>;
  /** Each format with each word under it, as `format word`. */
  readonly formats: readonly string[];
  readonly macroIds: readonly string[];
  readonly taskIds: readonly string[];
  readonly comments: readonly string[];
}

const blockNames =
  /^(?:p|h[1-6]|hr|pre|blockquote|ul|ol|li|table|tbody|thead|tfoot|tr|td|th|div|dl|dt|dd|ac:task-list|ac:task|ac:task-body|ac:layout|ac:layout-section|ac:layout-cell|ac:rich-text-body|ac:adf-extension|ac:adf-node|ac:adf-content)$/;

export function readHidden(storage: string): Hidden {
  const root = parseStorageTree(storage);
  const elements = [...shownIn(root)];
  const leaves = leavesIn(root, storage);
  const ids = (name: string) => elements.flatMap((element) => element.attributes[name] ?? []);
  return {
    leaves,
    frames: framesOf(root, storage),
    joinable: countJoinable(root),
    columns: columnsOf(root),
    unseen: unseenIn(root, storage),
    copies: copiesIn(root, storage),
    blocks: leaves.map(({ bytes }) => bytes),
    formats: elements.flatMap(formatsOf),
    macroIds: ids('ac:macro-id'),
    taskIds: elements.filter(({ name }) => name === 'ac:task-id').map((id) => textIn(id).trim()),
    comments: [...new Set(ids('ac:ref'))],
  };
}

/** Copies for older editors follow what they are copies of. */
function* shownIn(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsIn(element)) {
    if (child.name === 'ac:adf-fallback') continue;
    yield child;
    yield* shownIn(child);
  }
}

interface LeafBytes {
  readonly bytes: string;
  /** Text with no paragraph of its own: it gets one where it comes to stand beside other text. */
  readonly isLoose: boolean;
}

const noContent = /^(?:colgroup|ac:parameter|ac:adf-fallback|ac:adf-attribute|ac:task-id|ac:task-uuid|ac:task-status)$/;

/** The smallest blocks: those in which no other stands, with macros, pictures and text between blocks. What shows nothing may go. */
function leavesIn(element: XmlElement, storage: string): LeafBytes[] {
  const leaves: LeafBytes[] = [];
  let run: (XmlElement | { text: string; start: number; end: number })[] = [];
  const flush = () => {
    leaves.push(...leavesOfRun(run, storage));
    run = [];
  };
  let at = element.innerStart;
  for (const child of element.children) {
    if (!isElement(child)) continue;
    run.push(textBetween(storage, at, child.start));
    at = child.end;
    if (isInRun(child)) run.push(child);
    else {
      flush();
      if (!noContent.test(child.name)) leaves.push(...leavesOfBlock(child, storage));
    }
  }
  run.push(textBetween(storage, at, element.innerEnd));
  flush();
  return leaves;
}

function textBetween(storage: string, start: number, end: number) {
  return { text: storage.slice(start, end).replace(/<!--[^]*?-->/g, ''), start, end };
}

function isInRun(element: XmlElement): boolean {
  return !noContent.test(element.name) && !isBlock(element) && !holdsBlock(element);
}

function leavesOfBlock(element: XmlElement, storage: string): LeafBytes[] {
  if (holdsBlock(element)) return leavesIn(element, storage);
  // A term or its meaning is text like any other once it stands elsewhere.
  if (/^d[dt]$/.test(element.name)) return leavesIn(element, storage);
  // Several macros or pictures in one paragraph are shown as blocks, so that others can be put between them.
  if (element.name === 'p') {
    const alone = leavesIn(element, storage);
    if (alone.length > 1 && alone.every(({ isLoose }) => !isLoose))
      return alone.map(({ bytes }) => ({ bytes, isLoose: true }));
  }
  const isEmpty = textIn(element).trim() === '' && elementsIn(element).length === 0;
  return isEmpty ? [] : [{ bytes: storage.slice(element.start, element.end), isLoose: false }];
}

/** Macros and pictures are blocks of their own where no text stands beside them. */
function leavesOfRun(
  run: readonly (XmlElement | { text: string; start: number; end: number })[],
  storage: string,
): LeafBytes[] {
  const shown = run.filter((one) => 'name' in one || one.text.replace(/&nbsp;|\s/g, '') !== '');
  const standsAlone = (one: (typeof run)[number]) =>
    'name' in one && /^ac:(?:image|(?:structured-)?macro|adf-extension)$/.test(one.name);
  const bytes = (start: number, end: number) => storage.slice(start, end).trim();
  if (shown.every(standsAlone)) return shown.map(({ start, end }) => ({ bytes: bytes(start, end), isLoose: false }));
  const isEmpty = shown.every((one) => 'name' in one && textIn(one).trim() === '' && elementsIn(one).length === 0);
  if (isEmpty) return [];
  return [{ bytes: bytes(shown[0]?.start ?? 0, shown.at(-1)?.end ?? 0), isLoose: true }];
}

/** The caption of a picture divides no text. */
function holdsBlock(element: XmlElement): boolean {
  return elementsIn(element).some(
    (child) => !/^ac:(?:adf-fallback|image)$/.test(child.name) && (isBlock(child) || holdsBlock(child)),
  );
}

function isBlock({ name, children }: XmlElement): boolean {
  return (
    blockNames.test(name) ||
    (/^ac:(?:structured-)?macro$/.test(name) &&
      children.some((child) => isElement(child) && child.name.endsWith('-body')))
  );
}

/** Formats that only storage knows: colours, classes, anchors of comments, the looks of links. */
function formatsOf(element: XmlElement): string[] {
  const format = formatOf(element);
  if (format === null) return [];
  return wordsBelow(element).map((word) => `${format} ${word}`);
}

function formatOf({ name, attributes }: XmlElement): string | null {
  if (name === 'ac:inline-comment-marker') return `comment ${attributes['ac:ref'] ?? ''}`;
  const shown =
    name === 'a' || name === 'ac:link'
      ? Object.entries(attributes).filter(([key]) => key !== 'href' && key !== 'ac:anchor')
      : Object.entries(attributes);
  if (
    !/^(?:span|font|big|small|u|a|ac:link)$/.test(name) ||
    shown.length === 0 ||
    /placeholder-inline-tasks/.test(attributes['class'] ?? '')
  )
    return null;
  return `${name} ${shown.map(([key, value]) => `${key}=${value}`).join(' ')}`;
}

function wordsBelow(element: XmlElement): string[] {
  if (element.name === 'ac:placeholder' || element.name === 'ac:parameter') return [];
  return element.children.flatMap((child) => (isElement(child) ? wordsBelow(child) : wordsIn(child)));
}

/** Those things of which warnings say that they are not as they were; what a warning does not name it does not excuse. */
function namedIn(warnings: readonly string[]): { commented: string[]; tasks: number; macros: string[] } {
  const shrunk = warnings.flatMap((warning) => /^The comment on "([^]*)" is on "/.exec(warning)?.[1] ?? []);
  const renewed = warnings.filter((warning) => /^The task "[^]*" gets a new id\.$/.test(warning));
  const gone = warnings.filter((warning) => warning.startsWith('Removed together with its text: ')).join(' ');
  const macros = Array.from(gone.matchAll(/macro "([\w-]+)/g), ([, name = '']) => name);
  return { commented: shrunk.flatMap(wordsIn), tasks: renewed.length, macros };
}

/** Whether it was among them; each is taken once. */
function takeOne(names: string[], name: string | undefined): boolean {
  const at = names.findIndex((one) => one === name);
  if (at >= 0) names.splice(at, 1);
  return at >= 0;
}

/** What is gone, or there twice, though no edit asked for it and no warning names it. */
export function hiddenFaults(
  before: string,
  after: string,
  { blocks, words }: Allowance,
  warnings: readonly string[] = [],
): string[] {
  const named = namedIn(warnings);
  const [old, now] = [readHidden(before), readHidden(after)];
  const faults: string[] = [];
  const newBlocks = without(now.blocks, old.blocks);
  const loose = new Set(old.leaves.filter(({ isLoose }) => isLoose).map(({ bytes }) => bytes));
  const lostBlocks = without(old.blocks, now.blocks).filter(
    (one) => !(loose.has(one) && newBlocks.some((other) => other.includes(one))),
  );
  if (lostBlocks.length > blocks)
    faults.push(
      `bytes of ${lostBlocks.length} blocks changed, not ${blocks}: ${lostBlocks
        .map((one) => one.slice(0, 200))
        .join(' | ')
        .slice(0, 600)}`,
    );
  const lostFormats = without(old.formats, now.formats).filter((one) => {
    const own = one.slice(one.lastIndexOf(' ') + 1);
    const isNamed = one.startsWith('comment ') && named.commented.includes(own);
    return !isNamed && !words.some((word) => word.includes(own));
  });
  if (lostFormats.length > 0) faults.push(`formats gone: ${lostFormats.slice(0, 6).join(', ')}`);
  const copied = without(now.formats, old.formats).filter(
    (one) => one.startsWith('comment ') && old.formats.includes(one),
  );
  if (copied.length > 0) faults.push(`comments on words there twice: ${copied.slice(0, 4).join(', ')}`);
  let renewed = 0;
  // A panel of the new editor and the settings of a macro go with the macro.
  const part = named.macros.length > 0 ? /^<ac:(?:parameter|adf-node|adf-attribute)\b/ : /^\b$/;
  const merged = {
    texts: old.joinable.texts - now.joinable.texts,
    lists: old.joinable.lists - now.joinable.lists,
  };
  const frames = lostFrames(old.frames, now.frames, { blocks, words }, merged).filter(
    (bytes) =>
      (old.columns === now.columns || !bytes.startsWith('<colgroup')) &&
      !(bytes.startsWith('<ac:task-id') && ++renewed <= named.tasks) &&
      !part.test(bytes) &&
      !takeOne(named.macros, /^<ac:(?:structured-)?macro .*?\bac:name="([\w-]+)"/.exec(bytes)?.[1]),
  );
  if (frames.length > 0) faults.push(`settings gone: ${frames.slice(0, 4).join(', ').slice(0, 600)}`);
  const unseen = words.length === 0 ? without(old.unseen, now.unseen) : [];
  if (unseen.length > blocks) faults.push(`gone though nobody sees them: ${unseen.slice(0, 4).join(', ')}`);
  const changed = old.copies.filter(
    ({ original, copy }) => after.includes(original) && !after.includes(original + copy),
  );
  if (changed.length > 0) faults.push(`copies for older editors gone or changed: ${changed.length}`);
  faults.push(...identityFaults(parseStorageTree(before), parseStorageTree(after)));
  return [...faults, ...idFaults(old, now, words.length === 0, named.tasks)];
}

/** Ids that are gone, where no word was asked to change, and ids of macros that are there twice now. */
function idFaults(old: Hidden, now: Hidden, isComplete: boolean, renewedTasks: number): string[] {
  const faults: string[] = [];
  if (isComplete)
    for (const [kind, was, is] of [
      ['macro', old.macroIds, now.macroIds],
      ['task', old.taskIds, now.taskIds],
      ['comment', old.comments, now.comments],
    ] as const) {
      const lost = without(was, is);
      if (lost.length > (kind === 'task' ? renewedTasks : 0))
        faults.push(`${kind} ids gone: ${lost.slice(0, 4).join(', ')}`);
    }
  const doubled = without(now.macroIds, [...new Set(now.macroIds)]);
  if (without(doubled, without(old.macroIds, [...new Set(old.macroIds)])).length > 0)
    faults.push(`macro ids there twice: ${doubled.slice(0, 4).join(', ')}`);
  return faults;
}
