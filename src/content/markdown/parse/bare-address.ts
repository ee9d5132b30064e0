/** Signs within a bare address: GFM reads the address first, so that they are a part of it and format nothing. */
import type { Construct, Event, State, TokenizeContext } from 'micromark-util-types';

/** Further than this from where an address begins, and with more of them in a row, a sign is read as any other. */
const [mostChars, mostSigns] = [2000, 20];
const address = String.raw`(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<[\]\x60]`;
const addresses = new RegExp(`${address}{1,${mostChars}}`, 'giu');
const openAddress = new RegExp(`${address}*$`, 'iu');
/** Letters, digits and signs that no sentence ends with. */
const goesOn = '[A-Za-z0-9/?&=%#]';
const sign = new RegExp(String.raw`[*_~](?=[.~*_\-]{0,${mostSigns}}${goesOn})`, 'g');

/** Where in a text the signs stand that are a part of an address: offsets. */
export function signsOfAddresses(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { 0: whole, index } of text.matchAll(addresses))
    for (const match of (whole + text.slice(index + whole.length, index + whole.length + 1)).matchAll(sign))
      found.add(index + match.index);
  return found;
}

const rest: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let signs = 0;
    const next: State = (code) => {
      const char = code !== null && code > 0 ? String.fromCharCode(code) : '';
      if (/^[.~*_-]$/.test(char) && signs++ < mostSigns) {
        effects.consume(code);
        return next;
      }
      return new RegExp(`^${goesOn}$`).test(char) ? ok(code) : nok(code);
    };
    return (code) => {
      effects.enter('data');
      return next(code);
    };
  },
};

/** What was read right before and is text: no link, code or format stands in it. */
function textBefore(context: TokenizeContext): string {
  const { events } = context;
  const end = context.now();
  let start = end;
  for (let i = events.length - 1; i >= 0 && end.offset - start.offset < mostChars; i--) {
    const [kind, token] = events[i] as Event;
    if (!/^(?:data|escapeMarker|character(?:Escape|Reference))/.test(token.type)) break;
    if (kind === 'enter') start = token.start;
  }
  return context.sliceSerialize({ start, end }).slice(-mostChars);
}

/** `*`, `_` and `~` as text where they stand in a bare address that goes on behind them. */
const addressSign: Construct = {
  name: 'addressSign',
  tokenize(this: TokenizeContext, effects, ok, nok) {
    if (!openAddress.test(textBefore(this))) return nok;
    const done: State = (code) => {
      effects.exit('data');
      return ok(code);
    };
    return (code) => {
      effects.enter('data');
      effects.consume(code);
      return effects.check(rest, done, nok);
    };
  },
};

/** The construct by the signs that it is asked for. */
export const addressSigns = Object.fromEntries(Array.from('*_~', (one) => [one.charCodeAt(0), addressSign]));
