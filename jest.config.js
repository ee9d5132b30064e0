import { availableParallelism } from 'node:os';

// Workers start with the options of this process. Requests and answers live long enough to be copied twice by the collector where its
// young generation has Node's 16 MB, which was a sixth of a run's time.
process.execArgv.push('--max-semi-space-size=64');

/** Three parts of one suite: rooms alone, rooms together, whole processes. All of them are `npm test`. */
export const shared = {
  globalSetup: '<rootDir>/test/runner/compile.js',
  testEnvironment: '<rootDir>/test/runner/environment.js',
  runtime: '<rootDir>/test/runner/runtime.js',
  injectGlobals: false,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json', diagnostics: false }] },
};

const together = [
  'test/{integration,attacks,catalogue,contract,cli,deploy,docs,fidelity}/**/*.test.ts',
  // Each tool through the service in front of the sandbox.
  'test/mcp/tools/**/*.test.ts',
  'test/{mcp/space-policy/policed,http/{attack-rows,crowds,docs/docs}}.test.ts',
  // A real browser in front of the service, and its programs.
  'test/{auth/oauth/login/browser,security/secrets-in-output}.test.ts',
];
/** Rooms alone, that try very many or very large documents, or measure what these cost: none of the others takes 4 s of a processor. */
const thorough = [
  'test/content/**/{concurrent-edits,fidelity,hostile,known-runs,linear-cost,plain-words,properties,silent-losses,slow-inputs,within-line}.test.ts',
  'test/documents/hostile.test.ts',
];
const processes = ['test/e2e/**/*.test.ts'];
/** Each has a configuration of its own: `npm run test:second`, `test:faults`, `test:soak`, `test:chaos`. */
const second = ['test/second/**/*.test.ts', 'test/reliability/**/*.test.ts'];
const inRoot = (pattern) => `<rootDir>/${pattern}`;

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        inRoot('test/**/*.test.ts'),
        ...[...together, ...thorough, ...processes, ...second].map((pattern) => `!**/${pattern}`),
      ],
    },
    { ...shared, displayName: 'integration', testMatch: [...together, ...thorough].map(inRoot) },
    {
      ...shared,
      globalSetup: '<rootDir>/test/runner/build.js',
      displayName: 'e2e',
      testMatch: processes.map(inRoot),
    },
  ],
  // A worker waits for sockets and processes two fifths of its time, so one more than there are cores keeps them busy.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/test/runner/sequencer.js',
  // A worker that ends late on a busy machine is none that hangs.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 60_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/**/index.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'html', 'lcovonly', 'json-summary'],
  coverageThreshold: { global: { lines: 98 } },
};
