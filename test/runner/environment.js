/** The process as it is, without a context of its own: what a suite may have changed in it is put back afterwards. */
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Where the test framework of one suite keeps its state. */
const frameworkState =
  /^(TEST_TIMEOUT_SYMBOL|RETRY_TIMES|RETRY_IMMEDIATELY|WAIT_BEFORE_RETRY|LOG_ERRORS_BEFORE_RETRY|EVENT_HANDLERS|JEST_STATE_SYMBOL)$/;

export default class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.saved = { console, exit: process.exit, exitCode: process.exitCode, env: { ...process.env } };
    clearFrameworkState();
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    const { exit, exitCode, env } = this.saved;
    Object.assign(process, { exit, exitCode });
    globalThis.console = this.saved.console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value;
    clearFrameworkState();
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
