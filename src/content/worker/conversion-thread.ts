/** What a thread of the pool runs: one conversion for each message. */
import { parentPort } from 'node:worker_threads';
import type { Task } from './task.js';
import { outcomeOf } from './make-outcome.js';

parentPort?.on('message', (task: Task) => parentPort?.postMessage(outcomeOf(task)));
