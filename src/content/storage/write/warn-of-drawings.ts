import { formulasIn } from '../../markdown/print/formulas.js';
import type { Block } from '../../model/block.js';
import { isLeaf, walk } from '../../model/block.js';
import type { Deployment } from '../../model/references.js';
import { languageFor } from '../../macros/code.js';
import { plainText } from '../../model/inline.js';
import { encodeText } from '../../xml/encode.js';

/** Languages of fences that other tools draw, by how a person calls what they say. */
const drawn: Readonly<Record<string, string>> = {
  mermaid: 'Mermaid diagram',
  plantuml: 'PlantUML diagram',
  puml: 'PlantUML diagram',
  graphviz: 'Graphviz diagram',
  dot: 'Graphviz diagram',
  d2: 'D2 diagram',
  math: 'formula',
  latex: 'formula',
};

/** What stands between dollar signs, between the brackets that models write, or in an environment of LaTeX. */
function formulasOf(text: string): string[] {
  const dollars = formulasIn(text).map((one) => one.text);
  return dollars.length > 0
    ? dollars
    : (
        /\$\$(?=[^$]*[=+<>])[^$]+\$\$|\\\([^\n]+?\\\)|\\\[[^\n]+?\\\]|\\begin\{\w+\*?\}.*?\\end\{\w+\*?\}/.exec(text) ??
        []
      ).slice(0, 1);
}

/** What other tools draw and a page without an app for it shows as it was written. `isKnown` tells of storage that the page has already. */
export function warnOfDrawings(
  blocks: readonly Block[],
  isKnown: (storage: string) => boolean,
  deployment: Deployment,
): string[] {
  const plain = new Set<string>();
  const kinds = new Set<string>();
  const macros = new Map<string, number>();
  let formula: string | undefined;
  let hasAdf = false;
  walk(blocks, (block) => {
    if (block.source) return;
    if (block.type === 'code' && block.id === null && Object.hasOwn(drawn, block.language.toLowerCase())) {
      const count = (macros.get(block.language) ?? 0) + 1;
      macros.set(block.language, count);
      // The only one of its kind is taken for the macro that the page has.
      if (count > 1 || !isKnown(`ac:name="${block.language}"`)) kinds.add(drawn[block.language.toLowerCase()] ?? '');
    }
    if (block.type === 'code' && isAdfDocument(block.text) && !isKnown(block.text)) hasAdf = true;
    const language = block.type === 'code' && block.id === null ? block.language : '';
    if (language !== '' && languageFor(language, deployment) === '' && !isWritten(language, isKnown))
      plain.add(language);
    if (isLeaf(block)) formula ??= formulasOf(plainText(block.content)).find((text) => !isKnown(encodeText(text)));
  });
  const names = [...plain].slice(0, 8).map((name) => `"${name}"`);
  return [
    ...(names.length === 0
      ? []
      : [`Data Center has no syntax highlighting for ${names.join(', ')}: the code is shown without it.`]),
    ...[...kinds].map((kind) => `The ${kind} is stored as code and not drawn: attach an image of it to show it.`),
    ...(hasAdf ? ['ADF (the JSON of the editor) is shown as code: write Markdown for what the page should show.'] : []),
    ...(formula === undefined
      ? []
      : [`Formulas, such as "${formula.slice(0, 40)}", stay text: Confluence does not render them.`]),
  ];
}

/** Has the page code in this language, or a macro of this name, that the writer may have read? */
function isWritten(language: string, isKnown: (storage: string) => boolean): boolean {
  return isKnown(`>${language}</ac:parameter>`) || isKnown(`ac:name="${language}"`);
}

function isAdfDocument(code: string): boolean {
  return /^\s*\{\s*"(?:version|type|content)"\s*:/.test(code) && /"type"\s*:\s*"doc"/.test(code) && /\}\s*$/.test(code);
}
