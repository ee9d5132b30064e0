import { createHash } from 'node:crypto';
import { parseStorage } from '../xml/parse-storage.js';
import { textOf } from '../xml/decode.js';
import type { XmlElement, XmlNode } from '../xml/xml-node.js';
import { findElement, isElement } from '../xml/xml-node.js';

/** A tick box of a page, as its storage has it. */
export interface PageTask {
  /** Its `ac:task-id`, or for one that has none `w` and eight hex digits of what it says. Not sure to be unique in odd pages. */
  readonly id: string;
  readonly isDone: boolean;
  /** Storage of what it says, without the tasks below it. */
  readonly body: string;
  /** Whom it mentions first, as the page names people; null for nobody. */
  readonly assignee: string | null;
  /** The first date in it, YYYY-MM-DD. */
  readonly dueDate: string | null;
}

/** The tasks of a page in their order, those below other tasks included. Throws UNCONVERTIBLE for what is no storage. */
export function toTasks(storage: string): PageTask[] {
  const tasks: PageTask[] = [];
  const open: XmlNode[] = parseStorage(storage).children.reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node)) continue;
    if (node.name === 'ac:task') tasks.push(readTask(node, storage));
    for (const child of node.children.toReversed()) open.push(child);
  }
  return tasks;
}

function readTask(task: XmlElement, storage: string): PageTask {
  const [id, status, body] = ['ac:task-id', 'ac:task-status', 'ac:task-body'].map((name) => findElement(task, name));
  const said = body === undefined ? '' : storage.slice(body.innerStart, body.innerEnd);
  const first = body === undefined ? {} : firstOf(body);
  return {
    id: (id && textOf(id).trim()) || `w${createHash('sha256').update(said).digest('hex').slice(0, 8)}`,
    isDone: status !== undefined && textOf(status).trim() === 'complete',
    body: said,
    assignee: first.person ?? null,
    dueDate: first.date ?? null,
  };
}

function firstOf(body: XmlElement): { person?: string; date?: string } {
  const found: { person?: string; date?: string } = {};
  const open: XmlNode[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node) || node.name === 'ac:task-list') continue;
    const { name, attributes } = node;
    const person = attributes['ri:userkey'] ?? attributes['ri:account-id'] ?? attributes['ri:username'];
    if (name === 'ri:user' && person) found.person ??= person;
    if (name === 'time' && attributes['datetime']) found.date ??= attributes['datetime'].slice(0, 10);
    for (const child of node.children.toReversed()) open.push(child);
  }
  return found;
}
