/** What of a Markdown text could not be taken as it was written: said once for each kind. */
export class ParseNotes {
  private readonly texts = new Set<string>();
  private readonly tags = new Set<string>();

  add(text: string): void {
    this.texts.add(text);
  }

  /** A tag of HTML that is no formatting that a page has. */
  tag(name: string): void {
    this.tags.add(`<${name}>`);
  }

  comment(): void {
    this.add('HTML comments are left out: nobody would see them.');
  }

  /** All of it, in the order of the text. */
  list(): string[] {
    const tags = [...this.tags];
    const note =
      tags.length === 0
        ? []
        : [`HTML that a page cannot have is shown as text: ${tags.slice(0, 12).join(', ')}. Use Markdown instead.`];
    return [...this.texts, ...note];
  }
}
