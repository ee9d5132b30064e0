import type { Block, Heading, Span } from '../model/block.js';
import { plainText } from '../model/inline.js';
import type { Page } from '../storage/read/read-page.js';

/** A heading and what belongs to it: everything up to the next heading of its level or above, within one container. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Titles of the headings above, outermost first, and its own. */
  readonly path: readonly string[];
  readonly heading: Heading;
  /** The flow that the section is a part of, from its heading to before `to`. */
  readonly flow: readonly Block[];
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

/** Of pages that were asked for more than once: each edit of a list looks for its place. */
const known = new WeakMap<Page, readonly Section[]>();

/** All sections of a page, in the order of their headings. Headings in lists, tables and quotes open none. */
export function sectionsOf(page: Page): readonly Section[] {
  const sections = known.get(page) ?? findSections(page);
  known.set(page, sections);
  return sections;
}

function findSections(page: Page): readonly Section[] {
  const sections: Section[] = [];
  collect(page.blocks, page.span, [], sections, new Map<string, number>());
  return sections;
}

function collect(
  flow: readonly Block[],
  span: Span,
  above: readonly string[],
  sections: Section[],
  used: Map<string, number>,
): void {
  let open: { level: number; title: string }[] = [];
  const ends = sectionEnds(flow);
  flow.forEach((block, from) => {
    if (block.type === 'container')
      collect(block.children, block.source?.inner ?? span, [...above, ...open.map((one) => one.title)], sections, used);
    if (block.type !== 'heading') return;
    const title = plainText(block.content);
    open = open.filter((one) => one.level < block.level);
    const path = [...above, ...open.map((one) => one.title), title];
    open.push({ level: block.level, title });
    sections.push({
      id: headingId(title, used),
      title,
      path,
      heading: block,
      flow,
      span,
      from,
      to: ends[from] ?? flow.length,
    });
  });
}

/** For each heading of a flow where the next one of its level or above stands, or the end. */
function sectionEnds(flow: readonly Block[]): readonly number[] {
  const ends: number[] = [];
  /** By level, the nearest heading of that level or above, seen from behind. */
  const next: number[] = Array.from({ length: 7 }, () => flow.length);
  for (let i = flow.length - 1; i >= 0; i--) {
    const block = flow[i];
    if (block?.type !== 'heading') continue;
    ends[i] = next[block.level] ?? flow.length;
    next.fill(i, block.level);
  }
  return ends;
}

function headingId(title: string, used: Map<string, number>): string {
  const slug =
    title
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-') ?? 'heading';
  const base = `h-${Array.from(slug).slice(0, 60).join('')}`;
  const times = (used.get(base) ?? 0) + 1;
  used.set(base, times);
  return times === 1 ? base : headingId(`${title} ${times}`, used);
}
