import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, toMarkdown } from '../../../src/content/index.js';
import { macro } from '../support/macros.js';

const words = (i: number) => `dock ${i} holds rope, tar and ${i * 7} planks of oak`;
const filled = (size: number, part: (i: number) => string) => {
  let text = '';
  for (let i = 0; text.length < size; i++) text += part(i);
  return text;
};
const panel = (id: string, inner: string) =>
  macro('info', id, `<ac:rich-text-body><p>${words(1)}</p>${inner}</ac:rich-text-body>`);

/** Storage of so many characters, as pages of one shape have them. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  'a list': (size) => `<ul>${filled(size, (i) => `<li>${words(i)}</li>`)}</ul>`,
  'lists in lists': (size) =>
    `<ul>${filled(size, (i) => `<li>${words(i)}<ul><li>${words(i)}<ul><li>x</li></ul></li></ul></li>`)}</ul>`,
  'one line': (size) => `<p>${filled(size, (i) => `${words(i)} <strong>and</strong> `)}</p>`,
  'links in one line': (size) =>
    `<p>${filled(size, (i) => `<a href="https://x.example/${i}">${words(i)}</a> <ac:link><ri:page ri:content-title="P${i}" /></ac:link> `)}</p>`,
  'a table': (size) =>
    `<table><tbody>${filled(size, (i) => `<tr><td>${words(i)}</td><td>${i}</td></tr>`)}</tbody></table>`,
  'panels in panels': (size) => filled(size, (i) => panel(`a-${i}`, panel(`b-${i}`, `<p>${words(i)}</p>`))),
  'columns of text': (size) =>
    `<ac:layout>${filled(size, (i) => `<ac:layout-section ac:type="two_equal"><ac:layout-cell><p>${words(i)}</p></ac:layout-cell><ac:layout-cell><p>${i}</p></ac:layout-cell></ac:layout-section>`)}</ac:layout>`,
};

const [small, times] = [20_000, 4];

/** Processor time of one edit in the middle, in milliseconds; the least of some, as others use the machine too. */
function costOf(storage: string): number {
  const markdown = toMarkdown(storage);
  const at = markdown.indexOf('rope', markdown.length / 2);
  const costs = Array.from({ length: 2 }, (_, i) => {
    const edited = `${markdown.slice(0, at)}cable ${i}${markdown.slice(at + 4)}`;
    const before = process.cpuUsage();
    expect(applyMarkdown({ current: storage, edited }).storage).toContain(`cable ${i}`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...costs);
}

describe('what the edit of a whole page costs', () => {
  it.each(Object.entries(shapes))('grows with the page and not with its square: %s', (_, shape) => {
    const [one, more] = [costOf(shape(small)), costOf(shape(small * times))];
    // A square would be sixteen times as much.
    expect(more).toBeLessThan(Math.max(30, one) * times * 2.5);
  });
});
