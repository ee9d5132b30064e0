import { z } from 'zod';
import { noReferences } from '../../../content/index.js';
import { AppError } from '../../../errors.js';
import { dryRun, parentId, prose, spaceKey, templateId, title } from '../../schemas/input.js';
import { creation } from '../../schemas/output.js';
import { defineTool } from '../define-tool.js';
import type { ToolContext } from '../define-tool.js';
import { createNewPage } from '../pages/create-page.js';
import { resolveReferences } from '../references/resolve-references.js';
import { renderWrite } from '../render.js';

const input = z.strictObject({
  template_id: templateId,
  space_key: spaceKey,
  title: title.describe('Unique within the space.'),
  parent_id: parentId.describe('Page to create it under; the space homepage by default.').optional(),
  // A list, and no map: Gemini refuses every tool of a request for an object without named properties.
  variables: z
    .array(
      z.strictObject({ name: z.string().describe('As the template names it.'), value: prose.describe('Its text.') }),
    )
    .default([])
    .describe('Plain text for each variable that confluence_get_template names.'),
  dry_run: dryRun,
});

/** confluence_create_page_from_template: a new page that starts as a template has it. */
export const createPageFromTemplate = defineTool({
  name: 'confluence_create_page_from_template',
  title: 'Create page from template',
  toolset: 'templates',
  effect: 'create',
  description: 'Create a page from a template, with its variables filled in.',
  input,
  output: creation,
  writes: ({ space_key: space, parent_id: parent }) => ({ space, parent }),
  run: createFromTemplate,
  render: (result, fence) => renderWrite('created', result, fence),
});

type TemplateRequest = z.output<typeof input>;

/** Creates a page from a template. Every variable needs a value, and every value a variable. */
async function createFromTemplate(
  { template_id: id, variables: given, ...place }: TemplateRequest,
  context: ToolContext,
) {
  const variables = valuesOf(given);
  const template = await context.confluence.templates.get(id);
  checkVariables(await context.content.templateVariables(template.body), variables);
  const { names, users, warnings: notes } = await context.content.readValues(variables);
  notes.push(...warnOfOptions(await context.content.templateOptions(template.body), variables));
  const { storage: content, warnings } = await resolveReferences(
    async (people) => ({
      storage: await context.content.fillTemplate(template.body, variables, people && { people }),
      warnings: notes,
      references: { ...noReferences, names, users },
    }),
    () => ({ spaceKey: place.space_key, pageId: null }),
    context,
  );
  context.progress(1, 2, 'Template filled in');
  const progress: ToolContext['progress'] = (done, total, message) => context.progress(done + 1, total + 1, message);
  const page = { ...place, content, content_format: 'storage', content_type: 'page', status: 'current' } as const;
  return createNewPage(page, { ...context, progress }, warnings);
}

function valuesOf(variables: TemplateRequest['variables']): Record<string, string> {
  const names = variables.map(({ name }) => name);
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  if (doubled.length > 0) {
    throw new AppError('INVALID_INPUT', `variables: more than one value for ${list([...new Set(doubled)])}.`, {
      hint: 'Give each variable once.',
    });
  }
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

function checkVariables(known: readonly string[], given: Readonly<Record<string, string>>): void {
  const missing = known.filter((name) => !Object.hasOwn(given, name));
  const odd = Object.keys(given).filter((name) => !known.includes(name));
  if (missing.length === 0 && odd.length === 0) return;
  const faults = [
    missing.length === 0 ? '' : `missing ${list(missing)}`,
    odd.length === 0 ? '' : `not in this template: ${list(odd)}`,
  ].filter((fault) => fault !== '');
  throw new AppError('INVALID_INPUT', `variables: ${faults.join('; ')}.`, {
    hint: known.length === 0 ? 'This template has no variables.' : `It has ${list(known)}; "" leaves one empty.`,
    details: { candidates: known },
  });
}

/** Confluence's own form offers nothing else; its API takes any text. */
function warnOfOptions(
  lists: Awaited<ReturnType<ToolContext['content']['templateOptions']>>,
  given: Readonly<Record<string, string>>,
): string[] {
  return lists.flatMap(({ name, values }) => {
    const value = given[name] ?? '';
    if (value === '' || values.includes(value)) return [];
    return [`${JSON.stringify(value)} is not one of the options of ${JSON.stringify(name)}: ${list(values)}.`];
  });
}

function list(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
