import type { z } from 'zod';
import type { page } from '../../schemas/output.js';
import type { Fence } from '../define-tool.js';
import { concatenated, renderMore, renderPeople, renderUrl } from '../render.js';

type PageResult = z.output<typeof page>;
type Entry = NonNullable<PageResult['outline']>[number];

/** A page as text: where it is, a few lines of facts, then its body or outline. */
export function renderPage(result: PageResult, fence: Fence): string {
  const { id, version, space_key: key, status, format, outline, content } = result;
  const head = `Page ${id}, version ${version}, space ${key}, ${status}, as ${format}. ${renderUrl(result.url)}`;
  const parts = [
    [`Title: ${result.title}`, ...renderFacts(result)].join('\n'),
    content ?? '',
    outline === undefined ? '' : renderOutline(outline),
  ];
  return `${head}\n${fence(
    concatenated(
      parts.filter((part) => part !== ''),
      '\n\n',
    ),
  )}${renderMore(result.next_cursor)}`;
}

/** Who and when, where it stands, and its labels. */
function renderFacts(result: PageResult): string[] {
  const { created_at: created, author, updated_at: updated, last_editor: editor, owner, ancestors, labels } = result;
  const person = renderPeople();
  const told = [
    event('created', created, author && person(author)),
    event('updated', updated, editor && person(editor)),
    owner === null ? '' : `owner ${person(owner)}`,
  ].filter((fact) => fact !== '');
  const above = ancestors?.map(({ id, title }) => `${title} (id ${id})`).join(' > ') ?? '';
  return [
    ...(told.length === 0 ? [] : [`Facts: ${told.join('; ')}`]),
    ...(above === '' ? [] : [`Below: ${above}`]),
    `Labels: ${labels.length === 0 ? 'none' : labels.join(', ')}`,
  ];
}

function event(what: string, at: string | null, by: string | null): string {
  if (at === null && by === null) return '';
  return [what, at, by === null ? null : `by ${by}`].filter((word) => word !== null).join(' ');
}

function renderOutline(outline: readonly Entry[]): string {
  const lines = outline.map(({ level, title, id, chars, macros }) => {
    const size = [id, `${chars} chars`, ...macros].join(', ');
    return `${'  '.repeat(level - 1)}- ${title} (${size})`;
  });
  return lines.join('\n') || 'No headings.';
}
