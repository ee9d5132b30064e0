import { shared } from '../../jest.config.js';

/** Runs that take minutes at their full size: `npm run test:faults`, `test:soak`, `test:chaos`. */
export default {
  ...shared,
  globalSetup: '<rootDir>/test/runner/build.js',
  rootDir: '../..',
  displayName: 'reliability',
  testMatch: ['<rootDir>/test/reliability/**/*.test.ts'],
  testTimeout: 1_800_000,
};
