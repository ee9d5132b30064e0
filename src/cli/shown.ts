/**
 * What somebody typed, for a message: a word as it is, and nothing of anything else. An address may hold a password, a text
 * of letters and digits be a token, and terminals are recorded.
 */
export function shownWord(text: string): string {
  return /^[a-z][a-z_-]{0,30}$/i.test(text) ? `"${text}"` : 'what was given';
}

/** An address without the passwords and tokens that stand in some. */
export function shownAddress(address: string): string {
  return address.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '?…');
}
