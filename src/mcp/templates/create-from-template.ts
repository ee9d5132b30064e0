import { AppError } from '../../errors.js';
import type { ToolContext } from '../define-tool.js';
import { createPage } from '../pages/create-page.js';

export interface TemplateRequest {
  readonly template_id: string;
  readonly space_key: string;
  readonly title: string;
  readonly parent_id?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly dry_run: boolean;
}

/** Creates a page from a template. Every variable needs a value, and every value a variable. */
export async function createFromTemplate(
  { template_id: id, variables, ...place }: TemplateRequest,
  context: ToolContext,
) {
  const template = await context.confluence.templates.get(id);
  checkVariables(await context.content.templateVariables(template.body), variables);
  const content = await context.content.fillTemplate(template.body, variables);
  context.progress(1, 2, 'Template filled in');
  const progress: ToolContext['progress'] = (done, total, message) => context.progress(done + 1, total + 1, message);
  const page = { ...place, content, content_format: 'storage', content_type: 'page', status: 'current' } as const;
  return createPage(page, { ...context, progress });
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

function list(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
