import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { foreignText, template } from '../../schemas/output.js';
import { templateId } from '../../schemas/input.js';
import { toTemplate } from '../../schemas/to-output.js';

const input = z.strictObject({ template_id: templateId });
const output = template.extend({
  content: foreignText,
  variables: z.array(foreignText),
  options: z.array(z.object({ name: foreignText, values: z.array(foreignText) })),
});

/** confluence_get_template: what a page made from it would say, and what it asks for. */
export const getTemplate = defineTool({
  name: 'confluence_get_template',
  title: 'Get template',
  toolset: 'templates',
  effect: 'read',
  description:
    'Read a page template: its Markdown, with {name} for each variable, its instructions, and the variables.',
  input,
  output,
  isProse: true,
  run: async ({ template_id: id }, { confluence, content }) => {
    const found = await confluence.templates.get(id);
    const variables = await content.templateVariables(found.body);
    const options = await content.templateOptions(found.body);
    const named = Object.fromEntries(variables.map((name) => [name, `{${name}}`]));
    const filled = await content.fillTemplate(await content.showInstructions(found.body), named);
    return { ...toTemplate(found), content: await content.toMarkdown(filled), variables, options };
  },
  render: ({ id, name, space_key: key, description, content, variables, options }, fence) => {
    const choices = options.map(
      (one) => `Options of ${one.name}: ${one.values.map((value) => JSON.stringify(value)).join(', ')}`,
    );
    const facts = [`Template: ${name}`, description, `Variables: ${variables.join(', ') || 'none'}`, ...choices];
    return `Template ${id}, ${key === null ? 'of the whole site' : `space ${key}`}.\n${fence(`${facts.filter((fact) => fact !== '').join('\n')}\n\n${content}`)}`;
  },
});
