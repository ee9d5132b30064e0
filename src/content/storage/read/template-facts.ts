import { cleanText } from '../../xml/clean-text.js';
import { parseStorage } from '../../xml/parse-storage.js';
import { splice, type Splice } from '../../xml/splice.js';
import { elementsOf, isElement, type XmlElement, type XmlNode } from '../../xml/xml-node.js';

/** A variable of a template that is a list, and the values to choose from. */
interface VariableOptions {
  readonly name: string;
  readonly values: string[];
}

/** What whoever fills in a template's variables chooses from, as its declarations have it. */
export function templateOptions(storage: string): VariableOptions[] {
  const lists: XmlElement[] = [];
  eachElement(parseStorage(storage).children, (element) => {
    if (element.name === 'at:list') lists.push(element);
  });
  const attribute = (element: XmlElement, name: string) => cleanText(element.attributes[name] ?? '');
  return lists.map((list) => ({
    name: attribute(list, 'at:name'),
    values: elementsOf(list, 'at:option').map((option) => attribute(option, 'at:value')),
  }));
}

/**
 * The storage of a template with its instructions as text in italics. The editor shows them to whoever writes the page,
 * and Markdown has no form for them.
 */
export function showInstructions(storage: string): string {
  const shown: Splice[] = [];
  eachElement(parseStorage(storage).children, ({ name, start, innerStart, innerEnd, end }) => {
    if (name !== 'ac:placeholder') return;
    shown.push({ start, end, text: `<em>(Instruction: ${storage.slice(innerStart, innerEnd)})</em>` });
  });
  return splice(storage, 0, storage.length, shown);
}

/** Placeholders are not looked into: what is in one is its text. */
function eachElement(nodes: readonly XmlNode[], visit: (element: XmlElement) => void): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    visit(node);
    if (node.name !== 'ac:placeholder') eachElement(node.children, visit);
  }
}
