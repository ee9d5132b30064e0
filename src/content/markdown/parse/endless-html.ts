import { htmlText } from 'micromark-core-commonmark';
import type { Construct, State, TokenizeContext } from 'micromark-util-types';

/** What HTML begins with that goes on to an end of its own, over whatever signs follow. */
const openings = ['<!--', '<![CDATA[', '<?', '<!'] as const;
type Opening = (typeof openings)[number];

/** Of each text that is being read, the openings that have no end in it. */
const endless = new WeakMap<TokenizeContext, Set<Opening>>();

/**
 * HTML within a line, as CommonMark has it. Where a comment, an instruction, a declaration or CDATA was looked for to the end of the
 * text in vain, none of its kind has an end behind it either: looking again for each would cost the square of their number.
 */
export const inlineHtml: Construct = {
  name: 'inlineHtml',
  tokenize(this: TokenizeContext, effects, ok, nok) {
    let opening: Opening | undefined;
    const known = endless.get(this) ?? new Set();
    const failed: State = (code) => {
      if (code === null && opening) endless.set(this, known.add(opening));
      return nok(code);
    };
    const found = (kind: Opening | undefined): boolean => {
      opening = kind;
      return kind === undefined || !known.has(kind);
    };
    return effects.check(kindOf(found), htmlText.tokenize.call(this, effects, ok, failed), nok);
  },
};

/** Looks ahead for one of the openings; fails where `isWanted` says so of what was found. */
function kindOf(isWanted: (kind: Opening | undefined) => boolean): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let read = '';
      const next: State = (code) => {
        const longer = code === null || code < 0 ? '' : read + String.fromCharCode(code);
        if (longer !== '' && openings.some((one) => one !== read && one.startsWith(longer))) {
          effects.consume(code);
          read = longer;
          return next;
        }
        return isWanted(openings.find((one) => read.startsWith(one))) ? ok(code) : nok(code);
      };
      return (code) => {
        effects.enter('data');
        return next(code);
      };
    },
  };
}
