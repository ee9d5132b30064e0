/** Panels and the like of the newer editor (`ac:adf-extension`) -> containers. They are edited in place, never created. */
import { randomUUID } from 'node:crypto';
import type { Block, Source } from '../model/block.js';
import type { XmlElement } from '../xml/xml-node.js';
import { elementsOf } from '../xml/xml-node.js';
import { textOf } from '../xml/decode.js';

const panels: Readonly<Record<string, string>> = {
  info: 'info',
  note: 'note',
  success: 'tip',
  tip: 'tip',
  warning: 'warning',
  error: 'warning',
};

/**
 * An `ac:adf-extension` as the container it is shown as: the panel of the newer editor, or `macro` with the type as its
 * name.
 */
export function readAdfExtension(node: XmlElement): { name: string; attributes: Record<string, string> } {
  const attribute = elementsOf(node, 'ac:adf-attribute').find((one) => one.attributes['key'] === 'panel-type');
  const panel = attribute && panels[textOf(attribute).trim()];
  const type = (node.attributes['type'] ?? 'adf').replace(/[\s"'{}]+/g, ' ');
  return panel ? { name: panel, attributes: {} } : { name: 'macro', attributes: { name: type } };
}

/** The copy of the content for older editors, which an edit would leave behind the times. */
export function fallbackOf(extension: XmlElement): XmlElement | undefined {
  return elementsOf(extension, 'ac:adf-fallback')[0];
}

/** Where the item of a list of decisions stands that this block is; undefined for every other block. */
export function decisionOf(block: Block | undefined): Source | undefined {
  return block?.source?.element?.name === 'ac:adf-node' ? block.source : undefined;
}

/** The opening of an item with another id than the one it was taken from. */
export function renewLocalId(head: string): string {
  return head.replace(/(<ac:adf-attribute key="local-id">)[^<]*/, (_, opening: string) => opening + randomUUID());
}
