import { z } from 'zod';
import { scopeOf, type DownstreamCredential, type Scope } from '../../auth/index.js';
import type { CallerIdentity, Confluence } from '../../confluence/index.js';
import type { Content } from '../../content/index.js';
import type { DocumentReader } from '../../documents/index.js';
import type { Span } from '../../observability/index.js';
import { foreignText } from '../schemas/output.js';
import { toJsonSchema } from '../schemas/json-schema.js';
import type { JsonSchema } from '../schemas/json-schema.js';
import type { Need } from './port-access.js';

/** The one word from which annotations, scope, read-only filtering and audit level follow. */
export type Effect = 'read' | 'create' | 'update' | 'delete';

/** The groups that `TOOLSETS` switches. */
export type Toolset =
  | 'pages'
  | 'search'
  | 'spaces'
  | 'comments'
  | 'labels'
  | 'attachments'
  | 'history'
  | 'tasks'
  | 'templates'
  | 'permissions'
  | 'analytics'
  | 'examples'
  | `api:${string}`;

/** What a person is asked before a write: what it does, to which version of its target. */
export interface Question {
  readonly message: string;
  /** What the answer holds for: a version, or a fingerprint of what would be written. */
  readonly version: number | string | null;
}

/**
 * Waits until a person agrees to a write, where the operator wants that; called right before it. The question is worked out
 * only when it is put. `isRequired`: whatever the operator's general setting says.
 */
export type Confirm = (ask: () => Question | Promise<Question>, options?: { isRequired?: boolean }) => Promise<void>;

/** What one call brings along for `run`. */
export interface ToolContext {
  /** Bound to this call: its cancellation reaches the upstream request. */
  readonly confluence: Confluence;
  /** Conversions of page text, which never hold up other calls. Bound to this call as well. */
  readonly content: Content;
  /** Reads files as Markdown, in a thread of its own. */
  readonly documents: Pick<DocumentReader, 'read'>;
  /** For whom this is; without an identity where nobody is known. */
  readonly caller: CallerFacts;
  /** The caller's own credential, for what acts in their name; it says why where they have none. */
  readonly downstream: DownstreamCredential;
  readonly signal: AbortSignal;
  /** Where what writes elsewhere than in Confluence notes each write that was done, or may have been, before it sends it. */
  readonly writes?: Set<object> | undefined;
  /** The call's place in its trace, where traces are collected, for requests elsewhere than to Confluence. */
  readonly span?: Pick<Span, 'child'> | undefined;
  readonly confirm: Confirm;
  /** Tells a client that asked for it how far a call with several upstream steps has come. */
  readonly progress: (done: number, total: number, message: string) => void;
}

/** What a tool may know of its caller. */
export interface CallerFacts {
  readonly identity: CallerIdentity | undefined;
  readonly requestId: string;
}

/** Wraps text that came from Confluence, so that a model can tell it from what this server says. */
export type Fence = (text: string) => string;

/** What a result can hold beside its text, as MCP has it; bytes are base64. */
export type MediaContent =
  | { type: 'image'; data: string; mimeType: string }
  | { type: 'resource'; resource: { uri: string; mimeType: string; blob: string } };

interface CommonSpec<Name, Input extends z.ZodObject, Output extends z.ZodObject, Result extends z.input<Output>> {
  readonly name: Name;
  readonly title: string;
  readonly toolset: Toolset;
  /** The tool is there only where Confluence has this. */
  readonly needs?: Need;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** The answer is prose or media: a page, comments, a file. It comes as text alone unless a client wants data. */
  readonly isProse?: true;
  /** Facts for hosts, in the definition and in every answer. */
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Returns data. No try/catch, auth, logging or HTTP status: the dispatcher is the one boundary. */
  run(args: z.output<Input>, context: ToolContext): Promise<Result>;
  /**
   * Makes the readable text of a result, with everything in it that matters: some hosts show nothing else. Text from
   * Confluence goes through `fence`. Warnings are added by the boundary.
   */
  render(result: z.output<Output>, fence: Fence, args: z.output<Input>): string;
  /** What comes beside the text, from what `run` returned; it may return more than the output has. */
  media?(result: Result): MediaContent[];
}

