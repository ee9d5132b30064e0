import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** One storage document, named by its path inside its folder. */
export interface StorageDocument {
  readonly name: string;
  readonly storage: string;
  /** A whole page of the kind people write, rather than one construct shown alone. */
  readonly isPage: boolean;
}

/** Characters from which a document that somebody brought counts as a page. */
const pageSize = 2_000;

/** This project's own documents: one `.xml` file each, in folders by what they show. */
export function ownDocuments(): StorageDocument[] {
  return documentsIn('test/corpus').map((one) => ({ ...one, isPage: /^pages-/.test(one.name) }));
}

/** Every `.xml` file below a folder, by name; empty when the folder is not there. */
export function documentsIn(folder: string): StorageDocument[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
  return names.sort().map((name) => {
    const storage = readFileSync(join(folder, name), 'utf8').replace(/\n$/, '');
    return { name: name.split(sep).join('/'), storage, isPage: storage.length >= pageSize };
  });
}
