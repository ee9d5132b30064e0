import { containerKinds } from './containers.js';
import { lineSoup } from './line-soup.js';
import { lineKinds } from './lines-and-html.js';
import { listKinds } from './lists-and-code.js';
import type { PageKind } from './page-kind.js';
import { wholeDocuments } from './whole-documents.js';

export type { PageKind, PageText } from './page-kind.js';

/** Every kind of new page. */
export const pageKinds: readonly PageKind[] = [
  ...wholeDocuments,
  ...containerKinds,
  ...listKinds,
  ...lineKinds,
  lineSoup,
];
