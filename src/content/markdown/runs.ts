import type { Atom, Run } from '../model/inline.js';

export function textRun(text: string, marks: number, link: string | null): Run {
  return { kind: text === '' ? 'hidden' : 'text', text, marks, link, atom: null, origin: null };
}

export function breakRun(marks: number, link: string | null): Run {
  return { kind: 'break', text: '\n', marks, link, atom: null, origin: null };
}

export function atomRun(atom: Atom, marks: number, link: string | null): Run {
  return { kind: 'atom', text: '', marks, link, atom, origin: null };
}

/** `[@Name](user:id)`: the address is the person, the name is not compared. */
export function mentionOf(href: string, label: string): Atom | null {
  const match = /^user:(.+)$/.exec(href);
  return match ? { kind: 'mention', account: match[1] ?? '', label: label.replace(/^@/, '') } : null;
}
