/** Macros without a body that Markdown may create: `::toc{maxLevel=3}`, or `::macro[toc]` as reads show them. */
import type { NewMacro } from '../model/inline.js';
import { unconvertible } from '../model/unconvertible.js';
import { writeMacro } from './parameters.js';

/** Name to the parameters that may be given; the first, where it is marked, is what the label says. */
export const creatableMacros: Readonly<
  Record<string, { readonly label?: string; readonly parameters: readonly string[] }>
> = {
  toc: { parameters: ['minLevel', 'maxLevel', 'type', 'style', 'outline', 'separator', 'include', 'exclude'] },
  children: { parameters: ['all', 'depth', 'sort', 'reverse', 'style', 'first', 'excerptType'] },
  anchor: { label: '', parameters: [] },
  pagetree: { parameters: ['startDepth', 'searchBox', 'sort', 'reverse', 'expandCollapseAll'] },
  attachments: { parameters: ['old', 'patterns', 'upload', 'preview', 'sortBy', 'sortOrder'] },
  'recently-updated': { parameters: ['max', 'types', 'theme', 'hideHeading'] },
  contentbylabel: { label: 'cql', parameters: ['max', 'showLabels', 'showSpace', 'sort', 'excerptType'] },
  'tasks-report-macro': { parameters: ['pageSize', 'status'] },
};

/** The macros without a body that Markdown may create, in the order in which help lists them. */
export const creatableNames: readonly string[] = Object.keys(creatableMacros);

/** The macro that a label such as `toc` or `anchor top` names; UNCONVERTIBLE where Markdown cannot create it so. */
export function creatableMacro(label: string, given: Readonly<Record<string, string>>, line: number): NewMacro {
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(label.trim()) ?? [];
  const macro = Object.hasOwn(creatableMacros, name) ? creatableMacros[name] : undefined;
  if (!macro)
    throw unconvertible(
      line,
      `the macro "${name}" cannot be written in Markdown`,
      `These can: ${creatableNames.join(', ')}. Keep the id of a macro that is already on the page, or send the content as storage.`,
    );
  const unknown = Object.keys(given).find((key) => !macro.parameters.includes(key) && key !== macro.label);
  if (unknown !== undefined)
    throw unconvertible(
      line,
      `the macro "${name}" has no parameter "${unknown}"`,
      `It takes ${macro.parameters.join(', ') || 'only its label'}.`,
    );
  const own = macro.label === undefined || rest === '' ? {} : { [macro.label]: rest };
  return { name, parameters: { ...own, ...given } };
}

/** Storage for a macro that `creatableMacro` has checked. */
export function writeNewMacro({ name, parameters }: NewMacro): string {
  return writeMacro(name, parameters);
}
