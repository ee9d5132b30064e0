/**
 * How long Confluence asks to wait, in milliseconds: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else the
 * time in `X-RateLimit-Reset`. Undefined when neither says so.
 */
export function retryAfterMs(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000;
  return msUntil(after) ?? msUntil(headers['x-ratelimit-reset']);
}

function msUntil(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
