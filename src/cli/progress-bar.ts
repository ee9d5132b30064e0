import type { Io } from './io.js';

/** How far a call is; `total` is absent when nobody knows. */
interface Progress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

interface ProgressBar {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const width = 24;

/** One line on stderr that follows a call; nothing where stderr is no terminal. */
export function createProgressBar({ stderr }: Pick<Io, 'stderr'>): ProgressBar {
  if (stderr.isTTY !== true) return { show: () => undefined, end: () => undefined };
  let isShown = false;
  return {
    show: (progress) => {
      isShown = true;
      stderr.write(`\r\u001b[K${render(progress)}`);
    },
    end: () => void (isShown && stderr.write('\r\u001b[K')),
  };
}

function render({ progress, total, message = '' }: Progress): string {
  const text = message.replace(/\p{Cc}/gu, ' ').slice(0, 60);
  if (total === undefined || !(total > 0)) return `${String(progress)}… ${text}`;
  const share = Math.min(1, Math.max(0, progress / total));
  const done = Math.round(share * width);
  return `[${'#'.repeat(done)}${'.'.repeat(width - done)}] ${String(Math.round(share * 100))} % ${text}`;
}
