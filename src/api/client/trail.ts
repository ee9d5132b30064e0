import { createHash } from 'node:crypto';

/** Which values of a paging parameter were sent in a list, as far as a short cursor can hold them. */
export interface Trail {
  /** How many there were. */
  readonly count: number;
  /** Of each of them, or of every second, fourth, … of a long list: at regular steps, so that no circle is missed. */
  readonly digests: readonly string[];
}

/** Before anything was sent. */
export const noTrail: Trail = { count: 0, digests: [] };

const mostDigests = 16;
const digestLength = 4;

/** With one more value, in the order in which they were sent. */
export function withValue({ count, digests }: Trail, value: string): Trail {
  const next = count + 1;
  if (count % stepOf(count) !== 0) return { count: next, digests };
  const all = [...digests, digestOf(value)];
  return { count: next, digests: all.length < mostDigests ? all : all.filter((_digest, at) => at % 2 === 0) };
}

/** How far apart the values are that are held of so many. */
function stepOf(count: number): number {
  let step = 1;
  while (count / step >= mostDigests) step *= 2;
  return step;
}

/** Whether a value was sent before: of a long list surely at its second time around. */
export function wasSent({ digests }: Trail, value: string): boolean {
  return digests.includes(digestOf(value));
}

/** As a word for a cursor: `COUNT.DIGESTS`. */
export function formatTrail({ count, digests }: Trail): string {
  return `${String(count)}.${digests.join('')}`;
}

/** Undefined for what is no such word. */
export function parseTrail(word: string): Trail | undefined {
  const [, count, digests = ''] = /^(\d{1,9})\.((?:[\w-]{4}){0,16})$/.exec(word) ?? [];
  if (count === undefined) return undefined;
  return { count: Number(count), digests: digests.match(/.{4}/g) ?? [] };
}

function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, digestLength);
}
