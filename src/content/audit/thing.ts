import type { XmlElement } from '../xml/xml-node.js';

/** One thing that a write took away, or would take away. */
export interface Loss {
  readonly kind:
    'macro' | 'comment' | 'image' | 'attachment' | 'link' | 'layout' | 'task' | 'table' | 'mention' | 'text' | 'other';
  /** The thing's own identity in storage, where it has one. */
  readonly id: string | null;
  /** What a person would call it. */
  readonly label: string;
}

/** What an element is, apart from where it stands. */
export interface Description {
  readonly kind: Loss['kind'];
  /** Equal identities are the same thing. */
  readonly identity: string;
  /** What it is apart from its id: a copy has the same content. */
  readonly content: string;
  /** A thing can take the place of another one of its family; null where none can. */
  readonly family: string | null;
  readonly id: string | null;
  /**
   * Whose words tell where it is and that it went: its own (a panel, a table), those of the sentence that it stands in (a mention),
   * or none, for what is not shown at all (a placeholder).
   */
  readonly shows: 'itself' | 'in its sentence' | 'nothing';
}

/** A half-open range of the words of an inventory. */
export interface Extent {
  readonly from: number;
  to: number;
}

/** A thing with an identity, as it stands on a page. */
export interface Thing extends Description {
  readonly element: XmlElement;
  /** The words that tell where it is; null where there are none to tell. */
  readonly extent: Extent | null;
  /** All words of its page, in which the extent is. */
  readonly words: readonly string[];
}

/** What a page holds, in document order; extents of things count entries of `words`, from 0. */
export interface Inventory {
  readonly things: readonly Thing[];
  /** Every word of the page in its order, and a sign for each thing that is seen but is no word. */
  readonly words: readonly string[];
}
