import { shared } from '../../jest.config.js';

/** The tests against a second far end; apart from the others, because they need a folder that is not of this project. */
export default {
  ...shared,
  testEnvironment: '<rootDir>/test/second/environment.js',
  rootDir: '../..',
  displayName: 'second',
  testMatch: ['<rootDir>/test/second/**/*.test.ts'],
  maxWorkers: '100%',
  testTimeout: 20_000,
};
