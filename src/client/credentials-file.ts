import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a login leaves behind for one MCP endpoint. */
export interface SavedLogin {
  /** Port of the loopback callback that the client registered with. */
  readonly port?: number;
  readonly client?: object;
  readonly tokens?: object;
}

/** The logins of this person, by the URL of the endpoint. */
export interface CredentialsFile {
  read(endpoint: string): Promise<SavedLogin>;
  /** Sets what `changes` names; undefined takes it away. */
  update(endpoint: string, changes: { [Key in keyof SavedLogin]: SavedLogin[Key] | undefined }): Promise<void>;
}

/** One JSON file that its owner alone can read (mode 0600, in a folder of mode 0700); replaced whole, never half-written. */
export function openCredentialsFile(path: string): CredentialsFile {
  let turn: Promise<unknown> = Promise.resolve();
  const readAll = async (): Promise<Record<string, SavedLogin>> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    try {
      return JSON.parse(text) as Record<string, SavedLogin>;
    } catch (cause) {
      throw new Error(`${path} is not valid JSON: remove it, and log in again.`, { cause });
    }
  };
  const writeAll = async (logins: Record<string, SavedLogin>): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.${String(process.pid)}.new`;
    await writeFile(fresh, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
    await rename(fresh, path);
  };
  return {
    read: async (endpoint) => (await readAll())[endpoint] ?? {},
    update: (endpoint, changes) => {
      const next = turn.then(async () => {
        const logins = await readAll();
        await writeAll({ ...logins, [endpoint]: { ...logins[endpoint], ...changes } as SavedLogin });
      });
      turn = next.catch(() => undefined);
      return next;
    },
  };
}
