import type { Principal } from '../../auth/index.js';
import { AppError } from '../../errors.js';
import type { Claims } from '../server/claims.js';
import type { Seal } from '../server/seal.js';
import type { Tool, ToolContext } from '../tools/define-tool.js';
import { judgeApiCall } from './api-calls.js';
import { denied, onlyTheOperator, tooManyWrites } from './denial.js';
import { guardPort, type Admit } from './guard-port.js';
import { judge, type JudgeOptions, type WantedConfirmation } from './judge.js';
import { fingerprint } from './fingerprint.js';
import type { ProposedWrite } from './proposed-write.js';
import { describeCall } from './question.js';
import { readOnce, type ReadOnce } from './read-once.js';
import type { WriteEffect, WriteRules } from './rules.js';

/** A call of a writing tool. */
export interface WriteCall {
  readonly tool: Pick<Tool, 'name' | 'api' | 'effect' | 'toolset' | 'run' | 'writes'>;
  readonly args: Record<string, unknown>;
  readonly context: ToolContext;
  readonly principal: Principal;
  /** What a dry run gave, when the caller repeats it. */
  readonly previewToken?: string | undefined;
  readonly claims: Pick<Claims, 'claim'>;
  /**
   * Asks the person at the client about these writes, and resolves with whether they agreed; absent where nobody can be
   * asked. Rejects with ConfirmationNeeded when the answer comes with another call.
   */
  readonly askPerson?: ((question: string, writes: readonly string[]) => Promise<boolean>) | undefined;
}

/** What the tool returned, once its writes were allowed and made. */
export interface WriteOutcome {
  readonly result: unknown;
  /** For whoever called, beside the answer. */
  readonly notes: readonly string[];
}

/** What a run shares with others. */
interface WriteRunOptions {
  readonly rules: WriteRules;
  readonly siteUrl: string;
  /** Makes the tokens that dry runs give. */
  readonly previews: Seal;
  /** Counts writes, and tells how many there were within the hour; beyond the limit, would be, and then none was counted. */
  readonly useOf: (
    principal: Principal,
    limit: number,
    writes: number,
  ) => Promise<{ count: number; resetsAtMs: number }>;
  readonly largest: JudgeOptions['largest'];
}

/** The writes that a call would send, as fingerprints, and what they need to be confirmed. */
interface Plan {
  readonly writes: readonly string[];
  readonly wanted: readonly WantedConfirmation[];
  /** How many writes each content that there is counts as, by its id. */
  readonly counts: ReadonlyMap<string, number>;
}

const nothingPlanned: Plan = { writes: [], wanted: [], counts: new Map() };

/** One call under the rules of its caller. */
export class WriteRun {
  readonly #call: WriteCall;
  readonly #options: WriteRunOptions;
  readonly #judging: JudgeOptions;
  /** What the plan of a call has looked up, its run need not look up again. */
  readonly #reads: ReadOnce;

  constructor(call: WriteCall, options: WriteRunOptions) {
    this.#call = call;
    this.#options = options;
    this.#judging = { ...options, content: call.context.content };
    const { confluence } = call.context;
    // A tool of another API has none to read from.
    this.#reads = call.tool.api === undefined ? readOnce(confluence) : { confluence, stop: () => undefined };
  }

  async run(): Promise<WriteOutcome> {
    if (this.#call.args['dry_run'] === true) return this.#preview();
    return this.#call.tool.api === undefined ? this.#perform() : this.#performApiCall();
  }

  async #preview(): Promise<WriteOutcome> {
    const { tool, args, context } = this.#call;
    const { writes, wanted } = await this.#plan();
    const result = await tool.run(args, { ...context, confluence: this.#reads.confluence });
    if (writes.length === 0 || !wanted.some(({ way }) => way === 'preview')) return { result, notes: [] };
    const token = this.#options.previews.make(this.#shown(writes));
    return {
      result,
      notes: [`To make exactly this change, repeat the call with dry_run false and preview_token "${token}".`],
    };
  }

  async #perform(): Promise<WriteOutcome> {
    const { tool, args, context } = this.#call;
    const { rules } = this.#options;
    // What has to be confirmed is planned for, and what is on several pages, of which none is written when one may not be.
    // Everybody else's writes are judged on their way out.
    const isPlanned = Object.keys(rules.confirm).length > 0 || this.#isOnSeveral();
    const plan = isPlanned ? await this.#plan() : nothingPlanned;
    await this.#confirm(plan);
    /** What this call has made itself: labels of a new page belong to its creation. */
    const made = new Set<string>();
    const count = this.#countOnce(plan);
    const admit: Admit = async (write, method, given) => {
      const wanted = await judge(write, this.#judging);
      const isNews = write.id === null || !made.has(write.id);
      if (isNews && wanted[0] !== undefined && !plan.writes.includes(fingerprint([method, given]))) {
        throw denied(rules, wanted[0].rule, 'it has changed since it was confirmed', 'Read it again, and start over.');
      }
      if (isNews) await count(write);
      // What is read from here on has to show what was written.
      this.#reads.stop();
    };
    const confluence = guardPort(this.#reads.confluence, admit, (result) => {
      const id = (result as { id?: unknown } | undefined)?.id;
      if (typeof id === 'string') made.add(id);
    });
    return { result: await tool.run(args, { ...context, confluence }), notes: [] };
  }

  async #performApiCall(): Promise<WriteOutcome> {
    const { tool, args, context } = this.#call;
    await this.#confirm(await this.#plan());
    await this.#count();
    return { result: await tool.run(args, context), notes: [] };
  }

