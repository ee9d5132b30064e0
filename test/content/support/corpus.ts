import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CorpusDocument {
  readonly name: string;
  readonly storage: string;
}

/** Documents of this project's own, which hold every construct; and any others that lie beside the checkout. */
export function ownDocuments(): CorpusDocument[] {
  return documentsIn(join(process.cwd(), 'test/content/corpus'));
}

export function foreignDocuments(): CorpusDocument[] {
  const folder = join(process.cwd(), '../shared/data/storage');
  return existsSync(folder) ? documentsIn(folder) : [];
}

function documentsIn(folder: string): CorpusDocument[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  return names.map((name) => ({ name, storage: readFileSync(join(folder, name), 'utf8') }));
}