/** What can be written to, or be written below: each kind finds its space in its own way. */
export type TargetKind = 'page' | 'parent' | 'space' | 'comment' | 'attachment' | 'task';

/**
 * Where a call writes, by kind: ids, and keys of spaces. What is undefined is not written. `parent` is what pages can
 * lie below: a page or a folder.
 */
export type WriteTargets = { readonly [Kind in TargetKind]?: string | readonly string[] | undefined };

/** A reader, or a writer that says where it writes: previews are held to the space policy by that. */
type ToolSpec<Name, Input extends z.ZodObject, Output extends z.ZodObject, Result extends z.input<Output>> = CommonSpec<
  Name,
  Input,
  Output,
  Result
> &
  (
    | { readonly effect: 'read'; readonly writes?: never }
    | { readonly effect: Exclude<Effect, 'read'>; writes(args: z.output<Input>): WriteTargets }
  );

/** What clients act on; derived from the effect alone, so that hints cannot contradict policy. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  /** Says something of writers alone. */
  readonly destructiveHint?: boolean;
}

/** A tool, with its types erased for the catalogue. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly toolset: Toolset;
  /** The API that the tool asks in place of Confluence. */
  readonly api?: string;
  readonly effect: Effect;
  readonly scope: Scope;
  readonly needs: Need | undefined;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: z.ZodObject;
  /** With `warnings` and `notice`, which any answer can have. */
  readonly output: z.ZodObject;
  readonly isProse: boolean;
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** Nothing for a reader. */
  writes(args: Record<string, unknown>): WriteTargets;
  run(args: Record<string, unknown>, context: ToolContext): Promise<unknown>;
  render(result: Record<string, unknown>, fence: Fence, args: Record<string, unknown>): string;
  media(result: unknown): MediaContent[];
}

/**
 * Tool annotations as MCP defines them (`ToolAnnotations`), without what it takes for granted (an open world) and what
 * the tool says itself (its title). An update is destructive: what it replaces is gone from view.
 */
export function annotationsOf(effect: Effect): ToolAnnotations {
  if (effect === 'read') return { readOnlyHint: true };
  return { readOnlyHint: false, destructiveHint: effect !== 'create' };
}

/** What any answer can hold: what its caller should know, and that there is text of others in it. */
const everyAnswer = { warnings: z.array(foreignText).optional(), notice: z.string().optional() };

/** Derives everything that follows from a tool's effect and schemas. The name stays a literal, for tables of all tools. */
export function defineTool<
  const Name extends string,
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Result extends z.input<Output>,
>(spec: ToolSpec<Name, Input, Output, Result>): Tool & { readonly name: Name } {
  const { effect, title } = spec;
  const output = spec.output.extend(everyAnswer);
  let inputSchema: JsonSchema | undefined;
  let outputSchema: JsonSchema | undefined;
  const erased = spec as unknown as Pick<Tool, 'run' | 'render'> & Partial<Pick<Tool, 'media' | 'writes'>>;
  return {
    name: spec.name,
    title,
    toolset: spec.toolset,
    effect,
    scope: scopeOf(effect),
    needs: spec.needs,
    description: spec.description,
    annotations: annotationsOf(effect),
    input: spec.input,
    output,
    isProse: spec.isProse ?? false,
    meta: spec.meta,
    // Made for the first list: most starts serve other requests before it, and some tools are never listed.
    get inputSchema() {
      return (inputSchema ??= toJsonSchema(spec.input, 'input'));
    },
    get outputSchema() {
      return (outputSchema ??= toJsonSchema(output, 'output'));
    },
    writes: (args) => erased.writes?.(args) ?? {},
    run: (args, context) => erased.run(args, context),
    render: (result, fence, args) => erased.render(result, fence, args),
    media: (result) => erased.media?.(result) ?? [],
  };
}
