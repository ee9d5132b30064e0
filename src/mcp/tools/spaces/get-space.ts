import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { space } from '../../schemas/output.js';
import { spaceKey } from '../../schemas/input.js';
import { toSpace } from '../../schemas/to-output.js';

const input = z.strictObject({ space_key: spaceKey });

/** confluence_get_space: one space by its key. */
export const getSpace = defineTool({
  name: 'confluence_get_space',
  title: 'Get space',
  toolset: 'spaces',
  effect: 'read',
  description: 'Get a space by key, with its homepage_id.',
  input,
  output: space,
  run: async ({ space_key: key }, { confluence }) => toSpace(await confluence.spaces.get(key)),
  render: (found, fence) => fence(renderSpace(found)),
});

/** One line of a list; the homepage's id is what other tools take. */
export function renderSpace({ key, name, type, homepage_id: homepageId, url }: z.output<typeof space>): string {
  return `- ${key}: ${name} (${type}, homepage id ${homepageId ?? 'unknown'}) ${url}`;
}
