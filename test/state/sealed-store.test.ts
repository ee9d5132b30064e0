import { describe, expect, it } from '@jest/globals';
import { createKeyring, createMemoryStore, createSealedStore, type StateStore } from '../../src/state/index.js';
import { createMemoryLog } from '../http/memory-log.js';

const longMs = 60_000;
const secret = (fill: number) => new Uint8Array(32).fill(fill);

/** A store that shows all that it was ever told. */
function openInside() {
  const records = new Map<string, string>();
  const names = new Set<string>();
  const inner = createMemoryStore();
  const noted = (key: string): string => {
    names.add(key);
    return key;
  };
  const inside: StateStore = {
    ...inner,
    get: (key) => Promise.resolve(records.get(noted(key))),
    set: (key, value) => Promise.resolve(void records.set(noted(key), value)),
    compareAndSet: (key, expected, value) => {
      const holds = records.get(noted(key)) === expected;
      if (holds) records.set(key, value);
      return Promise.resolve(holds);
    },
    withLock: (key, options, work) => inner.withLock(noted(key), options, work),
  };
  const log = createMemoryLog();
  const seal = (...fills: number[]) => createSealedStore(inside, createKeyring(fills.map(secret)), { log });
  return { records, names, inside, seal, logged: log.lines };
}

describe('a sealed store', () => {
  it('shows neither names nor values to who reads the store below', async () => {
    const { records, names, seal } = openInside();
    const store = seal(1);
    await store.set('token:s3cret', 'hidden text', longMs);
    await store.compareAndSet('cas:s3cret', undefined, 'hidden text', longMs);
    await store.withLock('lock:s3cret', { ttlMs: 100, waitMs: 0 }, () => Promise.resolve());
    expect(names.size).toBe(3);
    const dump = JSON.stringify([[...records], [...names]]);
    for (const clear of ['s3cret', 'hidden', Buffer.from('hidden text').toString('base64url').slice(0, 12)])
      expect(dump).not.toContain(clear);
    expect(new Set(records.values()).size).toBe(2);
  });

  it('opens with older keys and seals with the first', async () => {
    const { records, seal } = openInside();
    await seal(1).set('a', 'old', longMs);
    const rotated = seal(2, 1);
    expect(await rotated.get('a')).toBe('old');
    const [before] = records.values();
    expect(await rotated.compareAndSet('a', 'old', 'new', longMs)).toBe(true);
    const [after] = records.values();
    expect(after?.split('.')[0]).not.toBe(before?.split('.')[0]);
    expect(await seal(2).get('a')).toBe('new');
    expect(await seal(1).get('a')).toBeUndefined();
  });

  it('compares texts, though a writer of the same text came between', async () => {
    const { inside } = openInside();
    const log = createMemoryLog();
    const plain = createSealedStore(inside, createKeyring([secret(1)]), { log });
    await plain.set('a', 'same', longMs);
    let meddle = 1;
    const meddled: StateStore = {
      ...inside,
      async compareAndSet(...step) {
        if (meddle-- > 0) await plain.set('a', 'same', longMs);
        return inside.compareAndSet(...step);
      },
    };
    const store = createSealedStore(meddled, createKeyring([secret(1)]), { log });
    expect(await store.compareAndSet('a', 'same', 'new', longMs)).toBe(true);
    expect(await plain.get('a')).toBe('new');
    meddle = 1;
    expect(await store.compareAndSet('a', 'same', 'newer', longMs)).toBe(false);
  });

  it.each<[string, (records: Map<string, string>) => void]>([
    ['was changed', (records) => records.forEach((v, k) => records.set(k, flipLast(v)))],
    ['was cut off', (records) => records.forEach((v, k) => records.set(k, v.slice(0, -8)))],
    ['was cut off early', (records) => records.forEach((v, k) => records.set(k, v.slice(0, 20)))],
    ['was emptied', (records) => records.forEach((_, k) => records.set(k, ''))],
    ['is of an unknown key', (records) => records.forEach((v, k) => records.set(k, `unknown.${v.split('.')[1]}`))],
    ['never was sealed', (records) => records.forEach((_, k) => records.set(k, 'in clear'))],
    ['was moved from another name', swap],
  ])('takes a record that %s for absent, and logs it once without content', async (_how, spoil) => {
    const { records, seal, logged } = openInside();
    const store = seal(1);
    await store.set('a', 'of a', longMs);
    await store.set('b', 'of b', longMs);
    spoil(records);
    expect(await store.get('a')).toBeUndefined();
    expect(await store.get('a')).toBeUndefined();
    expect(logged).toEqual([
      { level: 'warn', event: 'state_record_unreadable', message: expect.stringMatching(/ignored/) },
    ]);
    expect(await store.compareAndSet('a', 'of a', 'x', longMs)).toBe(false);
    expect(await store.compareAndSet('a', undefined, 'new', longMs)).toBe(true);
    expect(await store.get('a')).toBe('new');
  });

  it('keeps its memory of what it has logged small', async () => {
    const { seal, logged } = openInside();
    for (let n = 0; n <= 1_000; n++) await seal(1).set(`key ${n}`, 'a', longMs);
    const store = seal(2);
    for (let n = 0; n <= 1_000; n++) await store.get(`key ${n}`);
    await store.get('key 0');
    expect(logged).toHaveLength(1_002);
  });

  it('closes what it seals', async () => {
    const inner = createMemoryStore();
    const store = createSealedStore(inner, createKeyring([secret(1)]), { log: createMemoryLog() });
    await store.ping();
    await store.close();
    await expect(inner.ping()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

function flipLast(text: string): string {
  const bytes = Buffer.from(text.split('.')[1] ?? '', 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return `${text.split('.')[0]}.${bytes.toString('base64url')}`;
}

function swap(records: Map<string, string>): void {
  const [a, b] = [...records];
  if (!a || !b) throw new Error('Two records are needed.');
  records.set(a[0], b[1]).set(b[0], a[1]);
}
