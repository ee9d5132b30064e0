import { z } from 'zod';
import { defineTool } from '../define-tool.js';

const addend = z.number().min(-1e15).max(1e15);
const input = z.strictObject({ a: addend.describe('First number.'), b: addend.describe('Second number.') });
const output = z.object({ sum: z.number() });

/** add_numbers: a tool with typed input and output. */
export const addNumbers = defineTool({
  name: 'add_numbers',
  title: 'Add numbers',
  toolset: 'examples',
  effect: 'read',
  description: 'Add two numbers and return their sum.',
  input,
  output,
  run: ({ a, b }) => Promise.resolve({ sum: a + b }),
  render: ({ sum }) => String(sum),
});
