import { randomUUID } from 'node:crypto';
import { encodeEntities } from './entities.js';

type Block = { kind: 'text'; lines: string[] } | { kind: 'macro'; name: string; parameters: string; body: string };

const plainBodies = new Set(['code', 'noformat']);
const richBodies = new Set(['info', 'note', 'tip', 'warning', 'panel', 'quote', 'expand']);
const alone = new Set(['toc', 'children', 'recently-updated']);

/**
 * Storage out of the older editor's markup, as far as everyday pages go: headings, paragraphs, lists, rules, tables,
 * inline marks, links and a few macros. A macro that is not known is kept as the site keeps it, unread.
 */
export function wikiToStorage(markup: string): string {
  return blocksOf(markup.replaceAll('\r\n', '\n')).map(blockToStorage).join('');
}

function blocksOf(markup: string): Block[] {
  const blocks: Block[] = [];
  const pattern = /(?<!\{)\{([a-z][a-z-]*)(?::([^{}\n]*))?\}/gi;
  let at = 0;
  for (let match = pattern.exec(markup); match !== null; match = pattern.exec(markup)) {
    const [whole, name = '', parameters = ''] = match;
    const closing = `{${name}}`;
    const end = plainBodies.has(name) || richBodies.has(name) ? markup.indexOf(closing, pattern.lastIndex) : -1;
    blocks.push({ kind: 'text', lines: markup.slice(at, match.index).split('\n') });
    const body = end < 0 ? '' : markup.slice(match.index + whole.length, end);
    blocks.push({ kind: 'macro', name, parameters, body });
    at = pattern.lastIndex = end < 0 ? match.index + whole.length : end + closing.length;
  }
  return [...blocks, { kind: 'text', lines: markup.slice(at).split('\n') }];
}

function blockToStorage(block: Block): string {
  if (block.kind === 'text') return linesToStorage(block.lines);
  const { name, parameters, body } = block;
  const open = (macro: string) =>
    `<ac:structured-macro ac:name="${macro}" ac:schema-version="1" ac:macro-id="${randomUUID()}">`;
  if (name === 'quote') return `<blockquote>${wikiToStorage(body)}</blockquote>`;
  if (plainBodies.has(name))
    return `${open(name)}${parametersOf(parameters)}${plain(body.replace(/^\n|\n$/g, ''))}</ac:structured-macro>`;
  if (richBodies.has(name)) {
    return `${open(name)}${parametersOf(parameters)}<ac:rich-text-body>${wikiToStorage(body)}</ac:rich-text-body></ac:structured-macro>`;
  }
  if (alone.has(name)) return `${open(name)}${parametersOf(parameters)}</ac:structured-macro>`;
  const source = parameters === '' ? `{${name}}` : `{${name}:${parameters}}`;
  return `${open('unmigrated-wiki-markup')}${plain(source)}</ac:structured-macro>`;
}

const plain = (text: string): string =>
  `<ac:plain-text-body><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></ac:plain-text-body>`;

/** `name=value` pairs between bars; a first one without a name is the language or the title. */
function parametersOf(text: string): string {
  if (text === '') return '';
  return text
    .split('|')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals < 0 ? ['language', pair] : [pair.slice(0, equals), pair.slice(equals + 1)];
    })
    .map(([name, value]) => `<ac:parameter ac:name="${encodeEntities(name)}">${encodeEntities(value)}</ac:parameter>`)
    .join('');
}

function linesToStorage(lines: readonly string[]): string {
  let storage = '';
  for (let at = 0; at < lines.length;) {
    const line = lines[at] as string;
    const heading = /^h([1-6])\. (.*)$/.exec(line);
    const pattern = [/^[*#-]+ /, /^\|/, /^(?![*#-]+ |\||h[1-6]\. |-{4,}$)\s*\S/].find((one) => one.test(line));
    if (line.trim() === '') at += 1;
    else if (heading !== null) {
      storage += `<h${heading[1]}>${inline(heading[2] as string)}</h${heading[1]}>`;
      at += 1;
    } else if (/^-{4,}$/.test(line)) {
      storage += '<hr />';
      at += 1;
    } else {
      const rest = lines.slice(at);
      const end = rest.findIndex((one) => pattern?.test(one) !== true);
      const run = end < 0 ? rest : rest.slice(0, end);
      storage += runToStorage(run);
      at += run.length;
    }
  }
  return storage;
}

function runToStorage(run: readonly string[]): string {
  const [first = ''] = run;
  if (/^[*#-]+ /.test(first)) return listToStorage(run, 1);
  if (first.startsWith('|')) return `<table><tbody>${run.map(rowToStorage).join('')}</tbody></table>`;
  return `<p>${run.map(inline).join('<br />')}</p>`;
}

/** Items by the number of their signs; deeper ones belong to the item before them. */
function listToStorage(run: readonly string[], depth: number): string {
  const tag = (run[0] as string)[depth - 1] === '#' ? 'ol' : 'ul';
  let items = '';
  for (let at = 0; at < run.length;) {
    const text = (run[at] as string).replace(/^[*#-]+ /, '');
    const rest = run.slice(at + 1);
    const next = rest.findIndex((line) => signs(line) <= depth);
    const below = next < 0 ? rest : rest.slice(0, next);
    items += `<li><p>${inline(text)}</p>${below.length === 0 ? '' : listToStorage(below, depth + 1)}</li>`;
    at += 1 + below.length;
  }
  return `<${tag}>${items}</${tag}>`;
}

const signs = (line: string): number => /^[*#-]+/.exec(line)?.[0].length ?? 0;

function rowToStorage(row: string): string {
  const isHead = row.startsWith('||');
  const cells = row.replace(/^\|+|\|+\s*$/g, '').split(isHead ? '||' : '|');
  const tag = isHead ? 'th' : 'td';
  return `<tr>${cells.map((cell) => `<${tag}><p>${inline(cell.trim())}</p></${tag}>`).join('')}</tr>`;
}

function inline(text: string): string {
  return encodeEntities(text)
    .replace(/\[([^\]|]+)\|(https?:[^\]]+)\]/g, '<a href="$2">$1</a>')
    .replace(/\[(https?:[^\]]+)\]/g, '<a href="$1">$1</a>')
    .replace(/(^|\W)\*(\S(?:[^*]*\S)?)\*(?=\W|$)/g, '$1<strong>$2</strong>')
    .replace(/(^|\W)_(\S(?:[^_]*\S)?)_(?=\W|$)/g, '$1<em>$2</em>')
    .replace(/\{\{([^}]+)\}\}/g, '<code>$1</code>');
}
