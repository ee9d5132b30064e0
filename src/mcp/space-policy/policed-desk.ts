import type { ConfluenceDesk } from '../../confluence/index.js';
import { policed } from './policed.js';
import type { SpacePolicy } from './space-policy.js';
import { SpelledKeys } from './spelled-keys.js';

/** A desk that hands out nothing but what the policy allows; without a policy, the desk itself. */
export function policedDesk(desk: ConfluenceDesk, policy: SpacePolicy | undefined): ConfluenceDesk {
  if (policy === undefined) return desk;
  const spelled = new SpelledKeys();
  return { ...desk, forCall: (scope) => policed(desk.forCall(scope), policy, spelled) };
}
