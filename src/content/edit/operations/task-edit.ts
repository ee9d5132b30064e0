import { textOf } from '../../xml/decode.js';
import type { Item } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import type { Page } from '../../storage/read/read-page.js';
import { findElement } from '../../xml/xml-node.js';
import type { Edit, Edited } from './edit.js';
import { foldName } from '../../model/fold.js';
import { patternsOf } from './text-pattern.js';
import { onlyOne, replaceBlocks } from './tree-edit.js';

/** Ticks a task, or unticks it, by its id or by words that only it has. Digits alone are an id, never a part of a text. */
export function setTask(page: Page, edit: Extract<Edit, { op: 'set_task' }>): Edited {
  const tasks: Item[] = [];
  walk(page.blocks, (block) => {
    if (block.type === 'item' && block.done !== null) tasks.push(block);
  });
  const wanted = namesOf(edit.task);
  const isNumber = !/\p{L}/u.test(edit.task);
  const byId = tasks.filter((task) => idOf(task) === edit.task.trim());
  const byText = tasks.filter((task) => wanted.includes(foldName(title(task))));
  const byPart = isNumber ? [] : tasks.filter((task) => wanted.some((words) => hasWords(foldName(title(task)), words)));
  const found = [byId, byText, byPart].find((list) => list.length > 0) ?? [];
  const target = onlyOne(
    found,
    tasks.map((task) => `${idOf(task) ?? '-'}: ${title(task)}`),
    `The task "${edit.task}"`,
  );
  const name = `task ${idOf(target) ?? ''} "${title(target).slice(0, 80)}"`.replace('  ', ' ');
  if (target.done === edit.done) return { blocks: page.blocks, change: `${name} was already ${state(edit.done)}` };
  return {
    blocks: replaceBlocks(page.blocks, (block) => (block === target ? [{ ...target, done: edit.done }] : null)),
    change: `${name} is ${state(edit.done)}`,
  };
}

function state(isDone: boolean): string {
  return isDone ? 'done' : 'not done';
}

/** A text as it stands, and as what it says when it is Markdown copied from a read. */
function namesOf(text: string): string[] {
  const words = text.replace(/^\s*(?:[-*+]\s+)?\[[ xX]\]\s+/, '');
  return [...patternsOf(words).map((pattern) => pattern.text), text].map(foldName).filter((name) => name !== '');
}

/** Whole words, so that "call" is not found in "recall". */
function hasWords(text: string, words: string): boolean {
  const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!(isLetter(text[at - 1]) && isLetter(words[0])) && !(isLetter(text[end]) && isLetter(words.at(-1))))
      return true;
  }
  return false;
}

function idOf(task: Item): string | null {
  const element = task.source?.element;
  const id = element && findElement(element, 'ac:task-id');
  return id ? textOf(id).trim() : null;
}

function title(task: Item): string {
  const [first] = task.children;
  return first && isLeaf(first) ? plainText(first.content) : '';
}
