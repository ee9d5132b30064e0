import type { LoadWritePolicyOptions, WritePolicyReading } from './load-write-policy.js';

/** Reads the file that WRITE_POLICY_FILE names. The parsers are loaded only then, and no tools: a start waits for this. */
export async function readWritePolicy(path: string, known: LoadWritePolicyOptions): Promise<WritePolicyReading> {
  const { loadWritePolicy } = await import('./load-write-policy.js');
  return loadWritePolicy(path, known);
}
