import { isAbsolute, relative, resolve } from 'node:path';

/** A text as a shell takes it for one word. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * How the reader starts this program again: a checkout by the file that was started, from its own folder when that is
 * `folder`; an installed package, whose command is often on no PATH, by npx.
 */
export function ownCommand(folder?: string, program = process.argv[1] ?? ''): string {
  if (!program.endsWith('.js')) return 'npx confluence-mcp-server';
  const path = resolve(program);
  const near = folder === undefined ? path : relative(folder, path);
  return `node ${quoted(near.startsWith('..') || isAbsolute(near) ? path : near)}`;
}
