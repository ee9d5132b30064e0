import type { ToolPolicy } from './policy.js';
import { findUnknownPolicyNames } from './policy.js';
import { catalogue } from './tools/index.js';

/** The names in a policy that this catalogue does not know, one sentence each. */
export function checkPolicyNames(policy: ToolPolicy): string[] {
  return findUnknownPolicyNames(catalogue, policy);
}
