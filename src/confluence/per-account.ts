import type { CallScope } from './port.js';

const mostAccounts = 200;

/**
 * Something that is remembered, once for each account that acts: what one person was shown must not reach another.
 * The accounts that were away longest are forgotten.
 */
export function createPerAccount<T>(make: () => T): (scope: CallScope) => T {
  const made = new Map<string | undefined, T>();
  return ({ account }) => {
    const mine = made.get(account?.id) ?? make();
    made.delete(account?.id);
    made.set(account?.id, mine);
    const [oldest] = made.keys();
    if (made.size > mostAccounts) made.delete(oldest);
    return mine;
  };
}
