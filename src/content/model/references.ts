/** Where the page will stand: the two spell mentions, code languages and anchors differently. */
export type Deployment = 'cloud' | 'datacenter';

/** What Markdown points at outside of its page, each once: only Confluence knows whether it is there. */
export interface References {
  /** Account ids or user keys of mentions (`[@Name](user:id)`). */
  readonly users: readonly string[];
  /** Names behind an `@` that is no mention yet. */
  readonly names: readonly string[];
  /** `space` is null for a page of the same space. */
  readonly pages: readonly { readonly space: string | null; readonly title: string }[];
  /** File names; `page` is null for a file of the page itself. */
  readonly attachments: readonly { readonly file: string; readonly page: string | null }[];
}

export const noReferences: References = { users: [], names: [], pages: [], attachments: [] };
