import { textOf } from '../../xml/decode.js';
import type { Block, Item } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import { plainText } from '../../model/inline.js';
import type { Page } from '../../storage/read/read-page.js';
import { findElement } from '../../xml/xml-node.js';
import type { Edit } from './edit.js';
import { onlyOne, replaceBlocks } from './tree-edit.js';

/** Ticks a task, or unticks it, by its id or its text. */
export function setTask(page: Page, edit: Extract<Edit, { op: 'set_task' }>): readonly Block[] {
  const tasks: Item[] = [];
  walk(page.blocks, (block) => {
    if (block.type === 'item' && block.done !== null) tasks.push(block);
  });
  const wanted = tidy(edit.task);
  const byId = tasks.filter((task) => idOf(task) === edit.task.trim());
  const byText = tasks.filter((task) => tidy(title(task)) === wanted);
  const byPart = tasks.filter((task) => wanted !== '' && tidy(title(task)).includes(wanted));
  const found = [byId, byText, byPart].find((list) => list.length > 0) ?? [];
  const target = onlyOne(
    found,
    tasks.map((task) => `${idOf(task) ?? '-'}: ${title(task)}`),
    `The task "${edit.task}"`,
  );
  return replaceBlocks(page.blocks, (block) => (block === target ? [{ ...target, done: edit.done }] : null));
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

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
