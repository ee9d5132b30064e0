import { afterEach, beforeEach } from '@jest/globals';
import type { Bench } from './bench.js';
import { startDataCenterBench } from './data-center-bench.js';

/** A fresh Data Center site with its client for every test of the surrounding block. */
export function useDataCenter(contextPath?: '' | '/confluence'): () => Bench {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startDataCenterBench(contextPath);
  });
  afterEach(() => bench.stop());
  return () => bench;
}
