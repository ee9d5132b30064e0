import type { StorageDocument } from './documents.js';
import { image, inlineContent, sentence } from './random-inline.js';
import { RandomSource } from './random-source.js';

/** Documents made by chance over everything that the storage format can hold: the same seed makes the same documents. */
export function randomDocuments(count: number, seed: number): StorageDocument[] {
  return Array.from({ length: count }, (_, i) => randomDocument(seed + i));
}

export function randomDocument(seed: number): StorageDocument {
  const random = new RandomSource(seed);
  const storage = random.chance(0.2) ? layout(random) : blocks(random, 3, 8);
  return { name: `random-${seed}`, storage, isPage: false };
}

function blocks(random: RandomSource, depth: number, most: number): string {
  return random.many(1, most, () => block(random, depth)).join(random.pick(['', '', '\n', '<p />']));
}

function block(random: RandomSource, depth: number): string {
  const inner = (most: number) => blocks(random, depth - 1, most);
  const flat = [paragraph, paragraph, paragraph, heading, code, leafMacro, rule, image];
  const nested = [
    (): string => list(random, depth - 1),
    (): string => tasks(random, depth - 1),
    (): string => table(random, depth - 1),
    (): string => panel(random, inner(3)),
    (): string => `<blockquote>${paragraph(random)}${random.chance(0.3) ? list(random, depth - 1) : ''}</blockquote>`,
    (): string => extension(random),
  ];
  return depth > 0 && random.chance(0.5) ? random.pick(nested)() : random.pick(flat)(random);
}

function paragraph(random: RandomSource): string {
  const attributes = random.pick(['', '', '', ` local-id="${random.uuid()}"`, ' style="text-align: center;"']);
  return random.chance(0.06)
    ? random.pick(['<p />', '<p>&nbsp;</p>', '<p><br /></p>'])
    : `<p${attributes}>${inlineContent(random)}</p>`;
}

function heading(random: RandomSource): string {
  const level = random.between(1, 6);
  return `<h${level}>${random.chance(0.7) ? sentence(random, 5) : inlineContent(random, 1)}</h${level}>`;
}

function rule(): string {
  return '<hr />';
}

function code(random: RandomSource): string {
  const text = random
    .many(1, 5, () => `${' '.repeat(random.between(0, 4))}${sentence(random, 5).replaceAll('&', '')}`)
    .join('\n');
  if (random.chance(0.15)) return `<pre>${text.replaceAll('<', '&lt;')}</pre>`;
  const language = random.chance(0.6) ? '<ac:parameter ac:name="language">sql</ac:parameter>' : '';
  const name = random.chance(0.8) ? 'code' : 'noformat';
  return macro(random, name, `${language}<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`);
}

function leafMacro(random: RandomSource): string {
  const [name, parameter] = random.pick([
    ['toc', '<ac:parameter ac:name="maxLevel">3</ac:parameter>'],
    ['children', ''],
    ['drawio', `<ac:parameter ac:name="diagramName">hull ${random.between(1, 99)}</ac:parameter>`],
    ['include', '<ac:parameter ac:name=""><ac:link><ri:page ri:content-title="Footer" /></ac:link></ac:parameter>'],
    ['jira', '<ac:parameter ac:name="jqlQuery">project = SEA AND a &lt; 3</ac:parameter>'],
  ] as const);
  const written = macro(random, name, parameter);
  return random.chance(0.3) ? `<p>${written}</p>` : written;
}

function macro(random: RandomSource, name: string, inner: string): string {
  const element = random.chance(0.05) ? 'ac:macro' : 'ac:structured-macro';
  const id = random.chance(0.9) ? ` ac:macro-id="${random.uuid()}"` : '';
  return `<${element} ac:name="${name}"${id}>${inner}</${element}>`;
}

function panel(random: RandomSource, body: string): string {
  const name = random.pick([
    'info',
    'note',
    'tip',
    'warning',
    'panel',
    'expand',
    'excerpt',
    'details',
    'column',
    'add-on-box',
  ]);
  const title = random.chance(0.5) ? `<ac:parameter ac:name="title">${sentence(random, 4)}</ac:parameter>` : '';
  return macro(random, name, `${title}<ac:rich-text-body>${body}</ac:rich-text-body>`);
}

function extension(random: RandomSource): string {
  const body = paragraph(random);
  const attribute = `<ac:adf-attribute key="panel-type">${random.pick(['note', 'info', 'success', 'custom'])}</ac:adf-attribute>`;
  const fallback = random.chance(0.7) ? `<ac:adf-fallback>${body}</ac:adf-fallback>` : '';
  return `<ac:adf-extension><ac:adf-node type="panel">${attribute}<ac:adf-content>${body}</ac:adf-content></ac:adf-node>${fallback}</ac:adf-extension>`;
}

function list(random: RandomSource, depth: number): string {
  const name = random.pick(['ul', 'ol']);
  const items = random.many(1, 4, () => {
    const text = random.chance(0.6) ? paragraph(random) : inlineContent(random, 1);
    const more =
      depth > 0 && random.chance(0.3) ? random.pick([list(random, depth - 1), block(random, depth - 1)]) : '';
    return `<li>${text}${more}</li>`;
  });
  return `<${name}>${items.join('')}</${name}>`;
}

function tasks(random: RandomSource, depth: number): string {
  const items = random.many(1, 3, () => {
    const id = random.between(1, 9_999);
    const state = random.pick(['complete', 'incomplete']);
    const nested = depth > 0 && random.chance(0.2) ? tasks(random, depth - 1) : '';
    return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${state}</ac:task-status><ac:task-body>${inlineContent(random, 1)}${nested}</ac:task-body></ac:task>`;
  });
  return `<ac:task-list>${items.join('')}</ac:task-list>`;
}

function table(random: RandomSource, depth: number): string {
  const columns = random.between(1, 4);
  const header = random.chance(0.7);
  const rows = random
    .many(1, 4, () => random.chance(0.5))
    .map((styled, i) => {
      const name = i === 0 && header ? 'th' : 'td';
      const cells = Array.from(
        { length: columns },
        () => `<${name}${styled ? ' data-highlight-colour="#fff0b3"' : ''}>${cellContent(random, depth)}</${name}>`,
      );
      const merged = columns > 1 && random.chance(0.1);
      return `<tr>${merged ? `<td colspan="${columns}">${paragraph(random)}</td>` : cells.join('')}</tr>`;
    });
  const sizes = random.chance(0.5) ? `<colgroup>${'<col style="width: 90.0px;" />'.repeat(columns)}</colgroup>` : '';
  return `<table>${sizes}<tbody>${rows.join('')}</tbody></table>`;
}

function cellContent(random: RandomSource, depth: number): string {
  if (random.chance(0.1)) return random.pick(['', '<p />', '&nbsp;']);
  if (depth > 0 && random.chance(0.12)) return block(random, depth - 1);
  return random.pick([
    () => paragraph(random),
    () => sentence(random, 3),
    () => paragraph(random) + paragraph(random),
  ])();
}

function layout(random: RandomSource): string {
  const sections = random.many(1, 3, () => {
    const cells = random.between(1, 3);
    const type = ['fixed-width', 'two_equal', 'three_equal'][cells - 1] ?? 'single';
    const content = Array.from({ length: cells }, () => `<ac:layout-cell>${blocks(random, 2, 3)}</ac:layout-cell>`);
    return `<ac:layout-section ac:type="${type}">${content.join('')}</ac:layout-section>`;
  });
  return `<ac:layout>${sections.join('')}</ac:layout>`;
}
