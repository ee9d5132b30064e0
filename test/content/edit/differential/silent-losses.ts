/** An inventory that shares nothing with the one under test: plain patterns over the storage. */
interface Found {
  readonly what: string;
  /** The numbered words that tell whether it was deleted in plain sight; null for what no word stands for. */
  readonly words: readonly string[] | null;
}

const macro = /<ac:structured-macro ac:name="(\w+)" ?([^>]*)>/g;

/** What is gone although nobody deleted the words that it goes with. */
export function silentLosses(before: string, after: string): string[] {
  return [...lostThings(before, after), ...lostFromLines(before, after)];
}

function lostThings(before: string, after: string): string[] {
  const left = countOf(found(after).map(({ what }) => what));
  const words = new Set(wordsOf(after));
  return found(before)
    .filter(({ what }) => {
      const times = left.get(what) ?? 0;
      left.set(what, times - 1);
      return times <= 0;
    })
    .filter(({ words: own }) => own === null || own.filter((word) => words.has(word)).length > own.length / 2)
    .map(({ what }) => what);
}

function countOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function found(storage: string): Found[] {
  return [...macros(storage), ...elements(storage)];
}

function macros(storage: string): Found[] {
  return [...storage.matchAll(macro)].flatMap((match): Found[] => {
    const [, name = '', attributes = ''] = match;
    if (name === 'status') return [];
    const inner = innerOf(storage, match.index + match[0].length, 'ac:structured-macro');
    const id = /macro-id="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const isFrame = inner.startsWith('<ac:rich-text-body>');
    if (isFrame && id === '') return [];
    return [{ what: `${name} ${id} ${isFrame ? '' : inner}`, words: isFrame ? wordsOf(inner) : null }];
  });
}

function elements(storage: string): Found[] {
  const all = (pattern: RegExp, words: (match: RegExpExecArray) => readonly string[] | null): Found[] =>
    [...storage.matchAll(pattern)].map((match) => ({ what: match[1] ?? match[0], words: words(match) }));
  const refs = new Set([...storage.matchAll(/ac:ref="[^"]*"/g)].map(([ref]) => ref));
  return [
    ...[...refs].map((what) => ({ what, words: null })),
    ...all(/ri:filename="[^"]*"/g, () => null),
    ...all(/<ri:shortcut [^>]*>|<at:var [^>]*>|<ac:layout-(?:section|cell)\b/g, () => null),
    ...all(/<(a href="[^"]*")>.*?<\/a>/g, ([whole]) => wordsOf(whole)),
    ...all(/<ac:link>(<ri:page [^>]*>).*?<\/ac:link>/g, ([whole]) => wordsOf(whole)),
    ...all(/<ac:task>(<ac:task-id>\d+)<.*?<\/ac:task>/g, ([whole]) => wordsOf(whole)),
  ];
}

const inLine = /<ri:user [^>]*>|<time [^>]*>|"title">S\d+</g;

/** Mentions, dates and statuses may be exchanged in their line, may move, and go with the words of their line. */
function lostFromLines(before: string, after: string): string[] {
  const left = linesOf(after);
  return linesOf(before).flatMap((line) => {
    const own = wordsOf(line);
    const shares = (other: string) => own.filter((word) => wordsOf(other).includes(word)).length;
    const now = left.find((other) => shares(other) > own.length / 2);
    const things = line.match(inLine) ?? [];
    if (now === undefined || (now.match(inLine) ?? []).length >= things.length) return [];
    return things.filter((thing) => !after.includes(thing));
  });
}

function linesOf(storage: string): string[] {
  const line = /<(p|td|li)>((?:(?!<\/?(?:p|td|li|ul|table|ac:rich-text-body)\b).)*)<\/\1>/g;
  return [...storage.matchAll(line)].map(([, , inner = '']) => inner);
}

function wordsOf(text: string): string[] {
  return text.match(/\bu\d+\b/g) ?? [];
}

/** What is between an opening tag that ends at `start` and its own closing tag. */
function innerOf(storage: string, start: number, name: string): string {
  let depth = 1;
  for (const match of storage.slice(start).matchAll(new RegExp(`<(/?)${name}\\b[^>]*>`, 'g'))) {
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return storage.slice(start, start + match.index);
  }
  return '';
}

/** Macro ids that stand more often than they did. */
export function doubledIds(before: string, after: string): string[] {
  const count = (storage: string, id: string) => storage.split(id).length - 1;
  const ids = new Set(after.match(/ac:macro-id="[^"]*"/g));
  return [...ids].filter((id) => count(after, id) > Math.max(1, count(before, id)));
}
