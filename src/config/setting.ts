import type { z } from 'zod';

/** One environment variable: how it is read, checked and explained. Everything else about it follows from this. */
export interface Setting<T = unknown> {
  /** Text in, value out. Messages say what is wanted and never repeat a secret. */
  readonly schema: z.ZodType<T, string>;
  /** What it means, for `.env.example` and docs/settings.md. */
  readonly description: string;
  /** The default, as one would write it. */
  readonly default?: string;
  /** What happens without it, where that is not one fixed text. */
  readonly unset?: string;
  /** A value to show where there is no default. */
  readonly example?: string;
  /** Other tools' names for it; the canonical name wins. */
  readonly aliases?: readonly string[];
  /** Aliases that hold something else than the setting does, and how to make it from that. */
  readonly fromAlias?: Readonly<Record<string, (text: string) => string>>;
  /**
   * Plugin files name it whether it is needed or not, and clients leave the placeholder where nothing was filled in:
   * that counts as not set. Only where less is allowed without it.
   */
  readonly placeholderIsUnset?: true;
  /** Never shown; may be given as `NAME_FILE` as well. */
  readonly secret?: true;
  /** May be given as `NAME_FILE` although it is no secret. */
  readonly fromFile?: true;
}

/** Settings by the name of their variable, in the order in which `.env.example` and the docs list them. */
export type SettingTable = Readonly<Record<string, Setting>>;

/** What a table of settings gives: a setting without default may be undefined. */
export type SettingValues<S extends SettingTable> = {
  readonly [Name in keyof S]: z.output<S[Name]['schema']> | (S[Name] extends { default: string } ? never : undefined);
};
