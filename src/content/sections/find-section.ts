import { AppError, isAppError } from '../../errors.js';
import { Definitions } from '../markdown/parse/definitions.js';
import { InlineParser } from '../markdown/parse/inline-parser.js';
import { ParseNotes } from '../markdown/parse/notes.js';
import { foldName } from '../model/fold.js';
import { plainText } from '../model/inline.js';
import type { Page } from '../storage/read/read-page.js';
import type { Section } from './outline.js';
import { sectionsOf } from './outline.js';
import { collapseSpace } from '../xml/clean-text.js';

/** The section that an outline id, a heading's text or a path (`A > B`) names; INVALID_INPUT with the candidates when that is not exactly one. */
export function getSection(page: Page, query: string): Section {
  return findSection(sectionsOf(page), query);
}

/** As `getSection`, among sections that were read before. */
export function findSection(sections: readonly Section[], query: string): Section {
  const found = findSections(sections, query);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const candidates = (only ? found : sections).slice(0, 40).map(({ id, path }) => `${id} (${path.join(' > ')})`);
  const what = only
    ? `The heading "${query}" appears ${found.length} times on the page`
    : `The page has no heading "${query}"`;
  throw new AppError('INVALID_INPUT', `${what}.`, {
    hint: candidates.length === 0 ? 'The page has no headings.' : `Name one by its id: ${candidates.join(', ')}.`,
    details: { candidates: (only ? found : sections).slice(0, 40).map(({ id }) => id) },
  });
}

/** The sections that an outline id names, or else a heading's text or a path, as they stand or as a read shows them. */
export function findSections(sections: readonly Section[], query: string): readonly Section[] {
  const byId = sections.filter((section) => section.id === query.trim());
  if (byId.length > 0) return byId;
  const text = query.replace(/^#{1,6}\s+/, '');
  const asItStands = sections.filter((section) => matches(section, text, tidy));
  if (asItStands.length > 0) return asItStands;
  const folded = sections.filter((section) => matches(section, text, foldName));
  return folded.length > 0 ? folded : sections.filter((section) => matches(section, withoutSigns(text), foldName));
}

/** The words of a heading that was copied from a read, with the formats, links and statuses that it has there. */
function withoutSigns(text: string): string {
  try {
    return plainText(new InlineParser(new Definitions([]), new ParseNotes()).parse(text, 0));
  } catch (error) {
    if (isAppError(error)) return text;
    throw error;
  }
}

function matches(section: Section, query: string, nameOf: (text: string) => string): boolean {
  const wanted = nameOf(query);
  if (nameOf(section.title) === wanted) return true;
  const parts = query.split(/\s+>\s+/).map(nameOf);
  const path = section.path.map(nameOf);
  if (parts.length < 2 || path.at(-1) !== parts.at(-1)) return false;
  let at = 0;
  for (const title of path) if (title === parts[at]) at++;
  return at === parts.length;
}

function tidy(text: string): string {
  return collapseSpace(text).toLowerCase();
}