  /** Holds each write to the rules that the call would send, and sends none. */
  async #plan(): Promise<Plan> {
    const { tool, args, context } = this.#call;
    if (tool.api !== undefined) {
      const wanted = await judgeApiCall(tool.effect as WriteEffect, args, this.#judging);
      return { ...nothingPlanned, wanted, writes: [fingerprint(withoutDryRun(args))] };
    }
    const writes: string[] = [];
    const counts = new Map<string, number>();
    const wanted: WantedConfirmation[] = [];
    const refusals: unknown[] = [];
    const admit: Admit = async (write, method, given) => {
      await judge(write, this.#judging).then(
        (more) => {
          wanted.push(...more);
          writes.push(fingerprint([method, given]));
          if (write.id !== null) counts.set(write.id, write.count ?? 1);
        },
        (error: unknown) => void refusals.push(error),
      );
      throw new AppError('POLICY_DENIED', 'This is a preview: nothing is sent.');
    };
    const confluence = guardPort(this.#reads.confluence, admit);
    const planned = { ...context, confluence, progress: () => undefined, confirm: () => Promise.resolve() };
    // Whatever else keeps it from writing, the dry run or the call itself tells its caller.
    await tool.run({ ...args, dry_run: false }, planned).catch(() => undefined);
    if (refusals.length > 0) throw refusals[0];
    return { writes, wanted, counts };
  }

  async #confirm({ wanted, writes }: Plan): Promise<void> {
    const { askPerson } = this.#call;
    const { rules } = this.#options;
    const shown = wanted.find(({ way }) => way === 'preview');
    if (shown !== undefined) await this.#useToken(shown, writes);
    const asked = wanted.filter(({ way }) => way === 'person');
    const [first] = asked;
    if (first === undefined) return;
    const what = [...new Set(asked.map((one) => one.what))].join('; ');
    if (askPerson === undefined) {
      const hint = `This client cannot ask a person. ${onlyTheOperator}`;
      throw denied(rules, first.rule, `${what} needs the consent of a person`, hint);
    }
    const isAgreed = await askPerson(await describeCall(this.#call, what), writes);
    // A person takes their time.
    this.#reads.stop();
    if (isAgreed) return;
    throw denied(rules, first.rule, `the person did not agree to ${what}`, 'Do not try another way.');
  }

  async #useToken({ rule, what }: WantedConfirmation, writes: readonly string[]): Promise<void> {
    const { previewToken: token, claims } = this.#call;
    const { rules, previews } = this.#options;
    const preview = token === undefined ? undefined : previews.open(token, this.#shown(writes));
    if (preview === undefined) {
      const why = token === undefined ? `${what} has to be shown first` : 'the token is not for this change';
      throw denied(rules, rule, why, 'Call with dry_run, then repeat the call with the token that it gives.');
    }
    if (await claims.claim(preview)) return;
    const hint =
      'The write may have happened: read the content first. To write again, call with dry_run for a new token.';
    throw denied(rules, rule, 'the token has been used, and one allows one write', hint);
  }

  #isOnSeveral(): boolean {
    const { tool, args } = this.#call;
    return Object.values(tool.writes(args)).some((ids) => Array.isArray(ids) && ids.length > 1);
  }

  /**
   * Counts each content once, however many requests its change takes, and all that was planned before the first of it is
   * written: with too few writes left, none is made and none used up.
   */
  #countOnce({ counts }: Plan): (write: ProposedWrite) => Promise<void> {
    const counted = new Set<string>();
    let planned: Promise<void> | undefined;
    return async ({ id, count = 1 }) => {
      if (id === null) return this.#count(count);
      if (counts.has(id)) return (planned ??= this.#count([...counts.values()].reduce((sum, one) => sum + one, 0)));
      if (counted.has(id)) return undefined;
      await this.#count(count);
      return void counted.add(id);
    };
  }

  /** A dry run is no write; what changes several pages at once is as many writes. */
  async #count(writes = 1): Promise<void> {
    const { rules, useOf } = this.#options;
    const { writesPerHour: limit } = rules;
    if (limit === undefined) return;
    const { count, resetsAtMs } = await useOf(this.#call.principal, limit, writes);
    if (count > limit) {
      throw tooManyWrites(rules, { limit, writes, left: Math.max(0, limit - (count - writes)), resetsAtMs });
    }
  }

  /** What a token stands for: this caller's call, and the writes that a dry run of it has shown. */
  #shown(writes: readonly string[]): unknown {
    const { principal, tool, args } = this.#call;
    return [principal.id, tool.name, fingerprint(withoutDryRun(args)), [...writes].sort()];
  }
}

function withoutDryRun({ dry_run: _isPreview, ...args }: Record<string, unknown>): Record<string, unknown> {
  return args;
}
