import { cleanText } from '../../content/index.js';
import type { Tool } from '../tools/define-tool.js';
import type { Caller } from '../server/caller.js';
import { parseArguments } from '../schemas/parse-arguments.js';
import { listSpaces } from '../tools/spaces/list-spaces.js';
import type { RequestScope } from '../server/boundary.js';
import { RequestError, requestErrorCode } from '../server/errors.js';
import { mayRead } from './bounded-read.js';
import type { BoundedRead } from './bounded-read.js';
import { helpPages } from './help-page.js';
import type { HelpPage } from './help-page.js';
import { readResource, resourceTemplates, spaceTemplate, uriOf, uriTemplateOf, valueIn } from './resource-template.js';
import type { ResourceTemplate } from './resource-template.js';

/** Spaces in one answer to `resources/list`. */
const spacesAtOnce = 100;
const mimeType = 'text/markdown';
/** Characters of an address that a refusal repeats: room for the URL of any page. */
const longestNamed = 2048;

/** What clients can attach without a tool call: help, and pages and page trees, found through the list of spaces. */
export function createResources({ on, read }: { on: ReadonlyMap<string, Tool>; read: BoundedRead }) {
  const templates = resourceTemplates.filter(({ tool }) => on.has(tool.name));
  const listsSpaces = on.has(listSpaces.name) && templates.includes(spaceTemplate);
  const pages = helpPages.filter(({ tool }) => on.has(tool.name));
  const help = new Map(pages.map((page) => [page.uri, page]));
  return {
    templates: (caller: Caller) => ({ resourceTemplates: mayRead(caller.principal) ? templates.map(toListed) : [] }),

    list: async (params: { cursor?: string | undefined }, call: RequestScope, caller: Caller) => {
      if (!mayRead(caller.principal)) return { resources: [] };
      const first = params.cursor === undefined ? pages.map(toListedHelp) : [];
      if (!listsSpaces) return { resources: first };
      return read({ method: 'resources/list' }, call, caller, async (context) => {
        const { args } = parseArguments(listSpaces.input, { limit: spacesAtOnce, cursor: params.cursor });
        const { spaces, next_cursor: nextCursor } = listSpaces.output.parse(await listSpaces.run(args, context)) as {
          spaces: { key: string; name: string }[];
          next_cursor?: string;
        };
        return {
          resources: [...first, ...spaces.map(toResource)],
          ...(nextCursor === undefined ? {} : { nextCursor }),
        };
      });
    },

    read: (params: { uri: string }, call: RequestScope, caller: Caller) => {
      const { uri } = params;
      const page = help.get(uri);
      if (page !== undefined) {
        // Nothing of Confluence is in it: there is nothing to fence, and nothing to ask.
        const contents = [{ uri, mimeType, text: page.text }];
        return read({ method: 'resources/read' }, call, caller, () => Promise.resolve({ contents }));
      }
      const wanted = findResource(templates, uri);
      return read(
        { method: 'resources/read', notFound: { uri: inShort(uri) } },
        call,
        caller,
        async (context, subject) => {
          const found = await readResource(wanted.template, wanted.value, context, subject);
          return { contents: [{ ...found, uri }] };
        },
      );
    },
  };
}

function findResource(templates: readonly ResourceTemplate[], uri: string) {
  for (const template of templates) {
    const value = valueIn(template, uri);
    if (value !== undefined) return { template, value };
  }
  const message = `Resource not found: ${uri.slice(0, 128)}`;
  throw new RequestError(requestErrorCode.invalidParams, message, { uri: inShort(uri) });
}

/** What a refusal repeats of an address, which may be as long as a body. No resource of ours has a longer one. */
function inShort(uri: string): string {
  return uri.length <= longestNamed ? uri : `${uri.slice(0, longestNamed)}…`;
}

function toListed(template: ResourceTemplate) {
  const { name, title, description } = template;
  return { uriTemplate: uriTemplateOf(template), name, title, description, mimeType };
}

function toListedHelp({ uri, name, title, description }: HelpPage) {
  return { uri, name, title, description, mimeType };
}

function toResource({ key, name }: { key: string; name: string }) {
  const { description } = spaceTemplate;
  return { uri: uriOf(spaceTemplate, key), name: key, title: cleanText(name), description, mimeType };
}
