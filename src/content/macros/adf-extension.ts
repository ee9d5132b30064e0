/** Panels and the like of the newer editor (`ac:adf-extension`) -> containers. They are edited in place, never created. */
import type { XmlElement } from '../tree/xml-node.js';
import { elementsOf } from '../tree/xml-node.js';
import { textOf } from './parameters.js';

const panels: Readonly<Record<string, string>> = {
  info: 'info',
  note: 'note',
  success: 'tip',
  tip: 'tip',
  warning: 'warning',
  error: 'warning',
};

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
