/** What a thread of the pool runs: one conversion for each message. */
import { parentPort } from 'node:worker_threads';
import { mapStackTraces } from '../../stack-traces.js';
import type { Task } from './task.js';
import { outcomeOf } from './make-outcome.js';

mapStackTraces();
parentPort?.on('message', (task: Task) => parentPort?.postMessage(outcomeOf(task)));
