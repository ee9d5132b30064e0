import type { Root } from 'mdast';
import type { Directives } from 'mdast-util-directive';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { directive } from 'micromark-extension-directive';
import { gfm } from 'micromark-extension-gfm';

export type { Directives };

/**
 * Our dialect: GFM with directives; without footnotes and indented code. Bare addresses are read as text: the tokenizer knows
 * them, and what was a link stays one.
 */
const syntax = [
  gfm({ singleTilde: false }),
  directive(),
  {
    disable: {
      null: [
        'codeIndented',
        'protocolAutolink',
        'wwwAutolink',
        'emailAutolink',
        'gfmFootnoteDefinition',
        'gfmFootnoteCall',
      ],
    },
  },
];

/** The extension that turns bare addresses into links works on the finished tree, and is left out by what marks it. */
const trees = [...gfmFromMarkdown().filter((extension) => extension.transforms === undefined), directiveFromMarkdown()];

export function parseMdast(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: syntax, mdastExtensions: trees });
}
