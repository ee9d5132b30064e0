import { toMarkdown } from '../../src/content/index.js';
import { attempt } from './attempt.js';
import type { StorageDocument } from './documents.js';
import { difference, type Findings } from './findings.js';

/** Ways in which writers return Markdown that they did not change. */
const habits: Readonly<Record<string, (markdown: string) => string>> = {
  'as it was': (markdown) => markdown,
  'with one more line end': (markdown) => `${markdown}\n`,
  'with line ends of Windows': (markdown) => markdown.replace(/\n/g, '\r\n'),
  'laid out anew': layOutAnew,
};

/** Reads a document and writes it back unchanged: not one byte may differ. */
export function measureIdentity({ name, storage }: StorageDocument, findings: Findings): void {
  const markdown = toMarkdown(storage);
  for (const [habit, rewrite] of Object.entries(habits)) {
    const { storage: written, refusal } = attempt(storage, rewrite(markdown));
    findings.check('identity', name, written === storage, () => `${habit}: ${refusal ? refusal.message : difference(storage, written ?? '')}`);
  }
}

/** Another bullet, wider tables and more empty lines: the same to a reader, and to no parser that compares text. */
function layOutAnew(markdown: string): string {
  let fence = '';
  const lines = markdown.split('\n').flatMap((line) => {
    const mark = /^\s*(?:(?:[-*+>]|\d+[.)])\s+)*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    const closes = fence !== '' && mark.length >= fence.length && line.replace(/^[>\s]+/, '').trim() === mark;
    if (fence !== '') {
      if (closes) fence = '';
      return [line];
    }
    fence = mark;
    if (mark !== '' || /^\s*:{3,}/.test(line)) return [line];
    if (/^\|.*\|$/.test(line)) return [line.replace(/^\| /, '|   ').replace(/ \|$/, '     |')];
    if (line === '') return ['', ''];
    return [/[\\\s]$|^\s*$/.test(line) ? line.replace(/^- /, '+ ') : `${line.replace(/^- /, '+ ')} `];
  });
  return lines.join('\n');
}
