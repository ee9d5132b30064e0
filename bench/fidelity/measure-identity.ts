import { toMarkdown } from '../../src/content/index.js';
import { attempt } from './attempt.js';
import type { StorageDocument } from './documents.js';
import { difference, type Findings } from './findings.js';
import { linesOf } from './markdown-lines.js';

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
    findings.check(
      'identity',
      name,
      written === storage,
      () => `${habit}: ${refusal ? refusal.message : difference(storage, written ?? '')}`,
    );
  }
}

/** Another bullet, wider tables and more empty lines: the same to a reader, and to no parser that compares text. */
function layOutAnew(markdown: string): string {
  const lines = linesOf(markdown).flatMap(({ text, kind }) => {
    if (kind !== 'text' || /^\s*:{3,}/.test(text)) return [text];
    if (text === '') return ['', ''];
    if (/^\|.*\|$/.test(text)) return [text.replace(/^\| /, '|   ').replace(/ \|$/, '     |')];
    const item = text.replace(/^-( |$)/, '+$1');
    return [/[\\\s]$/.test(text) ? item : `${item} `];
  });
  return lines.join('\n');
}
