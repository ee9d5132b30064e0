import type { z } from 'zod';
import type { Tool, ToolContext } from '../tools/define-tool.js';
import { toJsonSchema } from '../schemas/json-schema.js';
import { parseArguments } from '../schemas/parse-arguments.js';
import type { ResourceText } from '../resources/resource-template.js';
import type { Subject } from '../server/boundary.js';

/**
 * A message as `prompts/get` answers it; an alias, since the SDK wants open objects. All are the person's own words or
 * data.
 */
export type PromptMessage = {
  role: 'user';
  content: { type: 'text'; text: string } | { type: 'resource'; resource: ResourceText };
};

/** What a person picks from a menu. All arguments of MCP prompts are strings. */
interface PromptSpec<Input extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  /** The prompt is there where these are on: it embeds what they read, or tells the model to use them. */
  readonly tools: readonly Tool[];
  write(args: z.output<Input>, context: ToolContext, subject: Subject): Promise<PromptMessage[]> | PromptMessage[];
}

/** A prompt, with its types erased for the list. */
export interface Prompt {
  readonly name: string;
  readonly tools: readonly Tool[];
  readonly listed: {
    name: string;
    title: string;
    description: string;
    arguments: { name: string; description: string; required: boolean }[];
  };
  write(args: unknown, context: ToolContext, subject: Subject): Promise<PromptMessage[]>;
}

interface InputSchema {
  properties?: Record<string, { description?: string }>;
  required?: string[];
}

/**
 * Derives the arguments of `prompts/list` from the schema. `write` parses what it is given, and throws INVALID_INPUT
 * for what does not fit.
 */
export function definePrompt<Input extends z.ZodObject>(spec: PromptSpec<Input>): Prompt {
  const { name, title, description, input, tools } = spec;
  const { properties = {}, required = [] } = toJsonSchema(input, 'input') as InputSchema;
  return {
    name,
    tools,
    listed: {
      name,
      title,
      description,
      arguments: Object.entries(properties).map(([field, { description: about = '' }]) => ({
        name: field,
        description: about,
        required: required.includes(field),
      })),
    },
    write: async (args, context, subject) =>
      spec.write(parseArguments(input, args).args as z.output<Input>, context, subject),
  };
}

/** Paragraphs of one message; empty ones are left out. */
export function toMessage(...paragraphs: string[]): PromptMessage {
  return { role: 'user', content: { type: 'text', text: paragraphs.filter((text) => text !== '').join('\n\n') } };
}
