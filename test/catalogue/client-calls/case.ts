import type { Fault } from '../../../src/sandbox/index.js';

/** What is sent, with which tool, and what the answer says; a fault is what Confluence does with it. */
export type Case = readonly [what: string, tool: string, args: Record<string, unknown>, said: RegExp, fault?: Fault];

/** The rows of the list of reports about calls, each with what stands for it and its variations. */
export const kinds = {
  B1: 'lists, numbers and booleans as text',
  B2: 'keys that hosts put beside the arguments',
  B3: 'null, "", [] and 0 for what is left out',
  B4: 'a field that an operation does not have',
  B5: 'a schema that a host refuses',
  B6: 'a single Accept type, or none',
  B7: 'a parent and its space',
  B8: 'a preview that promises what the write refuses',
  B9: 'fields, spaces, people and types that there are not',
  B10: 'a question in plain words',
  B11: 'a body that Confluence refuses',
  B12: 'a site, or what stands in front of it, that takes nothing',
  B13: 'titles, parents and addresses as people write them',
  B14: 'who owns a page, when it changed and by whom',
  B15: 'base64 and file names of every kind',
} as const;

export type Kind = keyof typeof kinds;
export type CasesByKind = Partial<Record<Kind, readonly Case[]>>;
