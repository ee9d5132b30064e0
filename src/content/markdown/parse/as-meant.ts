/** What writers mean where CommonMark reads something else, or nothing at all: numbered items, definitions, days that are due. */
import { isDay } from '../../macros/date.js';
import type { FlowNode } from './flow-node.js';

const due =
  /((?:📅|🗓️?|(?<![\p{L}\p{N}])(?:due|deadline|by|fällig|frist|échéance|vence|scadenza|срок|期限|締切|截止|마감):{0,2})[ \t]*(?:on |by |am |bis |date:? ?)?)(?<!\[)(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b/giu;

/** The text of a new task with its due dates as dates that Confluence knows; what `isKnown` stands on the page already. */
export function withDueDates(text: string, isKnown: (words: string) => boolean): string {
  return text.replace(due, (whole, lead: string, date: string) =>
    isKnown(whole) || !isDay(date) ? whole : `${lead}:date[${date}]`,
  );
}

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const otherDue = new RegExp(
  String.raw`(?:📅|🗓️?|\b(?:due|deadline)\b:?)[ \t]*(?:(?:on|by|date):?[ \t]*)?(\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{4}/\d{1,2}/\d{1,2}|${month} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th|\.)? ${month}(?: \d{4})?|today|tomorrow|(?:next |this )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month)|eo[dwm])\b`,
  'iu',
);

/** A day on which a task is due that is no date to Confluence: words, or another order of its numbers. */
export function otherDueDate(text: string): string | null {
  const none = [...text.matchAll(due)].find(([, , date = '']) => !isDay(date));
  return none?.[2] ?? otherDue.exec(text)?.[1] ?? null;
}

/**
 * `2. two` right below an item's words is a part of them to CommonMark, which lets only a list from 1 follow so. Where these words
 * stand on the page already (`isKnown`), it is the rest of a list from which the first item was taken.
 */
export function splitNumbers(node: FlowNode, isKnown: (words: string) => boolean): FlowNode[] {
  const at = node.type === 'paragraph' ? node.text.search(/\n[ \t]*\d{1,9}[.)][ \t]+\S/) : -1;
  const words = /^\n[ \t]*\d{1,9}[.)][ \t]+(.*)/.exec(node.text.slice(Math.max(0, at)))?.[1] ?? '';
  if (at < 0 || !isKnown(words.trim())) return [node];
  const lines = node.text.slice(at + 1).split('\n');
  const number = /^[ \t]*(\d{1,9})[.)][ \t]+/;
  const items: FlowNode[] = [];
  for (const [i, line] of lines.entries()) {
    const last = items.at(-1)?.children[0];
    const paragraph: FlowNode = { ...node, text: line.replace(number, ''), children: [], line: node.line + i };
    if (number.test(line)) items.push({ ...node, type: 'item', text: '', children: [paragraph] });
    else if (last) last.text += `\n${line}`;
  }
  const first = Number(number.exec(lines[0] ?? '')?.[1] ?? '1');
  const list: FlowNode = { ...node, type: 'list', text: '', children: items, ordered: true, first };
  return [{ ...node, text: node.text.slice(0, at) }, list];
}

/** The table of contents as Python-Markdown, GitLab and Azure DevOps have it. */
export function isContents(text: string): boolean {
  return /^\s*(?:\[toc\]|\[\[_?toc_?\]\])\s*$/i.test(text);
}

/** A line that goes on in the next by Markdown's own sign for a break: what follows it is no definition. */
const broken = /(?:\\| {2})$/;
/** More of them in one paragraph are no terms. */
const mostDefinitions = 500;
const definition = /^[ \t]{0,3}:[ \t]+(?=\S)/;

/**
 * A paragraph of terms with definitions (`Term⏎: What it is`, as PHP Markdown Extra, Pandoc and MkDocs have them) as lines of their
 * own, the terms bold; null for any other.
 */
export function definitionLines(text: string): string | null {
  if (!text.includes('\n')) return null;
  const lines = text.split('\n');
  const isDefinition = (i: number) => i > 0 && definition.test(lines[i] ?? '') && !broken.test(lines[i - 1] ?? '');
  const count = lines.filter((_, i) => isDefinition(i)).length;
  if (count === 0 || count > mostDefinitions) return null;
  const out = lines.map((line, i) => {
    if (isDefinition(i)) return line.replace(definition, '').trim();
    const isTerm = isDefinition(i + 1);
    return isTerm && !/[*_`<[\]\\]/.test(line) ? `**${line.trim()}**` : line.trim();
  });
  return out.reduce((all, line, i) => all + (isDefinition(i) || isDefinition(i + 1) ? '\\\n' : '\n') + line);
}
