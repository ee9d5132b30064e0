/** Work that is done again only where something has changed since the last time, judged by size and time of files as `make` does. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Does `work` unless the file `record` says that it was done with the files that `inputs` lists now, and that it left the
 * files that `outputs` lists now; none of them changed since. `work` returns the paths of whatever else it has read. All
 * paths are relative to `root`.
 */
export async function once({ root, record, inputs, outputs, work }) {
  const before = stateOf(root, inputs());
  const last = readRecord(record);
  const isCurrent =
    last !== undefined &&
    isSame(last.inputs, before) &&
    isSame(last.alsoRead, stateOf(root, Object.keys(last.alsoRead))) &&
    isSame(last.outputs, stateOf(root, outputs()));
  if (isCurrent) return;
  // What is interrupted, or fails, is begun anew.
  rmSync(record, { force: true });
  const alsoRead = stateOf(root, await work());
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ inputs: before, alsoRead, outputs: stateOf(root, outputs()) }));
}

function readRecord(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function stateOf(root, paths) {
  return Object.fromEntries(
    [...paths].sort().map((path) => {
      const stat = statSync(join(root, path), { throwIfNoEntry: false });
      return [path, stat === undefined ? 'none' : `${stat.size} ${stat.mtimeMs}`];
    }),
  );
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
