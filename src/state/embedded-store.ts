import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { open, type RootDatabase } from 'lmdb';
import { AppError } from '../errors.js';
import type { Logger } from '../observability/index.js';
import { createTableStore, type Entry, type Table } from './table-store.js';
import type { StateStore } from './state-store.js';

type Database = RootDatabase<Entry, string>;

const sweepsPerWrite = 8;
const magic = 0xbeefc0de;
const magicOffset = 24;

/**
 * Remembers in LMDB files below `directory`, which several processes of one machine may share. What was
 * acknowledged is on the disk; a process that dies in mid-write leaves the state before or after it.
 * Throws INVALID_INPUT when the directory cannot be used.
 */
export function openEmbeddedStore(directory: string, log?: Logger): StateStore {
  return createTableStore(createTable(openDatabase(directory), tellOfFailures(directory, log)));
}

/** Tells of writes that fail, once a minute: on the brink of a full disk a few still find room. */
function tellOfFailures(directory: string, log: Logger | undefined): (failure: unknown) => void {
  let silentUntilMs = 0;
  return (error) => {
    if (performance.now() < silentUntilMs) return;
    silentUntilMs = performance.now() + 60_000;
    const fields = { event: 'state_unwritable', directory, error };
    log?.error(fields, 'State cannot be written: nobody can log in or renew a token. Stored state can still be read.');
  };
}

function openDatabase(directory: string): Database {
  const path = join(directory, 'state.mdb');
  try {
    makeFolder(directory);
    // LMDB would make its files readable for others; of those that are there it keeps the mode.
    for (const file of [path, `${path}-lock`]) makePrivate(file);
    requireWhole(path);
    // Batches by turn begin with a promise that nobody holds: a commit that fails would end the process by it.
    const batching = { overlappingSync: false, eventTurnBatching: false };
    const database = open<Entry, string>({ path, encoding: 'json', ...batching });
    // Readers that were killed would otherwise keep old pages from being used again.
    database.readerCheck();
    return database;
  } catch (cause) {
    if (cause instanceof DamagedFile) throw damaged(path, cause);
    throw new AppError('INVALID_INPUT', `State cannot be stored in ${directory}.`, {
      hint: 'Set MCP_CLIENT_STORAGE_DIR to a directory that this process may write to, on a local disk.',
      cause,
    });
  }
}

/** One folder at a time: where a file system refuses a new one with ENOENT (/proc), Node's own recursion never ends. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeFolder(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

class DamagedFile extends Error {}

function damaged(path: string, cause: unknown): AppError {
  return new AppError('INVALID_INPUT', `The state in ${path} is damaged.`, {
    hint: 'Restore it from a backup, or move it away to start with empty state: everybody then has to log in again. MCP_CLIENT_STORAGE_DIR is its folder.',
    cause,
  });
}

/** Places in a meta page, from its beginning: LMDB's MDB_page header and MDB_meta. */
const meta = { magic: magicOffset, pageSize: 48, rootPage: 136, lastPage: 144, transaction: 152, bytes: 160 } as const;

/** Pages that were used within one write and freed again are counted, and need not be in the file. */
const mostPagesUnwritten = 16n;

/**
 * LMDB trusts what it maps: another format under this name, or a file that was cut, would end the process when it comes
 * to what is not there, instead of raising an error.
 */
function requireWhole(path: string): void {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const first = readMeta(file, 0);
  const second = first && readMeta(file, first.pageSize);
  closeSync(file);
  if (size === 0) return;
  if (first === undefined || second === undefined) throw new DamagedFile('The file has another format.');
  const { rootPage, lastPage, pageSize } = first.transaction > second.transaction ? first : second;
  const pages = BigInt(size) / BigInt(pageSize);
  const isCut = lastPage + 1n > pages + mostPagesUnwritten || (rootPage !== emptyRoot && rootPage >= pages);
  if (isCut) throw new DamagedFile('The file is truncated.');
}

/** LMDB's P_INVALID: a database without entries. */
const emptyRoot = 0xffffffffffffffffn;

function readMeta(file: number, at: number) {
  const page = Buffer.alloc(meta.bytes);
  if (readSync(file, page, 0, meta.bytes, at) < meta.bytes || page.readUInt32LE(meta.magic) !== magic) return undefined;
  return {
    pageSize: page.readUInt32LE(meta.pageSize),
    rootPage: page.readBigUInt64LE(meta.rootPage),
    lastPage: page.readBigUInt64LE(meta.lastPage),
    transaction: page.readBigUInt64LE(meta.transaction),
  };
}

function createTable(database: Database, onFailure: (failure: unknown) => void): Table {
  let cursor: string | undefined;
  let inTransaction = false;
  return {
    read(name) {
      // A snapshot lives on for a while; what another process wrote since then must be seen.
      if (!inTransaction) database.resetReadTxn();
      return database.get(keyOf(name));
    },
    write: (name, entry) => database.putSync(keyOf(name), entry),
    remove: (name) => void database.removeSync(keyOf(name)),
    atomically: (step) =>
      database
        .transaction(() => {
          inTransaction = true;
          try {
            return step();
          } finally {
            inTransaction = false;
          }
        })
        .catch(throwReason)
        .catch((error: unknown) => {
          onFailure(error);
          throw error;
        }),
    sweep(nowMs) {
      const from = cursor === undefined ? {} : { start: cursor, exclusiveStart: true };
      const entries = [...database.getRange({ ...from, limit: sweepsPerWrite })];
      for (const { key, value } of entries) if (value.expiresAtMs <= nowMs) database.removeSync(key);
      cursor = entries.at(-1)?.key;
    },
    close: () => database.close(),
  };
}

/** Why a commit failed, such as a full disk, is said by a promise on the failure, which has to be listened to. */
async function throwReason(failure: unknown): Promise<never> {
  const { commitError } = failure as { commitError?: Promise<unknown> };
  const reason = commitError?.catch((error: unknown) => error);
  throw (await Promise.race([reason, setImmediate()])) ?? failure;
}

/** LMDB limits the length of keys. */
function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}
