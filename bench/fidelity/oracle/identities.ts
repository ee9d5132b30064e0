import { without } from './compare.js';
import { wordsIn } from './words.js';
import { descendantsOf, elementsIn, isElement, textIn, type XmlElement } from './xml.js';

/** What has an id, as `kind id`, with the words that are in it; several where a page has one id twice. */
type Identities = ReadonlyMap<string, readonly (readonly string[])[]>;

function identitiesIn(root: XmlElement): Identities {
  const found = new Map<string, (readonly string[])[]>();
  const add = (key: string, element: XmlElement) => {
    const words = shownWords(element);
    if (!found.get(key)?.push(words)) found.set(key, [words]);
  };
  const visit = (element: XmlElement) => {
    for (const child of elementsIn(element)) {
      if (child.name === 'ac:adf-fallback') continue;
      for (const name of ['local-id', 'ac:local-id', 'ri:local-id'])
        if (child.attributes[name]) add(`local ${child.attributes[name]}`, child);
      if (child.name === 'ac:adf-attribute' && child.attributes['key'] === 'local-id')
        add(`node ${textIn(child)}`, element);
      if (child.name === 'ac:task-id') add(`task ${textIn(child).trim()}`, element);
      visit(child);
    }
  };
  visit(root);
  return found;
}

const unseen = /^(?:ac:parameter|ac:placeholder|ac:adf-attribute|ac:adf-fallback|ac:task-(?:id|uuid|status))$/;

function shownWords(element: XmlElement): string[] {
  return element.children.flatMap((child) =>
    isElement(child) ? (unseen.test(child.name) ? [] : shownWords(child)) : wordsIn(child),
  );
}

/** Ids that came to stand on two things, or from words that are still on the page to others. */
export function identityFaults(before: XmlElement, after: XmlElement): string[] {
  const [old, now] = [identitiesIn(before), identitiesIn(after)];
  const isOnPage = (words: readonly string[]) =>
    [...descendantsOf(after)].some((element) => shownWords(element).join(' ') === words.join(' '));
  return [...now].flatMap(([id, things]) => {
    const was = old.get(id);
    if (!was) return [];
    if (things.length > was.length) return [`ids there twice: ${id}`];
    const [words, own] = [things.flat(), was.flat()];
    const isOthers = own.length > 0 && words.length > 0 && without(own, words).length === own.length;
    return isOthers && /^(?:task|node)/.test(id) && isOnPage(own)
      ? [`ids of other words: ${id}, of "${own.join(' ')}"`]
      : [];
  });
}
