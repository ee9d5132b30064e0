/**
 * Whether what is alike is tried one by one, and what grows is tried at its full size: `THOROUGH=1`, as CI and the nights set it.
 * Otherwise one of a kind stands for the others, so that who works here need not wait for all of them.
 */
export const isThorough = process.env['THOROUGH'] === '1';

/** So many of what is drawn by chance, or so large; a quarter of it where not all is tried. */
export function upTo(full: number): number {
  return isThorough ? full : Math.ceil(full / 4);
}
