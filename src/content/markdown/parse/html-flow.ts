import { htmlFlow } from 'micromark-core-commonmark';
import { factorySpace } from 'micromark-factory-space';
import type { Construct, Effects, State, TokenizeContext } from 'micromark-util-types';

/** HTML that ends at a sign of its own, wherever that stands. */
const ownEnd = /^<(?:[!?]|(?:pre|script|style|textarea)\b)/i;

/**
 * A block of HTML as CommonMark has it, but that it ends before a line that opens or closes a container. By its rule it goes on to the
 * next empty line, which would leave what stands in the one container, or all that follows, in another one.
 */
export function htmlBefore(containerFence: Construct): Construct {
  return {
    ...htmlFlow,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const start = this.now();
      let hasOwnEnd: boolean | undefined;
      let asked = -1;
      const fence = fenceBelow(containerFence, preCounter(this));
      // At the end of a line micromark asks first whether an empty one follows, where such a line ends the block.
      const check: Effects['check'] = (construct, found, other) => {
        const end = this.now();
        hasOwnEnd ??= ownEnd.test(this.sliceSerialize({ start, end }));
        const isFirst = end.offset !== asked;
        asked = end.offset;
        return effects.check(
          isFirst && !hasOwnEnd ? ([construct, fence].flat() as Construct[]) : construct,
          found,
          other,
        );
      };
      return htmlFlow.tokenize.call(this, { ...effects, check }, ok, nok);
    },
  };
}

/** A line of a container behind the end of this one, where it stands in no `pre`. */
function fenceBelow(containerFence: Construct, isInPre: () => boolean): Construct {
  return {
    partial: true,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const below: State = (code) =>
        this.parser.lazy[this.now().line]
          ? nok(code)
          : factorySpace(effects, effects.attempt(containerFence, ok, nok), 'linePrefix', 4)(code);
      return (code) => {
        if (code === null || isInPre()) return nok(code);
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        return below;
      };
    },
  };
}

/** Tells whether a `pre` is open before the end of the line where this is asked; each character is looked at once. */
function preCounter(context: TokenizeContext): () => boolean {
  let read = context.now();
  let open = 0;
  return () => {
    const now = context.now();
    for (const [, slash] of context.sliceSerialize({ start: read, end: now }).matchAll(/<(\/?)pre\b/gi))
      open += slash === '' ? 1 : -1;
    read = now;
    return open > 0;
  };
}
