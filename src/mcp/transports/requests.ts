import type { Caller } from '../caller.js';
import type { ReadCall } from '../resources/index.js';

/** The methods beside tools, free of any SDK: the parameters come in as the SDK has checked them. */
export const requestMethods = [
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
] as const;

export type RequestMethod = (typeof requestMethods)[number];

export type AnswerRequest = (params: never, call: ReadCall, caller: Caller) => object | Promise<object>;

export type Requests = Readonly<Record<RequestMethod, AnswerRequest>>;

export const requestCapabilities = { resources: {}, prompts: {}, completions: {} };
