/** The dialect: GFM with directives, in which containers open and close by lines of their own, and MkDocs' admonitions. */
import { blankLine, list } from 'micromark-core-commonmark';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { directive } from 'micromark-extension-directive';
import { gfm } from 'micromark-extension-gfm';
import { factorySpace } from 'micromark-factory-space';
import { addressSigns } from './bare-address.js';
import { inlineHtml } from './endless-html.js';
import { htmlBefore } from './html-flow.js';
import { unspaced } from './warn-of-formats.js';
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    containerFence: 'containerFence';
    admonition: 'admonition';
    admonitionHead: 'admonitionHead';
    admonitionIndent: 'admonitionIndent';
  }
  interface Token {
    /** Of a table, by its columns. */
    _align?: ('center' | 'left' | 'none' | 'right')[];
  }
  interface ParseContext {
    /** Names of the footnotes that the text defines: GFM's extension reads a call only of one of these. */
    gfmFootnotes?: string[];
  }
}

const isEnd = (code: Code) => code === null || code < -2;
const isSpace = (code: Code) => code === -2 || code === -1 || code === 32;
const isLetter = (code: Code) => code !== null && ((code >= 65 && code <= 90) || (code >= 97 && code <= 122));
const [colon, bang, question, quote, brace, lessThan, lowLine, tilde] = [58, 33, 63, 34, 123, 60, 95, 126];

/** Takes the rest of the line. */
function restOfLine(effects: Effects, done: State): State {
  const rest: State = (code) => {
    if (isEnd(code)) return done(code);
    effects.consume(code);
    return rest;
  };
  return rest;
}

/** `:::name…` or `:::`: a block of one line. What it opens and closes is settled once all lines are known. */
const containerFence: Construct = {
  name: 'containerFence',
  tokenize(effects, ok, nok) {
    let colons = 0;
    const done: State = (code) => {
      effects.exit('containerFence');
      return ok(code);
    };
    const sequence: State = (code) => {
      if (code === colon) {
        colons++;
        effects.consume(code);
        return sequence;
      }
      return colons < 3 ? nok(code) : after(code);
    };
    const after: State = (code) => {
      if (isEnd(code)) return done(code);
      if (isSpace(code)) {
        effects.consume(code);
        return after;
      }
      const isOpening = isLetter(code) || code === brace;
      return isOpening ? restOfLine(effects, done)(code) : nok(code);
    };
    return (code) => {
      effects.enter('containerFence');
      return sequence(code);
    };
  },
};

/** `!!! name "Title"` with content that is indented by four: a container, as a list item is. */
const admonition: Construct = {
  name: 'admonition',
  tokenize(effects, ok, nok) {
    let signs = 0;
    const done: State = (code) => {
      effects.exit('admonitionHead');
      return ok(code);
    };
    const sequence: State = (code) => {
      if (code === bang || code === question || (signs === 3 && code === 43)) {
        signs++;
        effects.consume(code);
        return sequence;
      }
      return signs >= 3 && signs <= 4 && code === 32 ? spaces(code) : nok(code);
    };
    const spaces: State = (code) => {
      if (code === 32) {
        effects.consume(code);
        return spaces;
      }
      return isLetter(code) || code === quote ? name(code) : nok(code);
    };
    /** A name and no more than a title between quotes: all else is a sentence that begins with signs. */
    const name: State = (code) => {
      if (isEnd(code)) return done(code);
      if (code === quote) return restOfLine(effects, done)(code);
      if (!isLetter(code) && !isSpace(code) && code !== 45) return nok(code);
      effects.consume(code);
      return name;
    };
    return (code) => {
      effects.enter('admonition')._container = true;
      effects.enter('admonitionHead');
      return sequence(code);
    };
  },
  continuation: {
    tokenize(this: TokenizeContext, effects, ok, nok) {
      return effects.check(blankLine, ok, effects.attempt(indent, ok, nok));
    },
  },
  exit(effects) {
    effects.exit('admonition');
  },
};

const indent: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return factorySpace(
      effects,
      (code) => {
        const tail = this.events.at(-1);
        const isFour = tail?.[1].type === 'admonitionIndent' && tail[2].sliceSerialize(tail[1], true).length === 4;
        return isFour ? ok(code) : nok(code);
      },
      'admonitionIndent',
      5,
    );
  },
};

/**
 * A list as CommonMark has it: which item may stop the block above, an ordered one that begins at 1 and has words, matters to
 * paragraphs alone. micromark asks the same of what follows indented code, and reads `2. two` there as text.
 */
const listBehindCode: Construct = {
  ...list,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const flow = this.events.findLast(([, { type }]) => type === 'chunkFlow')?.[1]._tokenizer;
    if (this.interrupt !== true || flow?.currentConstruct?.name !== 'codeIndented') return nok;
    this.interrupt = false;
    return list.tokenize.call(this, effects, ok, (code) => {
      this.interrupt = true;
      return nok(code);
    });
  },
};
const listSigns = [42, 43, 45, ...Array.from({ length: 10 }, (_, i) => 48 + i)];

