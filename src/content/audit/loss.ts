/** One thing that a write took away, or would take away. */
export interface Loss {
  readonly kind:
    'macro' | 'comment' | 'image' | 'attachment' | 'link' | 'layout' | 'task' | 'table' | 'mention' | 'text' | 'other';
  /** The thing's own identity in storage, where it has one. */
  readonly id: string | null;
  /** What a person would call it. */
  readonly label: string;
}
