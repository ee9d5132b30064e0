import { readRemoteTrace } from '../../observability/index.js';
import type { ToolContext } from '../tools/define-tool.js';
import type { RequestScope } from './boundary.js';

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number; total: number; message: string };
}

type Notify = (notification: ProgressNotification) => Promise<void>;

/** What `_meta` of a request asks for: reports of its progress, and a place in the caller's own trace (SEP-414). */
export function readMeta(
  meta: { readonly progressToken?: string | number | undefined } | undefined,
  notify: Notify,
): Omit<RequestScope, 'signal'> {
  return { ...createProgress(meta?.progressToken, notify), trace: readRemoteTrace({ ...meta }) };
}

/**
 * Reports progress to a client that sent a token, in order and without holding up the work: the steps that a tool tells
 * of, and between two of them the answers of Confluence, each a smaller part of the way. It only ever rises. A report
 * that cannot be delivered is no reason to fail a call.
 */
export function createProgress(
  token: string | number | undefined,
  notify: Notify,
): { progress: ToolContext['progress']; onAnswer: () => void } {
  if (token === undefined) return { progress: () => undefined, onAnswer: () => undefined };
  const step = { done: 0, total: 1, message: 'Asking Confluence' };
  let answers = 0;
  const report = (): void => {
    const progress = step.done + answers / (answers + 1);
    const { total, message } = step;
    notify({ method: 'notifications/progress', params: { progressToken: token, progress, total, message } }).catch(
      () => undefined,
    );
  };
  return {
    progress: (done, total, message) => {
      answers = done > step.done ? 0 : answers + 1;
      Object.assign(step, { done: Math.max(done, step.done), total, message });
      report();
    },
    onAnswer: () => {
      answers += 1;
      report();
    },
  };
}
