/**
 * Jest's runtime without a module loader: Node itself loads the compiled tree (compile.js), every module once a worker.
 * The test framework, snapshots, fake timers and coverage stay Jest's. Modules cannot be mocked or reset; only the far end of the network
 * is faked here. What a module keeps is therefore kept from suite to suite, as in the running program.
 */
import asyncHooks from 'node:async_hooks';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { globsToMatcher } from 'jest-util';
import { setGlobals } from './globals.js';
import { compiledPath, compiledRoot } from './tree.js';

// Properties try the same inputs each time, so that a change is judged by what it did; `FC_SEED=fresh` (each night) or a number tries others.
const { FC_SEED: seed = '20261129' } = process.env;
fc.configureGlobal({ seed: seed === 'fresh' ? Date.now() % 2 ** 31 : Number(seed) });

export default class NativeRuntime {
  constructor(config, environment, _resolver, _transformer, _cacheFS, coverage, testPath) {
    this.tree = compiledRoot(config.rootDir, coverage.collectCoverage);
    // What it has loaded, a `require` holds for ever; one of its own lets go of the framework with the suite.
    this.require = createRequire(import.meta.url);
    this.isCounted = globsToMatcher(coverage.collectCoverageFrom);
    Object.assign(this, { config, environment, testPath, contexts: [] });
  }

  /** The framework keeps one suite's state in its module, so that each suite gets a fresh one. */
  requireInternalModule(path) {
    delete this.require.cache[path];
    const { AsyncLocalStorage } = asyncHooks;
    const { contexts } = this;
    asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
      constructor(...args) {
        super(...args);
        contexts.push(this);
      }
    };
    try {
      return this.require(path);
    } finally {
      asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
    }
  }

  setGlobalsForRuntime(globals) {
    setGlobals({ ...globals, jest: createJest(this.environment) });
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(compiledPath(this.tree, this.config.rootDir, path)).href);
  }

  requireModule(path) {
    return this.require(path);
  }

  /** Compiled files carry their maps, which the formatter of stack traces reads from them. */
  getSourceMaps() {
    return null;
  }

  /** What this suite ran: counters start again, or a line would be counted for every suite that follows. */
  getAllCoverageInfoCopy() {
    const taken = Object.entries(takeCoverage(globalThis.__coverage__ ?? {}));
    return Object.fromEntries(taken.filter(([path]) => this.isCounted(relative(this.config.rootDir, path))));
  }

  enterTestCode() {}
  leaveTestCode() {}
  resetModules() {}
  clearAllMocks() {
    this.environment.moduleMocker.clearAllMocks();
  }
  resetAllMocks() {
    this.environment.moduleMocker.resetAllMocks();
  }
  restoreAllMocks() {
    this.environment.moduleMocker.restoreAllMocks();
  }

  /** A storage that was used is written into each promise, timer and socket until it is disabled: every suite slowed those after it. */
  teardown() {
    for (const context of this.contexts) context.disable();
  }
}

function createJest({ moduleMocker, fakeTimersModern }) {
  const jest = {
    fn: moduleMocker.fn.bind(moduleMocker),
    spyOn: moduleMocker.spyOn.bind(moduleMocker),
    restoreAllMocks: () => moduleMocker.restoreAllMocks(),
    useFakeTimers: (options) => (fakeTimersModern.useFakeTimers(options), jest),
    useRealTimers: () => (fakeTimersModern.useRealTimers(), jest),
    setSystemTime: (now) => fakeTimersModern.setSystemTime(now),
    setTimeout: (ms) => ((globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms), jest),
  };
  for (const name of [
    'advanceTimersByTime',
    'advanceTimersByTimeAsync',
    'runAllTimers',
    'runAllTimersAsync',
    'getTimerCount',
  ])
    jest[name] = (...args) => fakeTimersModern[name](...args);
  return jest;
}

function takeCoverage(coverage) {
  const taken = {};
  for (const [path, file] of Object.entries(coverage)) {
    const counters = [...Object.values(file.s), ...Object.values(file.f), ...Object.values(file.b).flat()];
    if (!counters.some((count) => count > 0)) continue;
    taken[path] = structuredClone(file);
    for (const key in file.s) file.s[key] = 0;
    for (const key in file.f) file.f[key] = 0;
    for (const key in file.b) file.b[key] = file.b[key].map(() => 0);
  }
  return taken;
}
