import type MarkdownIt from 'markdown-it';

type Parser = ReturnType<typeof MarkdownIt>;
type Rule = ReturnType<Parser['block']['ruler']['getRules']>[number];
type StateBlock = Parameters<Rule>[0];

/**
 * Teaches markdown-it what CommonMark says of a line that continues the paragraph of an item though it is not indented as far as
 * the item: with four blanks and more, counted from what the item stands in, it is text whatever signs it begins with (a fence and
 * a quote have three at most, and indented code ends no paragraph). markdown-it knows it of the signs of lists alone, and counts from
 * the item for all others; commonmark.js and micromark count as the text of the specification does.
 */
export function withLazyLines(markdown: Parser): Parser {
  const { ruler } = markdown.block;
  wrapQuotes(ruler);
  const rulesOf = ruler.getRules.bind(ruler);
  const wrapped = new Map<Rule, Rule>();
  const wrap = (rule: Rule): Rule => {
    const known = wrapped.get(rule);
    if (known) return known;
    const own: Rule = (state, line, end, silent) => !isLazyText(state, line) && rule(state, line, end, silent);
    wrapped.set(rule, own);
    return own;
  };
  ruler.getRules = (chain) => (chain === 'paragraph' ? rulesOf(chain).map(wrap) : rulesOf(chain));
  return markdown;
}

/** A quote that goes on: a sign that is indented by four blanks and more is text as well, which markdown-it knows of its first line alone. */
function wrapQuotes(ruler: Parser['block']['ruler']): void {
  const rulesOf = ruler.getRules.bind(ruler);
  const [quote] = rulesOf('').filter(({ name }) => name === 'blockquote');
  if (!quote) throw new Error('markdown-it has no rule for quotes.');
  ruler.at(
    'blockquote',
    (state, start, end, silent) => {
      const indents = [...state.sCount];
      if (!silent)
        for (let line = start + 1; line < end && !state.isEmpty(line); line++)
          if (isDeepSign(state, line)) state.sCount[line] = -1;
      const isQuote = quote(state, start, end, silent);
      state.sCount = indents;
      return isQuote;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
  // A line without an indent goes on with a paragraph, whatever it begins with.
  ruler.getRules = (chain) =>
    chain === 'blockquote'
      ? rulesOf(chain).map(
          (rule): Rule =>
            (state, line, end, silent) =>
              (state.sCount[line] ?? 0) >= 0 && rule(state, line, end, silent),
        )
      : rulesOf(chain);
}

function isDeepSign(state: StateBlock, line: number): boolean {
  const at = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src[at] === '>' && (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}

/** The very condition by which markdown-it reads the sign of a list as text. */
function isLazyText(state: StateBlock, line: number): boolean {
  const indent = state.sCount[line] ?? 0;
  return state.listIndent >= 0 && indent - state.listIndent >= 4 && indent < state.blkIndent;
}