/** Where micromark's blocks are not those of CommonMark's reference, and ours are. */
export const asInReference: Extension = {
  document: Object.fromEntries(listSigns.map((sign) => [sign, listBehindCode])),
};

const directives = directive();
const leaf = [directives.flow?.[colon] ?? []].flat()[1];

const anyDirective = [directives.text?.[colon] ?? []].flat()[0];

/** Names of directives within a line. Any other is a word that happens to follow a colon: what stands in brackets behind it is a link, or a call of a footnote. */
export const inlineNames = ['macro', 'anchor', 'status', 'date'] as const;

const inlineDirective: Construct = {
  ...anyDirective,
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const isKnown = () => {
      const name = this.events.findLast(([, { type }]) => type === 'directiveTextName');
      return inlineNames.some((known) => name && known === this.sliceSerialize(name[1]));
    };
    const end: State = (code) => (isKnown() ? ok(code) : nok(code));
    return anyDirective?.tokenize.call(this, effects, end, nok) ?? nok;
  },
};

/** Bare addresses are read as text: the tokenizer knows them, and what was a link stays one. */
const autolinks = new Set(['protocolAutolink', 'wwwAutolink', 'emailAutolink']);

/**
 * GFM without its bare addresses. Those begin with any letter, so that even where they are disabled by name micromark stops at
 * each word to ask: that is a third of what inline content costs.
 */
const gfmSyntax = withoutConstructs(gfm({ singleTilde: false }), autolinks);

/**
 * Struck text by the rule that `cjkFriendlyExtension` has for bold, and bold between low lines as between asterisks: beside a sign of
 * a script without blanks, formats begin and end within a word.
 */
function besideCjk(syntax: Extension): Extension[] {
  const [strike] = [syntax.text?.[tilde] ?? []].flat();
  const friendly = cjkFriendlyExtension();
  const [bold] = [friendly.text?.[lowLine] ?? []].flat();
  if (!strike || !bold) return [syntax, friendly];
  const struck = withFlanks(strike, sign);
  const underlined = withFlanks(bold, /\S/u);
  return [
    { ...syntax, text: { ...syntax.text, [tilde]: struck }, insideSpan: { null: [struck] } },
    { ...friendly, text: { ...friendly.text, [lowLine]: underlined } },
  ];
}

/** Of signs in a row, two may also begin a format between a character of such a script and what `inner` is, and end one so. */
function withFlanks(construct: Construct, inner: RegExp): Construct {
  return {
    ...construct,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const before = this.previous;
      const flank: State = (code) => {
        const [, sequence] = this.events.at(-1) ?? [];
        if (sequence && sequence.end.offset - sequence.start.offset === 2) {
          if (is(unspaced, before) && is(inner, code)) sequence._open = true;
          if (is(unspaced, code) && is(inner, before)) sequence._close = true;
        }
        return ok(code);
      };
      return construct.tokenize.call(this, effects, flank, nok);
    },
  };
}

const sign = /[\p{P}\p{S}]/u;

function is(pattern: RegExp, code: Code): boolean {
  return code !== null && code > 0 && pattern.test(String.fromCharCode(code));
}

function withoutConstructs({ text = {}, ...others }: Extension, names: ReadonlySet<string>): Extension {
  const kept = Object.entries(text).flatMap(([code, constructs]) => {
    const rest = [constructs ?? []].flat().filter(({ name }) => name === undefined || !names.has(name));
    return rest.length === 0 ? [] : [[code, rest]];
  });
  return { ...others, text: Object.fromEntries(kept) as Extension['text'] };
}

const formats = besideCjk(gfmSyntax);

/** For the structure of blocks. Nothing of it reads inline content. */
export const flowSyntax: Extension[] = [
  gfmSyntax,
  asInReference,
  {
    document: { [bang]: admonition, [question]: admonition },
    flow: { [colon]: leaf ? [containerFence, leaf] : [containerFence], [lessThan]: htmlBefore(containerFence) },
  },
];

const blockNames =
  `headingAtx thematicBreak setextUnderline htmlFlow codeFenced codeIndented list blockQuote definition table
  gfmFootnoteDefinition`.split(/\s+/);

interface Names {
  has(name: string): boolean;
}

/**
 * For inline content alone: every paragraph is one piece of it. What the whole text defines (names of addresses and of footnotes) is
 * told to the parser, since it stands elsewhere.
 */
export function inlineSyntax(definitions: Names, footnotes: Names): Extension[] {
  // micromark asks an array, which takes long where there are thousands. It adds nothing: definitions are blocks.
  const includes = (names: Names) => ({ includes: (name: string) => names.has(name) });
  const [defined, gfmFootnotes] = [includes(definitions), includes(footnotes)];
  const tell: Construct = {
    tokenize(_, __, nok) {
      Object.assign(this.parser, { defined, gfmFootnotes });
      return nok;
    },
  };
  return [
    ...formats,
    { text: { [colon]: inlineDirective, [lessThan]: inlineHtml } },
    { text: addressSigns },
    { flowInitial: { null: [tell] }, disable: { null: ['htmlText', ...blockNames] } },
  ];
}
