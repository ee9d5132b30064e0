import { safeHref, writeLink } from '../../macros/link.js';
import { writeDate } from '../../macros/date.js';
import { writeImage } from '../../macros/image.js';
import { writeNewMacro } from '../../macros/new-macro.js';
import { writeMention } from '../../macros/mention.js';
import { writeStatus } from '../../macros/status.js';
import type { Code } from '../../model/block.js';
import type { Deployment } from '../../model/references.js';
import type { Atom, MarkName, Token } from '../../model/inline.js';
import { markNames, marks, visible } from '../../model/inline.js';
import { markElements } from '../../model/element-names.js';
import { isBareUrl } from '../../model/tokenize.js';
import { encodeText } from '../../xml/encode.js';
import type { Item, Wrapper } from './emit.js';
import { emit } from './emit.js';
import { nestWrappers } from './nest-wrappers.js';

/** Where new content goes, and how it gets at what is on the page already: placeholders stand for elements that only the page has. */
export interface WriteContext {
  readonly deployment: Deployment;
  /** The storage of what this id stands for; throws UNCONVERTIBLE when the page has no such thing. */
  resolve(id: string, label: string): string;
  /** A macro with text of its own that is on another page, written anew; undefined where its page must have it. */
  renew?(code: Code): string | undefined;
  /** The storage of an image, a mention, a status or a date that the page has just so. */
  find?(atom: Atom): string | undefined;
}

/** New wrappers of one leaf, each made once so that neighbours share it. */
export class FreshWrappers {
  private readonly made = new Map<string, Wrapper>();

  mark(name: MarkName): Wrapper {
    const element = markElements[name];
    return this.once(name, {
      open: `<${element}>`,
      close: `</${element}>`,
      mark: marks[name],
      link: null,
      cdata: false,
      element,
    });
  }

  link(href: string): Wrapper {
    return this.once(` ${href}`, { ...writeLink(href), mark: 0, link: href, cdata: false, element: 'a' });
  }

  /** What a token needs around it that `given` does not give. */
  missing(token: Token, given: readonly Wrapper[]): Wrapper[] {
    const has = given.reduce((bits, wrapper) => bits | wrapper.mark, 0);
    const linked = given.some((wrapper) => wrapper.link !== null);
    const href =
      token.link ??
      (token.kind === 'word' && (token.marks & marks.code) === 0 && isBareUrl(token.text)
        ? safeHref(token.text)
        : null);
    const needed = markNames.filter((name) => token.marks & marks[name] & ~has).map((name) => this.mark(name));
    return href !== null && !linked ? [this.link(href), ...needed] : needed;
  }

  private once(key: string, wrapper: Wrapper): Wrapper {
    const known = this.made.get(key);
    if (known) return known;
    this.made.set(key, wrapper);
    return wrapper;
  }
}

/** Storage for inline content that is new. */
export function writeInline(tokens: readonly Token[], context: WriteContext): string {
  const wrappers = new FreshWrappers();
  const items = visible(tokens).map((token): Item => ({
    token,
    raw: writeToken(token, context),
    stack: wrappers.missing(token, []),
  }));
  return emit(nestWrappers(items));
}

/** Storage for one token without its marks and link, which are elements around several. */
export function writeToken(token: Token, context: WriteContext): string {
  if (token.kind === 'break') return '<br />';
  return token.atom ? writeAtom(token.atom, context) : encodeText(token.text);
}

function writeAtom(atom: Atom, context: WriteContext): string {
  const known = context.find?.(atom);
  if (known !== undefined) return known;
  switch (atom.kind) {
    case 'image':
      return writeImage(atom);
    case 'mention':
      return writeMention(atom.account, context.deployment);
    case 'status':
      return writeStatus(atom);
    case 'date':
      return writeDate(atom);
    case 'opaque':
      return atom.macro ? writeNewMacro(atom.macro) : context.resolve(atom.id, atom.label);
  }
}
