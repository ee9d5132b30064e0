import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from '@jest/globals';
import { connectRedis } from '../../src/state/redis-store.js';
import { openEmbeddedStore } from '../../src/state/embedded-store.js';
import { createKeyring, createMemoryStore, createSealedStore } from '../../src/state/index.js';
import { createMemoryLog } from '../http/memory-log.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { describeStore, describeWindows, type StoreUnderTest } from './contract.js';

const log = createMemoryLog();
const secrets = [randomBytes(32)];

const stores: StoreUnderTest[] = [
  [
    'the memory store',
    () => {
      const store = createMemoryStore();
      return { pair: [store, store] };
    },
  ],
  [
    'the embedded store',
    () => {
      const directory = mkdtempSync(join(tmpdir(), 'state-'));
      return {
        pair: [openEmbeddedStore(directory), openEmbeddedStore(directory)],
        countsAlone: true,
        release: () => rmSync(directory, { recursive: true }),
      };
    },
  ],
  [
    'the sealed store',
    () => {
      const store = createMemoryStore();
      const seal = () => createSealedStore(store, createKeyring(secrets), { log });
      return { pair: [seal(), seal()] };
    },
  ],
];

if (hasRedis) {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  stores.push([
    'the Redis store, on a real Redis',
    async () => {
      const prefix = `${randomUUID()}:`;
      const connect = () => connectRedis(redis.url, { log, prefix });
      return { pair: [await connect(), await connect()] };
    },
  ]);
} else {
  it.skip('the Redis store: NOT TESTED, since there is neither redis-server on the PATH nor a REDIS_URL', () =>
    undefined);
}

for (const store of stores) describeStore(store);
describeWindows(stores);
