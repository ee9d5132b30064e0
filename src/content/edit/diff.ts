import { structuredPatch } from 'diff';
import { printBlocks } from '../markdown/print/print-blocks.js';
import { readPage } from '../storage/read/read-page.js';
import type { ReadOptions } from '../storage/read/reader.js';

const timeoutMs = 1000;

/** What changed between two storages, as a reader sees it: a unified diff of their Markdown without file headers. */
export function diffMarkdown(before: string, after: string, options: ReadOptions = {}): string {
  if (before === after) return '';
  const print = (storage: string): string => printBlocks(readPage(storage, options).blocks);
  return unified(print(before), print(after));
}

/** What changed between two storages, byte for byte; broken at block tags so that lines stay short. */
export function diffStorage(before: string, after: string): string {
  return before === after ? '' : unified(breakLines(before), breakLines(after));
}

function unified(before: string, after: string): string {
  const patch = structuredPatch('', '', `${before}\n`, `${after}\n`, undefined, undefined, {
    context: 2,
    timeout: timeoutMs,
  });
  if (!patch) return `The texts differ too much to compare: ${before.length} and ${after.length} characters.`;
  return patch.hunks.map((hunk) => [`@@ line ${hunk.newStart} @@`, ...hunk.lines].join('\n')).join('\n');
}

const block = String.raw`(?:p|h[1-6]|ul|ol|li|table|tbody|thead|colgroup|tr|td|th|blockquote|pre|hr|div|ac:(?:structured-macro|rich-text-body|plain-text-body|parameter|layout(?:-section|-cell)?|task(?:-list|-body|-id|-status)?|image|caption|adf-[a-z-]+))`;
const breaks = new RegExp(`(?<=</${block}>|<(?:hr|p)\\s*/>)(?=<)|(?=<${block}[\\s/>])(?<=>)`, 'g');

function breakLines(storage: string): string {
  return storage.replace(breaks, '\n');
}
