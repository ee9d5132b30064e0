import { Refusal } from '../refusal.js';

/** 429 with the whole seconds until the window ends, at least one. */
export function rateLimited(resetAt: Date | undefined): Refusal {
  const seconds = Math.max(1, Math.ceil(((resetAt?.getTime() ?? 0) - Date.now()) / 1000));
  return new Refusal(429, 'rate_limited', `Too many requests. Retry in ${seconds} seconds.`, {
    'Retry-After': String(seconds),
  });
}
