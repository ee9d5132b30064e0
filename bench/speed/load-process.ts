import { createInterface } from 'node:readline';
import { runLoad } from './load.js';
import { targetOf, type TargetName } from './targets.js';

/** The load generator, apart from the servers: one order a line on stdin, one round a line on stdout. */
export interface Order {
  readonly target: TargetName;
  readonly origin: string;
  readonly tokens: readonly string[];
  readonly concurrency: number;
  readonly durationMs: number;
  readonly isSteady?: boolean;
  readonly from: number;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { target, origin, tokens, from, ...load } = JSON.parse(line) as Order;
  const round = await runLoad(targetOf(target, origin, tokens), load, from);
  process.stdout.write(`${JSON.stringify(round)}\n`);
}
