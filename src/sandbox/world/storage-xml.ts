import { SaxesParser } from 'saxes';
import { namedEntities } from './entities.js';
import { invalid } from './refusal.js';

const wrapper = 'sandbox-fragment';
const head = `<${wrapper}>`;

export interface ElementEvent {
  name: string;
  attributes: Record<string, string>;
}

export interface StorageHandler {
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
  const open: string[] = [];
  const fail = (message: string): never => {
    const column = parser.line === 1 ? parser.column - head.length : parser.column;
    throw invalid(`Error parsing xhtml: ${message}\n at [row,col {unknown-source}]: [${parser.line},${column + 1}]`);
  };
  parser.on('error', (error) => fail(wordOf(error, storage.slice(0, parser.position - head.length), open)));
  parser.on('opentag', (tag) => {
    open.push(tag.name);
    if (open.length > 1) handler.open?.({ name: tag.name, attributes: tag.attributes });
  });
  parser.on('closetag', (tag) => {
    open.pop();
    if (open.length === 0 && parser.position <= head.length + storage.length)
      fail(`Unexpected close tag </${wrapper}>.`);
    if (open.length > 0) handler.close?.(tag.name);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.cdata?.(text));
  parser.write(`${head}${storage}</${wrapper}>`).close();
}

/** Throws when the fragment is not well-formed. */
export function assertWellFormed(storage: string): void {
  walkStorage(storage, {});
}

function wordOf(error: Error, before: string, open: readonly string[]): string {
  const message = error.message.replace(/^\d+:\d+: /, '');
  if (!/close tag|unmatched/i.test(message)) return message;
  const closed = /<\/([^<>]*)>?$/.exec(before)?.[1] ?? wrapper;
  const expected = open.at(-1);
  const known = expected === undefined || expected === wrapper ? '' : ` expected </${expected}>.`;
  return `Unexpected close tag </${closed === wrapper ? 'xml' : closed}>;${known}`;
}
