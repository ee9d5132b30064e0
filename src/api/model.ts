import type { z } from 'zod';
import type { Template } from './request/template.js';

/** What a call may do; scope, read-only mode and annotations follow from it. */
export type Effect = 'read' | 'create' | 'update' | 'delete';
/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An API that tools are served for, as its definition was understood. */
export interface Api {
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: URL;
  readonly credentials: Credentials;
  readonly maxConcurrency: number;
  readonly tools: readonly ApiTool[];
}

/** How an API learns who asks. */
export type Credentials =
  | { readonly kind: 'identity-headers' | 'upstream-token' | 'none' }
  | {
      readonly kind: 'service';
      readonly header: string;
      /** What stands before the secret in the header's value; empty for nothing. */
      readonly scheme: string;
      readonly secret: string;
    };

/** One tool of an API: what a model is told of it, and how its arguments become a request. */
export interface ApiTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  /** One object, flat: no `$ref`, no union at the root, `additionalProperties` false. */
  readonly inputSchema: JsonSchema;
  /** Checks what the schema says. */
  readonly input: z.ZodObject;
  readonly request: RequestTemplate;
  /** The part of the answer that is the result; everything by default. */
  readonly select: Selection;
  readonly paging: Paging | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxChars: number;
  /** The tool shows the request instead of sending it when its `dry_run` argument is true. */
  readonly hasDryRun: boolean;
}

/**
 * How arguments become a request. The path begins with a slash and is added to `baseUrl`; names of headers are as they
 * were given.
 */
export interface RequestTemplate {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: Template;
  readonly query: Readonly<Record<string, QueryTemplate>>;
  readonly headers: Readonly<Record<string, Template>>;
  readonly body: BodyTemplate | undefined;
  readonly bodyEncoding: 'json' | 'form';
  /** Of the body, when there is one. */
  readonly contentType: string;
}

/** How a list is written into the query; `deep` is OpenAPI's deepObject: `filter[state]=open`. */
export type QueryStyle = 'repeat' | 'comma' | 'space' | 'pipe' | 'deep';

/** A parameter of the query. One whose argument is absent is left out, and so is a list without items. */
export interface QueryTemplate {
  readonly value: Template;
  readonly style: QueryStyle;
}

/** A JSON body. Entries whose argument is absent are left out, and so are objects of which nothing is left. */
export type BodyTemplate =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'text'; readonly template: Template }
  | { readonly kind: 'list'; readonly items: readonly BodyTemplate[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, BodyTemplate])[] };

/** Takes a part out of a JSON answer; null or undefined where there is no such part. Throws where types do not fit. */
export type Selection = (answer: unknown) => unknown;

/** How the next part of a list is asked for, always by one query parameter. Names of headers are lower case. */
export type Paging = { readonly parameter: string } & (
  | { readonly kind: 'told'; readonly next: Told }
  | {
      readonly kind: 'counted';
      readonly unit: 'pages' | 'items';
      readonly start: number;
      /** How many items the whole list has. */
      readonly total: Told | undefined;
      readonly items: Selection | undefined;
    }
);

/** Where an answer tells something: in its body, or in a header, whose name is in lower case. */
export type Told = Selection | { readonly header: string };

/** Where something stands in a file. Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a definitions file. */
export interface DefinitionFault extends Place {
  /** `apis.tickets.tools.get_ticket.path: …`, a sentence that never carries a secret. */
  readonly message: string;
}

/** A YAML or JSON text that still knows where each of its parts stands. */
export interface Source {
  /** The plain value, without what the text has it wrong; undefined when nothing of it can be read. */
  readonly value: unknown;
  /** What keeps the text from being YAML or JSON. */
  readonly faults: readonly DefinitionFault[];
  /** The entries that `value` lacks, because it cannot be told what they are. */
  readonly lost: readonly (readonly PropertyKey[])[];
  /** Entries of which it is not sure whether they are what is meant. */
  readonly doubtful: readonly (readonly PropertyKey[])[];
  /** The same text with the later one of two entries of one name, where `value` has the first. */
  readonly other?: Source;
  /** Where an entry stands: its key in a mapping, the item in a list; the nearest one that is there otherwise. */
  placeOf(path: readonly PropertyKey[]): Place;
}
