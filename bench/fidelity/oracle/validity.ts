import { descendantsOf, elementsIn, IllFormed, parseStorageTree, type XmlElement } from './xml.js';

/** How many cells each type of section has, as Confluence's own storage format says. */
const cellsOf: Readonly<Record<string, number>> = {
  single: 1, 'fixed-width': 1, two_equal: 2, two_left_sidebar: 2, two_right_sidebar: 2, three_equal: 3, three_with_sidebars: 3, three_left_sidebars: 3, three_right_sidebars: 3, four_equal: 4, five_equal: 5,
}; // prettier-ignore

/** What Confluence would refuse or show as broken in this storage. */
export function storageFaults(storage: string): string[] {
  let root: XmlElement;
  try {
    root = parseStorageTree(storage);
  } catch (error) {
    if (error instanceof IllFormed) return [error.message];
    throw error;
  }
  return [...misplacedLayouts(root), ...sectionFaults(root), ...namelessMacros(root)];
}

/** Layouts stand at the top of a page, sections in layouts, cells in sections. */
function misplacedLayouts(root: XmlElement): string[] {
  const parents: Readonly<Record<string, string>> = {
    'ac:layout': '#root',
    'ac:layout-section': 'ac:layout',
    'ac:layout-cell': 'ac:layout-section',
  };
  return [root, ...descendantsOf(root)].flatMap((parent) =>
    elementsIn(parent).flatMap(({ name }) =>
      name in parents && parents[name] !== parent.name ? [`<${name}> stands in <${parent.name}>`] : [],
    ),
  );
}

function sectionFaults(root: XmlElement): string[] {
  return [...descendantsOf(root)]
    .filter(({ name }) => name === 'ac:layout-section')
    .flatMap((section) => {
      const type = section.attributes['ac:type'] ?? '';
      const cells = elementsIn(section).length;
      if (cellsOf[type] === cells) return [];
      return [
        cellsOf[type] === undefined ? `a section of the unknown type ${type}` : `a section ${type} of ${cells} cells`,
      ];
    });
}

function namelessMacros(root: XmlElement): string[] {
  return [...descendantsOf(root)].flatMap(({ name, attributes }) =>
    name === 'ac:structured-macro' && !attributes['ac:name'] ? ['a macro without a name'] : [],
  );
}
