import type { Word } from './words.js';

type DocumentType =
  'page' | 'blogpost' | 'comment' | 'attachment' | 'folder' | 'whiteboard' | 'database' | 'embed' | 'space' | 'user';

/** What the index holds about one thing that can be found. */
export interface IndexedDocument {
  id: string;
  type: DocumentType;
  /** Of a person on Data Center. */
  userKey?: string;
  title: string;
  text: string;
  titleWords: Word[];
  textWords: Word[];
  created: Date;
  modified: Date;
  creator: string;
  contributors: string[];
  spaceKey: string;
  spaceTitle: string;
  spaceType: string;
  ancestors: string[];
  parent: string | null;
  container: string | null;
  labels: string[];
  macros: string[];
  mentions: string[];
}
