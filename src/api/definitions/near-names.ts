import { editDistance } from '../../edit-distance.js';

const mostSlips = 2;

/** Whether one name is the other with at most two letters wrong, missing, added or exchanged, whatever their case. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return (
    Math.abs(a.length - b.length) <= mostSlips && a !== '' && editDistance(a, b) <= Math.min(mostSlips, a.length / 2)
  );
}
