import { SaxesParser } from 'saxes';
import { namedEntities } from './entities.js';
import { invalid } from './refusal.js';

const wrapper = 'sandbox-fragment';
const head = `<${wrapper}>`;

/** An element that opens; names and attributes with their prefixes, entities decoded. */
export interface ElementEvent {
  name: string;
  attributes: Record<string, string>;
}

interface StorageHandler {
  open?: (element: ElementEvent) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
  cdata?: (text: string) => void;
}

/**
 * Walks a storage fragment. Throws the refusal Confluence words as "Error parsing xhtml", with the row and column in the
 * fragment, when it is not well-formed.
 */
export function walkStorage(storage: string, handler: StorageHandler): void {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: true });
  Object.assign(parser.ENTITIES, namedEntities);
  let depth = 0;
  let lastClosed: string | undefined;
  const fail = (message: string): never => {
    const column = parser.line === 1 ? parser.column - head.length : parser.column;
    throw invalid(`Error parsing xhtml: ${message}\n at [row,col {unknown-source}]: [${parser.line},${column + 1}]`);
  };
  const misplaced = (): never => fail(misplacedTag(storage.slice(0, parser.position - head.length), lastClosed));
  parser.on('error', ({ message }) => (/close tag|unmatched/i.test(message) ? misplaced() : fail(reasonOf(message))));
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > 1) handler.open?.({ name: tag.name, attributes: tag.attributes });
  });
  // For a misplaced close tag the parser first closes the innermost element, then complains.
  parser.on('closetag', (tag) => {
    depth -= 1;
    lastClosed = tag.name;
    if (depth > 0) handler.close?.(tag.name);
    else if (parser.position <= head.length + storage.length) misplaced();
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.cdata?.(text));
  parser.write(`${head}${storage}</${wrapper}>`).close();
}

/** Throws when the fragment is not well-formed. */
export function assertWellFormed(storage: string): void {
  walkStorage(storage, {});
}

const reasonOf = (message: string): string => message.replace(/^\d+:\d+: /, '');

function misplacedTag(before: string, expected: string | undefined): string {
  const closed = /<\/([^<>]*)>?$/.exec(before)?.[1] ?? 'xml';
  const wanted = expected === undefined || expected === wrapper ? '.' : `; expected </${expected}>.`;
  return `Unexpected close tag </${closed}>${wanted}`;
}
