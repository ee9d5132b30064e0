import { AppError } from '../../errors.js';
import type { WriteRules } from './rules.js';

/** Names of rules, as refusals and the audit log give them. */
export type RuleName =
  | 'default'
  | 'tools'
  | 'spaces'
  | 'writes_per_hour'
  | 'link_hosts'
  | 'deletes'
  | 'widen_permissions'
  | `confirm.${string}`;

/** A rule of the operator's write policy refuses what `what` says; the audit log has the rule. */
export function denied({ entry }: Pick<WriteRules, 'entry'>, rule: RuleName, what: string, hint: string): AppError {
  return new AppError('POLICY_DENIED', `The write policy does not allow it (rule ${rule}): ${what}.`, {
    hint,
    details: { rule, entry },
  });
}

/** The hint of every refusal by a rule: an agent that looks for another way would only meet the next one. */
export const onlyTheOperator = 'Do not try another way; only the operator can change this.';
