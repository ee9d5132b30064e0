import { wordsIn } from './words.js';

/** What a visitor sees, whatever it was written in: blocks with their text, nested as they stand. */
export interface Outline {
  readonly kind: string;
  /** The words of a block of text, or the exact body of code. */
  readonly text: string;
  readonly children: readonly Outline[];
}

export function block(kind: string, children: readonly Outline[]): Outline {
  return { kind, text: '', children };
}

export function leaf(kind: string, text: string): Outline {
  return { kind, text, children: [] };
}

/** One line for each block, indented by its depth: what two outlines are compared by. */
export function linesOfOutline(outline: readonly Outline[], depth = 0): string[] {
  return outline.flatMap(({ kind, text, children }) => [
    `${'  '.repeat(depth)}${kind}${text === '' ? '' : `: ${text.replaceAll('\n', '\\n')}`}`,
    ...linesOfOutline(children, depth + 1),
  ]);
}

/** A piece of a line: characters with their formats, or one thing that is no text. */
interface Piece {
  readonly text: string;
  readonly isThing: boolean;
  readonly marks: readonly string[];
}

/** Collects the text of one block as words, each with its formats; white space has none, and any of it is one blank. */
export class LineOfText {
  private readonly pieces: Piece[] = [];

  add(text: string, marks: readonly string[]): void {
    this.pieces.push({ text: withoutUnseen(text), isThing: false, marks });
  }

  /** A mention, a date, a status, a picture, a macro: told by what it is, in whatever format it stands. */
  addThing(thing: string, marks: readonly string[] = []): void {
    this.pieces.push({
      text: `{${withoutUnseen(thing).replace(/\s+/g, ' ').trim()}}`,
      isThing: true,
      marks: marks.filter((mark) => mark.startsWith('→')),
    });
  }

  addBreak(): void {
    this.pieces.push({ text: ' ⏎ ', isThing: false, marks: [] });
  }

  /** Each thing by itself, where there is nothing else than such things; otherwise the line as it is. */
  parts(things: RegExp): string[] {
    const shown = this.pieces.filter(({ text }) => text.trim() !== '');
    return shown.every(({ text, isThing }) => isThing && things.test(text))
      ? shown.map(({ text }) => text)
      : [this.toString()];
  }

  toString(): string {
    let out = '';
    let marked = '';
    for (const { text, isThing, marks } of this.pieces) {
      const own = [...new Set(marks)].sort().join(',');
      const characters = isThing ? [text] : [...text];
      for (const character of characters) {
        if (!isThing && /\s/u.test(character)) {
          if (!out.endsWith(' ')) out += ' ';
          marked = '';
          continue;
        }
        const shown = character === '☺' ? '' : own;
        if (shown !== marked) out += `‹${shown}›`;
        marked = shown;
        out += character;
      }
    }
    return trimBreaks(out);
  }
}

/** Breaks at both ends show nothing. */
function trimBreaks(text: string): string {
  return text.replace(/^(?:\s|⏎)+|(?:\s|⏎)+$/g, '').replace(/\s*⏎(?:\s*⏎)*\s*/g, ' ⏎ ');
}

/** Characters that nobody sees are shown by nobody; one sign stands for every emoji, which is a character or an element. */
function withoutUnseen(text: string): string {
  return text
    .replace(
      /\p{Emoji_Presentation}[\p{Emoji_Modifier}\uFE0F]?(?:\u200D\p{Emoji}[\p{Emoji_Modifier}\uFE0F]?)*|\p{Emoji}\uFE0F|:[a-z0-9_+-]+:/gu,
      '☺',
    )
    .replace(/[\p{Cf}\uFE0F]/gu, '');
}

/** The words that a visitor sees, in order; kinds and targets of things are none. */
export function wordsOfOutline(outline: readonly Outline[]): string[] {
  return outline.flatMap(({ kind, text, children }) => [
    ...wordsIn(/"(.*)"/s.exec(kind)?.[1] ?? ''),
    ...wordsIn(text.replace(/‹[^›]*›/g, '')),
    ...wordsOfOutline(children),
  ]);
}
