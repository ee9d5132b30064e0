import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createKeyPair, hashToken, signToken } from '../auth/index.js';
import { applicationDefaultIdToken } from '../client/index.js';
import { googleKeyFile } from './connection.js';
import { isAppError } from '../errors.js';
import { exitCode, print, UsageError, type Io } from './io.js';

/** `token keypair --out DIR`: the private key is readable by its owner alone; existing files are never overwritten. */
export async function tokenKeypair(io: Io, flags: { out: string }): Promise<number> {
  const pair = await createKeyPair();
  await mkdir(flags.out, { recursive: true });
  const files = [
    { name: 'private.pem', data: pair.privateKeyPem, mode: 0o600 },
    { name: 'public.pem', data: pair.publicKeyPem, mode: 0o644 },
    { name: 'jwks.json', data: `${JSON.stringify(pair.jwks, null, 2)}\n`, mode: 0o644 },
  ];
  for (const { name, data, mode } of files) {
    const path = join(flags.out, name);
    await writeFile(path, data, { mode, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new UsageError(`${path} already exists and was not changed: choose another folder with --out.`);
    });
    print(io, path);
  }
  return exitCode.ok;
}

interface SignFlags {
  key: string;
  subject: string;
  issuer?: string;
  audience?: string;
  scope?: string;
  expires: string;
}

/** `token sign`: the token alone on stdout, so that it can be piped. */
export async function tokenSign(io: Io, flags: SignFlags): Promise<number> {
  const privateKeyPem = await readFile(flags.key, 'utf8').catch(() => {
    throw new UsageError(
      `Cannot read the private key given with --key: create one with \`confluence-mcp token keypair --out DIR\`.`,
    );
  });
  const { subject, issuer, audience, scope } = flags;
  const claims = {
    subject,
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
    ...(scope === undefined ? {} : { scope }),
  };
  print(io, await signToken({ privateKeyPem, expiresIn: flags.expires, ...claims }).catch(refuseInput));
  return exitCode.ok;
}

/** A wrong flag or file is a wrong use of the command, like one that is missing. */
function refuseInput(error: unknown): never {
  if (!isAppError(error) || error.code !== 'INVALID_INPUT') throw error;
  throw new UsageError([error.message, error.hint].filter(Boolean).join(' '));
}

/** `token google --audience A`. */
export async function tokenGoogle(io: Io, flags: { audience: string }): Promise<number> {
  print(io, await applicationDefaultIdToken(flags.audience, { keyFile: googleKeyFile(io) }));
  return exitCode.ok;
}

/** `token hash`: the token comes on stdin so that it stays out of the shell's history. */
export async function tokenHash(io: Io): Promise<number> {
  const token = (await text(io.stdin)).trim();
  if (token.length < 32)
    throw new UsageError('A static token needs 32 characters or more: try `openssl rand -hex 32`.');
  print(io, hashToken(token));
  return exitCode.ok;
}
