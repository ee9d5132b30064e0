/** What callers may write: the operator's file, held outside any model, in front of every write of every tool. */
export { createWritePolicy } from './write-policy.js';
export type { CreateWriteLimiter, WritePolicy, WritePolicyOptions } from './write-policy.js';
export { renderWritePolicySchema } from './rules-schema.js';
export type { WritePolicyReading, LoadWritePolicyOptions } from './load-write-policy.js';
export type { WriteRulesFile } from './rules.js';
