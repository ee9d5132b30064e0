/**
 * Starts the suites that take longest first, so that a run does not end with one of them alone at work. Where nobody has measured them yet,
 * on a fresh clone and in CI, Jest goes by the size of their files; some of the longest are three lines over what they import beside them.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

export default class Sequencer extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const size = new Map(sorted.map((test) => [test, test.duration === undefined ? sizeOf(test.path) : 0]));
    // The sort is stable: what was measured keeps its place behind what was not.
    return builtFirst(sorted.toSorted((a, b) => size.get(b) - size.get(a)));
  }
}

/** Jest sets up first what the first suite needs. The set-up of processes builds while it compiles; after another one, a core waited for the build. */
function builtFirst(tests) {
  const built = tests.find(({ context }) => context.config.globalSetup?.endsWith('build.js'));
  return built === undefined ? tests : [built, ...tests.filter((test) => test !== built)];
}

/** Of a suite and of what it imports from its own folder and those below, in bytes. */
function sizeOf(path) {
  const text = readFileSync(path, 'utf8');
  const beside = [...text.matchAll(/from '(\.\/[^']+)\.js'/g)].map(([, name]) => join(dirname(path), `${name}.ts`));
  return beside.filter(existsSync).reduce((sum, file) => sum + statSync(file).size, text.length);
}
