import { dialectHelp, dialectUri } from '../../content/index.js';
import { getPage } from '../tools/pages/get-page.js';
import type { Tool } from '../tools/define-tool.js';
import { search } from '../tools/search/search.js';
import { searchHelp } from './search-help.js';

/** A page of this server's own, for what would not fit into the description of a tool. */
export interface HelpPage {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly text: string;
  /** It is there where this tool is on. */
  readonly tool: Tool;
}

/** Every help page; `resources/list` has those whose tool the caller has. */
export const helpPages: readonly HelpPage[] = [
  {
    uri: 'confluence://help/search',
    name: 'help-search',
    title: 'How to search',
    description: 'CQL on one page: fields, operators, functions, examples.',
    text: searchHelp,
    tool: search,
  },
  {
    uri: dialectUri,
    name: 'help-markdown',
    title: 'How pages are written in Markdown',
    description: 'Panels, statuses, mentions, macros, columns and everything else that Markdown can write on a page.',
    text: dialectHelp(),
    tool: getPage,
  },
];
