/** What stands for a macro that Markdown cannot show: its name and whatever tells one from another. */
import { cleanText } from '../xml/clean-text.js';
import type { XmlElement } from '../xml/xml-node.js';
import { elementsOf, findElement, isElement } from '../xml/xml-node.js';
import { resourceTarget } from './link.js';
import { isMacro, macroName, parameter } from './parameters.js';

/** Parameters that name the thing, the most telling first. Nothing else of the parameters is shown. */
const telling = [
  'diagramName',
  'diagramDisplayName',
  'key',
  'jqlQuery',
  'page',
  'name',
  'filename',
  'title',
  'url',
  'body',
  'cql',
  'labels',
  'user',
  'id',
  '',
];

/**
 * What a placeholder says of the thing it stands for: one line of its kind and the parameter that names it. It is not
 * compared when it comes back.
 */
export function opaqueLabel(element: XmlElement): string {
  if (!isMacro(element)) return toLabel(`${kindOf(element)} ${resourceLabel(element)}`);
  const shown = telling.map((name) => parameter(element, name)).find((value) => value !== '') ?? '';
  return toLabel(`${macroName(element)} ${shown || resourceLabel(element)}`);
}

/** The kind of a node that the newer editor wrote, or the name of an element. */
function kindOf(element: XmlElement): string {
  const node = element.name === 'ac:adf-extension' ? findElement(element, 'ac:adf-node') : undefined;
  return node?.attributes['type'] ?? element.name.replace(/^\w+:/, '');
}

/** The page, file or shortcut that the element points at. */
function resourceLabel(element: XmlElement): string {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (child.name === 'ri:shortcut') return child.attributes['ri:parameter'] ?? '';
    const label = child.name.startsWith('ri:') && child.name !== 'ri:user' ? resourceTarget(child)?.label : undefined;
    const inner = label ?? (child.name.endsWith('body') ? '' : resourceLabel(child));
    if (inner !== '') return inner;
  }
  return '';
}

/** Where a macro keeps the text that people see, for those whose body is plain text. */
export function plainTextBody(macro: XmlElement): XmlElement | undefined {
  return elementsOf(macro, 'ac:plain-text-body')[0];
}

function toLabel(text: string): string {
  const line = cleanText(text)
    .replace(/[\s[\]{}\\`|<>&*_:#]+/g, ' ')
    .trim();
  return line.length > 60 ? `${Array.from(line).slice(0, 59).join('')}…` : line;
}
