/** The process as it is, without a context of its own: what a suite may have changed in it is put back afterwards. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { createHandleWatch } from './handle-watch.js';
import { childrenMs } from './processor.js';
import { createSecretWatch } from './secret-watch.js';

/** Where the test framework of one suite keeps its state. */
const frameworkState =
  /^(TEST_TIMEOUT_SYMBOL|RETRY_TIMES|RETRY_IMMEDIATELY|WAIT_BEFORE_RETRY|LOG_ERRORS_BEFORE_RETRY|EVENT_HANDLERS|JEST_STATE_SYMBOL)$/;

export default class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;

  constructor({ projectConfig }, { testPath }) {
    this.testPath = testPath;
    this.cpuAtStart = cpuMs();
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.saved = { console, exit: process.exit, exitCode: process.exitCode, env: { ...process.env } };
    this.folder = mkdtempSync(join(tmpdir(), 'suite-'));
    process.env.TMPDIR = this.folder;
    clearFrameworkState();
  }

  async setup() {
    globalThis.secretWatch = createSecretWatch();
    this.handleWatch = createHandleWatch();
  }

  /** A secret in a log or an answer fails the suite that logged or gave it, after its last test; so does what it leaves open. */
  async handleTestEvent({ name }, state) {
    if (name !== 'run_finish') return;
    const open = await this.handleWatch.open();
    if (open.length > 0)
      state.unhandledErrors.push([
        new Error(`Left open: ${open.join(', ')}. Whoever starts something also closes it.`),
      ]);
    const leaks = globalThis.secretWatch.leaks();
    if (leaks.length > 0)
      state.unhandledErrors.push([new Error(`A secret is in the log, or in an answer:\n${leaks.join('\n')}`)]);
  }

  async teardown() {
    globalThis.secretWatch.stop();
    delete globalThis.secretWatch;
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    const { exit, exitCode, env } = this.saved;
    Object.assign(process, { exit, exitCode });
    globalThis.console = this.saved.console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value;
    clearFrameworkState();
    // Whatever the suite, and the programs that it started, put into temporary folders.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
    this.recordTimes();
  }

  /** For `npm run test:times`: on a busy machine the processor's time is the one that can be compared. */
  recordTimes() {
    const file = process.env.TEST_TIMES_FILE;
    if (file === undefined) return;
    const now = cpuMs();
    const ownMs = now.ownMs - this.cpuAtStart.ownMs;
    const childrenMs = now.childrenMs - this.cpuAtStart.childrenMs;
    appendFileSync(file, `${JSON.stringify({ path: this.testPath, ownMs, childrenMs })}\n`);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

function clearFrameworkState() {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (frameworkState.test(symbol.description ?? '')) delete globalThis[symbol];
}

/** What this process used, and its children that have ended. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return { ownMs: (user + system) / 1000, childrenMs: childrenMs() };
}
