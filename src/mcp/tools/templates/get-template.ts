import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { foreignText, template } from '../../schemas/output.js';
import { templateId } from '../../schemas/input.js';
import { toTemplate } from '../../schemas/to-output.js';

const input = z.strictObject({ template_id: templateId });
const output = template.extend({ content: foreignText, variables: z.array(foreignText) });

/** confluence_get_template: what a page made from it would say, and what it asks for. */
export const getTemplate = defineTool({
  name: 'confluence_get_template',
  title: 'Get template',
  toolset: 'templates',
  effect: 'read',
  description: 'Read a page template: its Markdown, with {name} for each variable, and the variables to fill in.',
  input,
  output,
  isProse: true,
  run: async ({ template_id: id }, { confluence, content }) => {
    const found = await confluence.templates.get(id);
    const variables = await content.templateVariables(found.body);
    const named = Object.fromEntries(variables.map((name) => [name, `{${name}}`]));
    const filled = await content.fillTemplate(found.body, named);
    return { ...toTemplate(found), content: await content.toMarkdown(filled), variables };
  },
  render: ({ id, name, space_key: key, description, content, variables }, fence) => {
    const facts = [`Template: ${name}`, description, `Variables: ${variables.join(', ') || 'none'}`];
    return `Template ${id}, ${key === null ? 'of the whole site' : `space ${key}`}.\n${fence(`${facts.filter((fact) => fact !== '').join('\n')}\n\n${content}`)}`;
  },
});
