import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { hashToken } from '../auth/index.js';
import { initFiles } from './init-files.js';
import { exitCode, print, UsageError, type Io } from './io.js';
import { ownCommand, quoted } from './own-command.js';

/**
 * `init DIR`: a folder for another server from this one. It starts as it is written, with two tools, a small API for them to call, and one
 * token, which is shown once and kept as its hash alone.
 */
export function initCommand(io: Io, directory: string): number {
  const folder = resolve(directory);
  const why = whyNotInto(folder);
  if (why !== undefined) throw new UsageError(`${directory} ${why}. Name a folder that does not exist yet.`);
  const name = serviceName(basename(folder));
  const token = randomBytes(32).toString('base64url');
  const owner = ownerOfSecrets();
  const files = initFiles({
    name,
    folder,
    command: ownCommand(),
    tokenHash: hashToken(token),
    owner: owner && `${owner.uid}:${owner.gid}`,
  });
  mkdirSync(folder, { recursive: true });
  for (const [file, { text, mode = 0o644 }] of Object.entries(files)) writeFileSync(join(folder, file), text, { mode });
  // The superuser reads it all the same, and the container is never run as one.
  if (owner !== undefined && process.getuid?.() === 0) chownSync(join(folder, tokenFile), owner.uid, owner.gid);
  print(io, welcome(directory, Object.keys(files), token));
  return exitCode.ok;
}

/** Why a folder cannot be written: nothing that is there already is touched. */
function whyNotInto(folder: string): string | undefined {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return 'is a file';
    return readdirSync(folder).length > 0 ? 'is not empty' : undefined;
  }
  let above = dirname(folder);
  while (!existsSync(above)) above = dirname(above);
  return statSync(above).isDirectory() ? undefined : `would be below ${above}, which is a file`;
}

const tokenFile = 'static-tokens.json';
/** Whom the image runs as, where nobody says another. */
const userOfImage = { uid: 1000, gid: 1000 };

/** Who has to be able to read what others must not: who runs the server here, and in the container. */
function ownerOfSecrets(): { uid: number; gid: number } | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === undefined || gid === undefined) return undefined;
  return uid === 0 ? userOfImage : { uid, gid };
}

/**
 * As Cloud Run takes it, lower-case letters, digits and hyphens, a letter first; and 6 to 30 of them, because deploy.sh
 * gives the same name to the service account.
 */
function serviceName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  if (name === '') return 'api-tools';
  return name.length < 6 ? `${name}-tools` : name;
}

function welcome(directory: string, files: readonly string[], token: string): string {
  const command = ownCommand();
  return [
    `Wrote ${files.join(', ')} into ${directory}.`,
    '',
    'The token of the first caller, shown only once:',
    '',
    `  ${token}`,
    '',
    'Next:',
    '',
    `  cd ${quoted(directory)}`,
    '  node sample-api.mjs &    # something to call, until your own API is in api-tools.yaml',
    `  ${command} doctor`,
    `  ${command} serve`,
    '',
    'CHECKLIST.md leads from there to the first deployment.',
  ].join('\n');
}
