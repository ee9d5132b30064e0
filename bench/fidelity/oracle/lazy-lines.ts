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

/** The very condition by which markdown-it reads the sign of a list as text. */
function isLazyText(state: StateBlock, line: number): boolean {
  const indent = state.sCount[line] ?? 0;
  return state.listIndent >= 0 && indent - state.listIndent >= 4 && indent < state.blkIndent;
}
