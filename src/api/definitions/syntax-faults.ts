import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { DefinitionFault } from '../model.js';

/** All that keeps a text from being YAML, each slip once. Empty where this parser finds nothing. */
export function syntaxFaults(text: string): DefinitionFault[] {
  const lines = new LineCounter();
  const { errors, warnings } = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  // How deep a text may go is for its reader to say.
  const slips = [...errors, ...warnings].filter(({ code }) => code !== 'RESOURCE_EXHAUSTION');
  const faults = slips.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: messageOf(error),
  }));
  return firstOfEach(faults);
}

const ownWords: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'the same key stands above already',
  MULTIPLE_DOCS: 'another document begins here, and only one is read: take the line --- out',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces, here and below',
  MULTILINE_IMPLICIT_KEY: 'a name has to be followed by a colon and a space',
  TAG_RESOLVE_FAILED: 'tags (!NAME) have no meaning here: write the value itself',
};

function messageOf({ code, message }: YAMLError): string {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return `${message}; a text with ": " in it needs quotes`;
  return ownWords[code] ?? message;
}

/** One slip is often many faults to a parser: the first of a line counts, and the first tab. */
function firstOfEach(faults: readonly DefinitionFault[]): DefinitionFault[] {
  const ofLine = [...new Map([...faults].reverse().map((fault) => [fault.line, fault])).values()].reverse();
  const tab = ofLine.find(({ message }) => message === ownWords.TAB_AS_INDENT);
  return ofLine.filter((fault) => fault.message !== tab?.message || fault === tab);
}
