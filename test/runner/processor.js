/** The processor's time, for who measures on a machine that others use as well. */
import { readFileSync } from 'node:fs';

/** What the children of this process used that have ended; proc(5), in clock ticks of 10 ms. */
export function childrenMs() {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return 10 * (Number(fields[13]) + Number(fields[14]));
}
