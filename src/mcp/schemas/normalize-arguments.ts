import { z } from 'zod';
import { foldName, isRecord, readAs, unwrap } from './read-text.js';

/** Whether the tool reads or writes: an empty list or a zero says nothing to a reader, and is a value for a writer. */
export type ArgumentUse = 'read' | 'write';

/** Keys that hosts put beside a tool's own (n8n and others). */
const hostKeys: ReadonlySet<string> = new Set(['toolCallId', 'sessionId', 'action', 'chatInput', 'tool']);
const privateKey = /^_(?!_proto__$)/;

/** A longer list is refused as it is. */
const mostItems = 10_000;

/** How much of something is wanted: asking for more than there may be gets the most. */
const amounts: ReadonlySet<string> = new Set(['limit', 'depth', 'max_chars', 'max_bytes', 'max_versions']);

/**
 * Takes arguments for what they mean where that is beyond doubt: JSON in a string, one string for a list, `yes`, another
 * spelling of a key, null and "" for what is left out, keys of hosts, amounts above their maximum. What it leaves alone is the schema's to judge.
 * `warnings` says what was cut.
 */
export function normalizeArguments(
  input: z.ZodObject,
  given: object,
  use: ArgumentUse,
): { args: unknown; warnings: string[] } {
  const warnings: string[] = [];
  const own = Object.entries(given).filter(([key]) => Object.hasOwn(input.shape, key) || !isHostKey(key));
  const args = inThePlural(input, Object.fromEntries(own));
  return { args: new Normalizer(use, warnings).object(input, args), warnings };
}

/** `label` for the list `labels`, where there is no parameter of that name and the list itself is not given. */
function inThePlural(schema: z.ZodObject, args: Record<string, unknown>): object {
  if (areOwn(schema, Object.keys(args))) return args;
  const known = new Set(Object.keys(schema.shape).map(foldName));
  const given = Object.keys(args).map(foldName);
  const lists = Object.entries(schema.shape).filter(([, field]) => unwrap(field as z.ZodType) instanceof z.ZodArray);
  const byOne = new Map(lists.map(([name]) => [foldName(name).replace(/s$/, ''), name]));
  const spell = (key: string): string => {
    const list = known.has(foldName(key)) ? undefined : byOne.get(foldName(key));
    if (list === undefined || given.includes(foldName(list))) return key;
    return given.filter((other) => other === foldName(key)).length === 1 ? list : key;
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [spell(key), value]));
}

/** Nearly all that is sent is spelt right. */
function areOwn({ shape }: z.ZodObject, keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(shape, key));
}

function isHostKey(key: string): boolean {
  return hostKeys.has(key) || privateKey.test(key);
}

class Normalizer {
  constructor(
    private readonly use: ArgumentUse,
    private readonly warnings: string[],
  ) {}

  object(schema: z.ZodObject, value: object): object {
    const spelt = spellKeys(schema, Object.entries(value));
    const entries = spelt.flatMap(([key, given]: [string, unknown]): [string, unknown][] => {
      const field = Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.ZodType) : undefined;
      if (field === undefined) return [[key, given]];
      // Only the tools of other APIs have fields that take null. Elsewhere it is absent, and refused where required.
      if (given === null) return field.safeParse(null).success ? [[key, null]] : [];
      if (this.isAbsent(field, key, given)) return [];
      const meant = this.value(field, given);
      return this.isAbsent(field, key, meant) ? [] : [[key, this.cut(field, key, meant)]];
    });
    return Object.fromEntries(entries);
  }

  /** "" is no value where the schema could not take it; in what may be empty, such as content, it stays. */
  private isAbsent(field: z.ZodType, key: string, value: unknown): boolean {
    const isEmpty = value === '' || (this.use === 'read' && (isEmptyList(value) || (value === 0 && amounts.has(key))));
    if (!isEmpty || !field.safeParse(undefined).success) return false;
    return value !== '' || !field.safeParse('').success;
  }

  private value(schema: z.ZodType, given: unknown): unknown {
    const wanted = unwrap(schema);
    if (wanted instanceof z.ZodUnion || wanted instanceof z.ZodXor) return this.ofUnion(wanted, given);
    const value = readAs(wanted, given);
    if (wanted instanceof z.ZodArray && Array.isArray(value) && value.length <= mostItems) {
      const element = wanted.element as z.ZodType;
      return value.map((item) => this.value(element, item));
    }
    return wanted instanceof z.ZodObject && isRecord(value) ? this.object(wanted, value) : value;
  }

  /** As the first of several forms that takes it; what is right as it stands is left alone. */
  private ofUnion(union: z.ZodUnion | z.ZodXor, given: unknown): unknown {
    if (union.safeParse(given).success) return given;
    const forms = union.options as z.ZodType[];
    const taken = forms.map((form) => ({ form, value: this.value(form, given) }));
    const fitting = taken.find(({ form, value }) => form.safeParse(value).success);
    return fitting === undefined ? given : fitting.value;
  }

  private cut(field: z.ZodType, key: string, value: unknown): unknown {
    const wanted = unwrap(field);
    const most = amounts.has(key) && wanted instanceof z.ZodNumber ? wanted.maxValue : null;
    if (most === null || typeof value !== 'number' || !(value > most)) return value;
    this.warnings.push(`${key} was reduced to ${most}, its maximum.`);
    return most;
  }
}

/** `pageId` and `page-id` for `page_id`, where nothing else could be meant and it is not there in its own spelling. */
function spellKeys(schema: z.ZodObject, entries: [string, unknown][]): [string, unknown][] {
  if (entries.every(([key]) => Object.hasOwn(schema.shape, key))) return entries;
  const own = new Map<string, string | null>();
  for (const name of Object.keys(schema.shape)) own.set(foldName(name), own.has(foldName(name)) ? null : name);
  const meant = (key: string): string => (Object.hasOwn(schema.shape, key) ? key : (own.get(foldName(key)) ?? key));
  const times = new Map<string, number>();
  for (const [key] of entries) times.set(meant(key), (times.get(meant(key)) ?? 0) + 1);
  return entries.map(([key, given]) => [times.get(meant(key)) === 1 ? meant(key) : key, given]);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
