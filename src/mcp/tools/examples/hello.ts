import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { line } from '../../schemas/input.js';

const input = z.strictObject({ name: line(100).describe('Whom to greet.') });
const output = z.object({ greeting: z.string() });

/** hello: the smallest tool, to see that a connection works. */
export const hello = defineTool({
  name: 'hello',
  title: 'Hello',
  toolset: 'examples',
  effect: 'read',
  description: 'Greet somebody, to show that the connection and the token work.',
  input,
  output,
  run: ({ name }) => Promise.resolve({ greeting: `Hello, ${name}!` }),
  render: ({ greeting }) => greeting,
});
