import { printTable } from '../fidelity/print-table.js';
import { tasks } from './list/index.js';
import { doTask, type TaskResult } from './session.js';
import type { Deployment } from './task.js';

/** `npm run bench:tasks`: does every task on Cloud and on Data Center and prints what it cost; 1 when one is not done. */
const results = new Map<Deployment, TaskResult[]>();
for (const deployment of ['cloud', 'datacenter'] as const) {
  const done: TaskResult[] = [];
  for (const task of tasks) done.push(await doTask(task, deployment));
  results.set(deployment, done);
}

for (const [deployment, done] of results) {
  process.stdout.write(`\n${deployment === 'cloud' ? 'Cloud' : 'Data Center'}\n\n${tableOf(done)}\n`);
  for (const { task, faults } of done) {
    for (const fault of faults) process.stdout.write(`${task.name}: ${fault}\n`);
  }
}
process.exitCode = [...results.values()].flat().every(({ faults }) => faults.length === 0) ? 0 : 1;

function tableOf(done: readonly TaskResult[]): string {
  const rows = done.map(({ task, cost, faults, refused }) => {
    const outcome = faults.length > 0 ? 'NOT DONE' : refused === null ? 'done' : `${refused} refused by name`;
    return [task.name, cost.calls, cost.tokensIn, cost.tokensOut, cost.bytes, outcome].map(String);
  });
  const sum = (field: 'calls' | 'tokensIn' | 'tokensOut' | 'bytes') =>
    String(done.reduce((total, { cost }) => total + cost[field], 0));
  const total = ['all', sum('calls'), sum('tokensIn'), sum('tokensOut'), sum('bytes'), ''];
  return printTable([['task', 'calls', 'tokens in', 'tokens out', 'bytes', 'outcome'], ...rows, total]);
}
