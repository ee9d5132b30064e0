/** Markdown cut where blocks end, in one pass over its lines: what is parsed later is never the whole page. */
export type Segment = LeafSegment | FrameSegment;

export interface LeafSegment {
  readonly kind: 'list' | 'table' | 'html' | 'fence' | 'other';
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

/** A `:::` container or `<details>`, with segments of its own. */
export interface FrameSegment {
  readonly kind: 'container' | 'details';
  readonly start: number;
  /** After the last sign of its closing line, or of its content where it was never closed. */
  end: number;
  readonly line: number;
  readonly opening: string;
  readonly children: Segment[];
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

const marker = /^(?:([-*+])|\d{1,9}([.)]))(?:[ \t]|$)/;
const containerStart = /^(:{3,})[A-Za-z][\w-]*(?:\[.*\])?(?:\{.*\})?[ \t]*$/;
const containerEnd = /^(:{3,})[ \t]*$/;
const detailsStart = /^<details[^>]*>/i;

export function segment(markdown: string): Segment[] {
  return new Segmenter(markdown).run();
}

/** Does a line end the fence that began with these signs? */
export function closesFence(line: string, fence: string): boolean {
  const [, signs = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
  return signs.startsWith(fence);
}

class Segmenter {
  private readonly lines: Line[];
  private readonly roots: Segment[] = [];
  private readonly frames: (FrameSegment & { readonly size: number })[] = [];
  private at = 0;

  constructor(private readonly markdown: string) {
    let start = 0;
    this.lines = markdown.split('\n').map((text, i) => {
      const line = { text, start, end: start + text.length, number: i + 1 };
      start = line.end + 1;
      return line;
    });
  }

  run(): Segment[] {
    for (let line = this.lines[this.at]; line; line = this.lines[this.at]) {
      if (line.text.trim() === '') this.at++;
      else if (!this.frame(line)) this.leaf(line);
    }
    for (const frame of this.frames) frame.end = this.markdown.length;
    return this.roots;
  }

  private get siblings(): Segment[] {
    return this.frames.at(-1)?.children ?? this.roots;
  }

  /** Opens or closes a container, if this line does. */
  private frame(line: Line): boolean {
    const opens = containerStart.exec(line.text);
    if (opens) return this.open(line, 'container', opens[1]?.length ?? 3);
    if (detailsStart.test(line.text) && !/<\/details>/i.test(line.text)) return this.open(line, 'details', 0);
    const size = containerEnd.exec(line.text)?.[1]?.length;
    const closes =
      size !== undefined
        ? this.closing(size)
        : /^<\/details>[ \t]*$/i.test(line.text)
          ? this.frames.findLastIndex((frame) => frame.kind === 'details')
          : -1;
    if (closes < 0) return false;
    for (const frame of this.frames.splice(closes)) frame.end = line.end;
    this.at++;
    return true;
  }

  /** The frame that this many colons close: the innermost of just that size, else the innermost that is no larger. */
  private closing(size: number): number {
    const exact = this.frames.findLastIndex((frame) => frame.kind === 'container' && frame.size === size);
    return exact >= 0 ? exact : this.frames.findLastIndex((frame) => frame.kind === 'container' && frame.size <= size);
  }

  private open(line: Line, kind: FrameSegment['kind'], size: number): boolean {
    const frame = { kind, start: line.start, end: line.end, line: line.number, opening: line.text, children: [], size };
    this.siblings.push(frame);
    this.frames.push(frame);
    this.at++;
    return true;
  }

  private leaf(first: Line): void {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(first.text)?.[1];
    const kind =
      fence !== undefined
        ? 'fence'
        : marker.test(first.text)
          ? 'list'
          : first.text.startsWith('|')
            ? 'table'
            : /^<(?:table|pre|script|style|textarea|!--)/i.test(first.text)
              ? 'html'
              : 'other';
    const from = this.at;
    if (fence !== undefined) this.skipFence(fence);
    else if (kind === 'html') this.skipHtml(first.text);
    else if (kind === 'list') this.skipList(first.text);
    else this.skipParagraph();
    const last = this.lines[Math.max(from, this.at - 1)] ?? first;
    this.siblings.push({ kind, start: first.start, end: last.end, line: first.number });
  }

  private skipFence(fence: string): void {
    for (this.at++; this.at < this.lines.length; this.at++) {
      if (closesFence(this.lines[this.at]?.text ?? '', fence)) return void this.at++;
    }
  }

  private skipParagraph(): void {
    for (this.at++; this.at < this.lines.length; this.at++) {
      const text = this.lines[this.at]?.text ?? '';
      // A container or a fence may begin or end right below a paragraph.
      if (
        text.trim() === '' ||
        containerEnd.test(text) ||
        containerStart.test(text) ||
        /^(?: {0,3}(?:`{3,}|~{3,})|<\/?details)/i.test(text)
      )
        return;
    }
  }

  /** HTML of which the end is a tag and not an empty line. */
  private skipHtml(first: string): void {
    const name = /^<(!--|[a-z]+)/i.exec(first)?.[1]?.toLowerCase() ?? '';
    const [opening, closing] =
      name === '!--' ? [/<!--/g, /-->/g] : [new RegExp(`<${name}\\b`, 'gi'), new RegExp(`</${name}>`, 'gi')];
    let depth = 0;
    for (; this.at < this.lines.length; this.at++) {
      const text = this.lines[this.at]?.text ?? '';
      depth += (text.match(opening)?.length ?? 0) - (text.match(closing)?.length ?? 0);
      if (depth <= 0) break;
    }
    this.at = Math.min(this.at, this.lines.length - 1);
    this.skipParagraph();
  }

  /** A list goes on over empty lines for as long as what follows is indented or an item of the same kind. */
  private skipList(first: string): void {
    const sign = (text: string) =>
      marker
        .exec(text)
        ?.slice(1)
        .find((part) => part !== undefined);
    const own = sign(first);
    let end = this.at + 1;
    for (this.at++; this.at < this.lines.length; this.at++) {
      const text = this.lines[this.at]?.text ?? '';
      if (text.trim() === '') continue;
      const afterBlank = end < this.at;
      if (containerEnd.test(text) || containerStart.test(text)) break;
      if (afterBlank && !/^[ \t]/.test(text) && sign(text) !== own) break;
      end = this.at + 1;
    }
    this.at = end;
  }
}
