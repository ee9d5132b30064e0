import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { AppError } from '../errors.js';
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
export function openEmbeddedStore(directory: string): StateStore {
  return createTableStore(createTable(openDatabase(directory)));
}

function openDatabase(directory: string): Database {
  const path = join(directory, 'state.mdb');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // LMDB would make its files readable for others; of those that are there it keeps the mode.
    for (const file of [path, `${path}-lock`]) makePrivate(file);
    requireFormat(path);
    const database = open<Entry, string>({ path, encoding: 'json', overlappingSync: false });
    // Readers that were killed would otherwise keep old pages from being used again.
    database.readerCheck();
    return database;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `State cannot be kept in ${directory}.`, {
      hint: 'Set MCP_CLIENT_STORAGE_DIR to a directory that this process may write to, on a local disk.',
      cause,
    });
  }
}

function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** LMDB trusts what it maps: another format under this name would end the process instead of raising an error. */
function requireFormat(path: string): void {
  const head = Buffer.alloc(magicOffset + 4);
  const file = openSync(path, 'r');
  const length = readSync(file, head);
  closeSync(file);
  if (length > 0 && head.readUInt32LE(magicOffset) !== magic) throw new TypeError('The file has another format.');
}

function createTable(database: Database): Table {
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
      database.transaction(() => {
        inTransaction = true;
        try {
          return step();
        } finally {
          inTransaction = false;
        }
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

/** LMDB limits the length of keys. */
function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}
