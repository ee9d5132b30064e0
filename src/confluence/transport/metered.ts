import type { Meter } from '../../observability/index.js';
import { BudgetExceeded } from './budget.js';
import { ExchangeFailed } from '../../outbound/index.js';
import type { Exchanger } from './exchange.js';

/** The same exchanges, each counted by its method and by what came of it. */
export function metered(exchange: Exchanger, meter: Meter): Exchanger {
  return async (given) => {
    try {
      const response = await exchange(given);
      meter.confluenceRequest(given.method, response.status);
      return response;
    } catch (error) {
      meter.confluenceRequest(given.method, outcomeOf(error));
      throw error;
    }
  };
}

function outcomeOf(error: unknown): 'broken' | 'timeout' | 'cancelled' {
  if (error instanceof ExchangeFailed) return 'broken';
  return error instanceof BudgetExceeded ? 'timeout' : 'cancelled';
}
