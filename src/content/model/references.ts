/** Where the page will stand: the two spell mentions, code languages and anchors differently. */
export type Deployment = 'cloud' | 'datacenter';

/** What Markdown points at outside of its page, each once: only Confluence knows whether it is there. */
export interface References {
  /** Mentions (`[@Name](user:id)`) by account id or user key, with the name that they are written with; empty for none. Old ones are on the page. */
  readonly users: readonly { readonly id: string; readonly name: string; readonly isOld?: boolean }[];
  /** Names behind an `@` that is no mention yet. */
  readonly names: readonly string[];
  /** `space` is null for a page of the same space. */
  readonly pages: readonly { readonly space: string | null; readonly title: string }[];
  /** File names; `page` is null for a file of the page itself, `space` for a page of the same space. */
  readonly attachments: readonly {
    readonly file: string;
    readonly page: string | null;
    readonly space: string | null;
  }[];
}

/** Who is meant, once Confluence was asked: what a page has to call them is an account id, or on Data Center a user key. */
export interface People {
  /** By the name behind an `@`. */
  readonly names: ReadonlyMap<string, string>;
  /** By the id of a mention, where the page has to call that person by another. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Nothing of Confluence is named. */
export const noReferences: References = { users: [], names: [], pages: [], attachments: [] };
