const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things live, in seconds. */
export const lifetimes = {
  accessToken: hour,
  code: minute,
  /** Requests for one code that come within this time are one client's, which asked more than once. */
  codeRace: 10,
  /** From the client's request to the end of the login. */
  interaction: 10 * minute,
  refreshToken: 30 * day,
  /** A rotated refresh token still gives its successor this long, for a client that never saw the answer. */
  refreshGrace: 30,
  /** A grant ends this long after its last refresh... */
  idleGrant: 30 * day,
  /** ...and this long after the login at the latest. */
  grant: 365 * day,
  /** A registration that nobody ever logged in with. */
  unusedClient: day,
  /** A registration after its last use: clients keep their id for years and seldom cope with its loss. */
  client: 365 * day,
} as const;

/** From seconds, as OAuth counts (RFC 6749, 5.1), to the milliseconds that the store counts in. */
export function toMs(seconds: number): number {
  return seconds * 1000;
}

/** Where a record of ours is kept. The sealed store hashes names, because ids of codes and refresh tokens are secrets. */
export function stateKey(kind: string, id: string): string {
  return `oauth:${kind}:${id}`;
}
