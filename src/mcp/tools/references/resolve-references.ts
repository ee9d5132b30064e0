import { isAppError } from '../../../errors.js';
import type { Confluence } from '../../../confluence/index.js';
import type { People, References } from '../../../content/index.js';
import type { ToolContext } from '../define-tool.js';
import { findPeople } from './find-people.js';

/** Where a text stands: what its addresses leave out is of there. */
interface Home {
  readonly spaceKey: string;
  /** null for a page that is not there yet, which has no files. */
  readonly pageId: string | null;
  /** Of a page that may link to itself before it is there. */
  readonly title?: string;
}

interface Converted {
  readonly warnings: string[];
  readonly references: References;
}

/** The most pages, and the most files, that are looked up for one text. */
const mostLookUps = 25;

/**
 * Converts a text, looks up whom and what it points at, all at once, and converts it again where people go by other ids or were
 * named in plain words. What is not there is told in the warnings, one by one. Asks nothing for a text that points at nothing.
 */
export async function resolveReferences<Result extends Converted>(
  convert: (people?: People) => Promise<Result>,
  findHome: () => Home | Promise<Home>,
  { confluence }: Pick<ToolContext, 'confluence'>,
): Promise<Result> {
  const result = await convert();
  const { references } = result;
  if (Object.values(references).every(({ length }) => length === 0)) return result;
  const [found, missing] = await Promise.all([
    findPeople(references, confluence.users),
    findMissing(references, findHome, confluence),
  ]);
  const isSettled = found.people.names.size === 0 && found.people.ids.size === 0;
  const final = isSettled ? result : await convert(found.people);
  return { ...final, warnings: [...final.warnings, ...found.warnings, ...missing] };
}

/** Warnings of the pages and files that are not there. */
async function findMissing(
  { pages, attachments }: References,
  findHome: () => Home | Promise<Home>,
  confluence: Confluence,
): Promise<string[]> {
  if (pages.length + attachments.length === 0) return [];
  const home = await findHome();
  const warnings = await Promise.all([
    ...pages.slice(0, mostLookUps).map((page) => missingPage(page, home, confluence)),
    ...attachments.slice(0, mostLookUps).map((file) => missingFile(file, home, confluence)),
  ]);
  return [...warnings.filter((one) => one !== ''), ...tooMany('pages', pages), ...tooMany('files', attachments)];
}

function tooMany(what: string, list: readonly unknown[]): string[] {
  const rest = list.length - mostLookUps;
  return rest > 0 ? [`${rest} more ${what} that the text links to were not looked up.`] : [];
}

async function missingPage({ space, title }: References['pages'][number], home: Home, { pages }: Confluence) {
  const key = space ?? home.spaceKey;
  if (title === home.title && isSame(key, home.spaceKey)) return '';
  const what = `page "${title}" in space ${key}`;
  return unless(async () => (await pages.findByTitle(key, title)) !== undefined, what, {
    missing: `There is no ${what}, or it is not visible to this account: the link does not work until there is one.`,
  });
}

async function missingFile({ file, page, space }: References['attachments'][number], home: Home, port: Confluence) {
  const where = page === null ? 'this page' : `page "${page}"`;
  const look = async () => {
    const id = page === null ? home.pageId : (await port.pages.findByTitle(space ?? home.spaceKey, page))?.id;
    if (id === null || id === undefined) return false;
    const { items } = await port.attachments.list(id, { filename: file, limit: 5 });
    return items.some(({ filename }) => isSame(filename, file));
  };
  return unless(look, `file "${file}"`, {
    missing: `There is no file "${file}" on ${where}: it is not shown until it is uploaded with confluence_upload_attachment.`,
  });
}

function isSame(one: string, other: string): boolean {
  return one.normalize().toLowerCase() === other.normalize().toLowerCase();
}

/** Nothing for what is there. A look-up that fails does not hold up the write: it is told. */
async function unless(
  isThere: () => Promise<boolean>,
  what: string,
  { missing }: { missing: string },
): Promise<string> {
  try {
    return (await isThere()) ? '' : missing;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const isAbsent = error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN';
    return isAbsent ? missing : `The ${what} could not be looked up (${error.code}).`;
  }
}
