import type { ToolContext } from '../define-tool.js';

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number; total: number; message: string };
}

/**
 * Reports progress to a client that sent a token, in order and without holding up the work. A report that cannot be
 * delivered is no reason to fail a call.
 */
export function createProgress(
  token: string | number | undefined,
  notify: (notification: ProgressNotification) => Promise<void>,
): ToolContext['progress'] {
  if (token === undefined) return () => undefined;
  return (progress, total, message) => {
    notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }).catch(
      () => undefined,
    );
  };
}
