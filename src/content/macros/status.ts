/** The status macro <-> `:status[IN PROGRESS]{color=blue}`. */
import type { Atom } from '../model/inline.js';
import { unconvertible } from '../model/unconvertible.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { findParameter, parameter, setParameter, writeMacro } from './parameters.js';

/** As Markdown has them; storage begins them with a capital. */
export const statusColors = ['grey', 'red', 'yellow', 'green', 'blue', 'purple'] as const;

type Status = Extract<Atom, { kind: 'status' }>;

/** A status macro, both spellings of its colour (`colour`, `color`) and of grey read as one. */
export function readStatus(macro: XmlElement): Status {
  const color = parameter(macro, findParameter(macro, 'colour') ? 'colour' : 'color').toLowerCase();
  return {
    kind: 'status',
    title: parameter(macro, 'title').replace(/\s+/g, ' '),
    color: color === 'gray' ? 'grey' : color,
  };
}

/** A new status macro; throws UNCONVERTIBLE for a colour that is not among `statusColors`. No colour is grey. */
export function writeStatus(status: Status): string {
  assertColor(status.color);
  return writeMacro('status', { title: status.title, colour: capital(status.color) });
}

/** Changes the text and the colour in place, so that the macro stays the one it was. */
export function updateStatus(macro: XmlElement, status: Status): Splice[] {
  const before = readStatus(macro);
  const title = before.title === status.title ? [] : setParameter(macro, 'title', status.title);
  if (before.color !== status.color) assertColor(status.color);
  const color = before.color === status.color ? [] : setParameter(macro, 'colour', capital(status.color));
  return [...title, ...color];
}

function assertColor(color: string): void {
  if (color === '' || (statusColors as readonly string[]).includes(color)) return;
  throw unconvertible(0, `"${color}" is not a status colour`, `The colours are ${statusColors.join(', ')}.`);
}

function capital(color: string): string {
  return color.charAt(0).toUpperCase() + color.slice(1);
}
