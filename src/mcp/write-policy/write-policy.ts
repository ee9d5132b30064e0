import { randomBytes } from 'node:crypto';
import type { Principal } from '../../auth/index.js';
import { createSeal } from '../server/seal.js';
import type { Tool } from '../tools/define-tool.js';
import { denied, onlyTheOperator } from './denial.js';
import { asksForPreviews, rulesFor, writesNothing, type WriteRules, type WriteRulesFile } from './rules.js';
import { WriteRun, type WriteCall, type WriteOutcome } from './write-run.js';

/** Counts writes, for all replicas together where they share a store; several at once are all counted or none. */
export type CreateWriteLimiter = (limit: { name: string; limit: number; windowMs: number }) => {
  consume(key: string, times: number): Promise<{ count: number; resetsAtMs: number }>;
};

/** Where something is remembered for a while, by all replicas together where they share a store. */
interface PolicyMemory {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
}

/** The rules, and what holding writes to them takes. */
export interface WritePolicyOptions {
  readonly rules: WriteRulesFile;
  /** The site itself, whose addresses are never outside. */
  readonly siteUrl: string;
  readonly createLimiter: CreateWriteLimiter;
  readonly memory: PolicyMemory;
  /**
   * Seal the tokens of previews, the current one first; the process's own when absent. For replicas that share the store
   * of claims alone: elsewhere each would take the same token once.
   */
  readonly previewKeys?: readonly Uint8Array[] | undefined;
}

/** The operator's rules about writes, held for every writing tool, outside any model. */
export interface WritePolicy {
  /** Whether writing tools take `preview_token`. */
  readonly takesPreviewTokens: boolean;
  /** Runs the tool under the rules of its caller. Throws POLICY_DENIED or RATE_LIMITED with the rule's name. */
  run(call: WriteCall): Promise<WriteOutcome>;
}

const hourMs = 3_600_000;

/** Without `previewKeys`, tokens of dry runs are good in this process alone, until it ends. */
export function createWritePolicy({
  rules: file,
  siteUrl,
  createLimiter,
  memory,
  previewKeys,
}: WritePolicyOptions): WritePolicy {
  const previews = createSeal(previewKeys ?? [randomBytes(32)]);
  const limiters = new Map<number, ReturnType<CreateWriteLimiter>>();
  const useOf = async (principal: Principal, limit: number, writes: number) => {
    const limiter = limiters.get(limit) ?? createLimiter({ name: 'writes', limit, windowMs: hourMs });
    limiters.set(limit, limiter);
    return limiter.consume(principal.id, writes);
  };
  const largest = async (id: string, size: number): Promise<number> => {
    const key = `visible-size:${id}`;
    const most = Math.max(size, Number((await memory.get(key)) ?? 0));
    await memory.set(key, String(most), hourMs);
    return most;
  };
  return {
    takesPreviewTokens: asksForPreviews(file),
    run: async (call) => {
      const rules = rulesFor(file, call.principal);
      refuseTool(call.tool, rules);
      return new WriteRun(call, { rules, siteUrl, previews, useOf, largest }).run();
    },
  };
}

/** Tools of other APIs write where no other rule reaches, so that each has to be named. */
function refuseTool({ name, api, toolset }: Pick<Tool, 'name' | 'api' | 'toolset'>, rules: WriteRules): void {
  if (rules === writesNothing) throw denied(rules, 'default', 'this caller may write nothing', onlyTheOperator);
  const isNamed = rules.tools?.has(name) === true || (api !== undefined && rules.tools?.has(toolset) === true);
  if (isNamed || (rules.tools === undefined && api === undefined)) return;
  throw denied(rules, 'tools', `${name} is not one of the tools of this caller`, onlyTheOperator);
}
