/** One careless edit of Markdown; `where` chooses among the places that it can be made at. */
export interface RandomEdit {
  readonly what: number;
  readonly where: number;
  readonly to: number;
}

type Change = (markdown: string, edit: RandomEdit) => string;

/** Whole blocks, at any depth, whose lines belong together. */
const atBlocks = (change: (blocks: string[], at: number, edit: RandomEdit) => void): Change => {
  return (markdown, edit) => {
    const blocks = markdown.split('\n\n');
    change(blocks, edit.where % blocks.length, edit);
    return blocks.join('\n\n');
  };
};

const atLines = (change: (lines: string[], at: number, edit: RandomEdit) => void): Change => {
  return (markdown, edit) => {
    const lines = markdown.split('\n');
    change(lines, edit.where % lines.length, edit);
    return lines.join('\n');
  };
};

/** Something within a line, found by a pattern. */
const atMatches = (
  pattern: RegExp,
  replace: (match: RegExpExecArray, edit: RandomEdit, markdown: string) => string,
): Change => {
  return (markdown, edit) => {
    const found = [...markdown.matchAll(pattern)];
    const match = found[edit.where % Math.max(1, found.length)];
    if (!match) return markdown;
    return (
      markdown.slice(0, match.index) + replace(match, edit, markdown) + markdown.slice(match.index + match[0].length)
    );
  };
};

const inlineThing =
  /:(?:macro|status|date)\[[^\]]*\](?:\{[^}]*\})?|!?\[[^\]]*\]\([^)]*\)|<(?:a|img)[^>]*>(?:[^<]*<\/a>)?/g;
const word = /\bu\d+\b/g;
const frame = /^(:{3,})(?:macro|note|layout-\w+)[^\n]*\n([\s\S]*?)^\1$/gm;

const changes: readonly Change[] = [
  atBlocks((blocks, at) => void blocks.splice(at, 1)),
  atBlocks((blocks, at, { to }) => void blocks.splice(to % blocks.length, 0, blocks[at] ?? '')),
  atBlocks((blocks, at, { to }) => void blocks.splice(to % blocks.length, 0, ...blocks.splice(at, 1))),
  atLines((lines, at) => void lines.splice(at, 1)),
  atLines((lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  atMatches(inlineThing, () => ''),
  atMatches(inlineThing, ([thing]) => `${thing} ${thing}`),
  atMatches(/\[(u\d+)\]\([^)]*\)|<a[^>]*>(u\d+)<\/a>/g, ([, one, other]) => one ?? other ?? ''),
  atMatches(
    inlineThing,
    (_, { to }, markdown) => [...markdown.matchAll(inlineThing)].map(([one]) => one).at(to % 5) ?? '',
  ),
  atMatches(word, () => ''),
  atMatches(word, () => 'changed'),
  atMatches(/(?:\bu\d+\b ?)+/g, () => 'quite other words'),
  atMatches(frame, ([, , inner]) => (inner ?? '').trim()),
  atMatches(frame, ([whole, , inner]) => whole.replace(inner ?? '', '')),
  atMatches(/(?<=\| |<td[^>]*>)[^|<\n]+(?= \||<\/td>)/g, () => ''),
  atMatches(/^- \[ \] /gm, () => '- '),
  atMatches(/<li>.*?<\/li>/g, () => ''),
];

export const editCount = changes.length;

export function applyEdit(markdown: string, edit: RandomEdit): string {
  return changes[edit.what % changes.length]?.(markdown, edit) ?? markdown;
}
