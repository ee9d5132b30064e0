/** Pages made of numbered parts: each word `u1`, `u2`, … and each id stands on a page once, unless a part is a twin on purpose. */
export function pageOf(kinds: readonly number[]): string {
  const writer = new Writer();
  return kinds.map((kind) => writer.block(kind)).join('');
}

class Writer {
  private number = 0;

  block(kind: number): string {
    const kinds = [
      () => `<p>${this.words(4)}</p>`,
      () => `<p>${this.words(2)} ${this.inline(kind)} ${this.words(2)}</p>`,
      () => `<p>${this.inline(kind)} ${this.words(1)} ${this.inline(kind + 3)}</p>`,
      () => `<p>${this.inline(kind)}</p>`,
      () => `<h2>${this.words(2)}</h2>`,
      () => this.macro('drawio', 'twin'),
      () => this.macro('drawio', `own ${this.next()}`),
      () =>
        `<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">J-${this.next()}</ac:parameter></ac:structured-macro>`,
      () => `<ac:image><ri:attachment ri:filename="i${this.next()}.png" /></ac:image>`,
      () => this.panel('note', `ac:macro-id="n-${this.next()}-"`, this.block(kind >> 4)),
      () => this.panel('column', '', `<p>${this.words(3)}</p>`),
      () => this.panel('column', '', this.block(kind >> 4)),
      () =>
        `<ul><li>${this.words(2)}</li><li><p>${this.words(1)} ${this.inline(kind)}</p></li><li>${this.words(2)}</li></ul>`,
      () => `<ac:task-list>${this.task()}${this.task()}</ac:task-list>`,
      () => this.table(`<td>${this.inline(kind)}</td><td>${this.words(2)}</td>`),
      () => this.table(`<td colspan="2"><ul><li>${this.words(1)}</li></ul>${this.block(kind >> 4)}</td>`),
      () => `<blockquote><p>${this.words(2)}</p>${this.macro('badge', `q${this.next()}`)}</blockquote>`,
      () => this.layout(kind >> 4),
    ];
    return (kinds[kind % kinds.length] ?? (() => ''))();
  }

  private next(): number {
    return ++this.number;
  }

  private words(count: number): string {
    return Array.from({ length: count }, (_, i) => (i % 3 === 1 ? `the u${this.next()}` : `u${this.next()}`)).join(' ');
  }

  private macro(name: string, title: string): string {
    return `<ac:structured-macro ac:name="${name}" ac:macro-id="o-${this.next()}-"><ac:parameter ac:name="name">${title}</ac:parameter></ac:structured-macro>`;
  }

  private panel(name: string, id: string, body: string): string {
    return `<ac:structured-macro ac:name="${name}" ${id}><ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro>`;
  }

  private task(): string {
    return `<ac:task><ac:task-id>${this.next()}</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>${this.words(2)}</ac:task-body></ac:task>`;
  }

  private table(cells: string): string {
    return `<table><tbody><tr><th>${this.words(1)}</th><th>${this.words(1)}</th></tr><tr>${cells}</tr><tr><td>${this.words(1)}</td><td>${this.words(1)}</td></tr></tbody></table>`;
  }

  private layout(kind: number): string {
    return `<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell>${this.block(kind % 14)}</ac:layout-cell><ac:layout-cell><p>${this.words(3)}</p></ac:layout-cell></ac:layout-section></ac:layout>`;
  }

  private inline(kind: number): string {
    const n = this.next();
    const kinds = [
      `<ac:structured-macro ac:name="jira" ac:macro-id="j-${n}-"><ac:parameter ac:name="key">K-${n}</ac:parameter></ac:structured-macro>`,
      `<ac:image ac:width="${n}"><ri:attachment ri:filename="i${n}.png" /></ac:image>`,
      `<ac:inline-comment-marker ac:ref="c-${n}">u${this.next()}</ac:inline-comment-marker>`,
      `<a href="https://x.example/${n}">u${this.next()}</a>`,
      `<ac:link><ri:page ri:content-title="P${n}" /><ac:link-body>u${this.next()}</ac:link-body></ac:link>`,
      `<ac:link><ri:user ri:account-id="a${n}" /></ac:link>`,
      `<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">S${n}</ac:parameter></ac:structured-macro>`,
      `<time datetime="2026-01-0${(n % 9) + 1}" />`,
      `<ac:link><ri:shortcut ri:key="k" ri:parameter="${n}" /></ac:link>`,
      `<at:var at:name="v${n}" />`,
    ];
    return kinds[Math.floor(kind / 5) % kinds.length] ?? '';
  }
}
