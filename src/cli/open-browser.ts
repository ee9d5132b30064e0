import { spawn } from 'node:child_process';
import { platform } from 'node:process';
import { print, type Io } from './io.js';

/** Says where to log in, and opens the page where that is possible: over ssh, the line has to do. */
export function openBrowser({ stderr }: Pick<Io, 'stderr'>, command: string | undefined, url: URL): void {
  print({ stdout: stderr } as Io, `Log in here, in a browser on this machine:\n  ${url.href}`);
  const [program, ...args] = command === undefined ? systemCommand() : command.split(' ');
  const child = spawn(program ?? '', [...args, url.href], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function systemCommand(): string[] {
  if (platform === 'darwin') return ['open'];
  // Not `cmd /c start`, which would read the & of a URL as a command.
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}
