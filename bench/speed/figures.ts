import type { Ratio } from './compare.js';

/** One row of the table: a figure against its floor (must hold) and its goal. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly better: 'higher' | 'lower';
  readonly floor: number;
  readonly goal: number;
}

/** docs/capacity.md says what keeps some from their goals. */
export const figures = {
  storageExpress: row('page read as storage, throughput / express', 'higher', 0.8, 1.2),
  markdownExpress: row('page read as markdown (warm), throughput / express', 'higher', 0.7, 1),
  storageSdk: row('page read as storage, throughput / sdk', 'higher', 1.8, 2.5),
  storageFastmcp: row('page read as storage, throughput / fastmcp', 'higher', 1.8, 2.5),
  listSdk: row('tools/list, throughput / sdk', 'higher', 5, 7),
  listCpu: row('tools/list, CPU per request / static JSON from express', 'lower', 1.5, 1.1),
  listToolsCpu: row('tools/list with 100 API tools, CPU per request / static JSON from express', 'lower', 1.5, 1.1),
  publicTools: row("the public comparison's tools, 50 callers, throughput / its own plain Node server", 'higher', 2, 5),
  p99: row('p99 at 20 ms upstream, 100 callers, / express', 'lower', 1.3, 1.1),
  memory: row('resident memory under load, / express', 'lower', 1.5, 1.2),
  coldStart: row('cold start, spawn to first 200, / bare express', 'lower', 2, 1.2),
  coldStartTools: row('cold start with 100 API tools (JSON), / bare express', 'lower', 2, 1.5),
  coldStartYaml: row('cold start with 100 API tools (YAML), / bare express', 'lower', 2, 1.5),
  coldStartOpenApi: row('cold start with 100 API tools (OpenAPI, YAML), / bare express', 'lower', 2, 1.5),
  coalescing: row('20 identical reads in flight, requests upstream', 'lower', 1, 1),
} satisfies Record<string, Omit<Figure, 'id'>>;

export type FigureName = keyof typeof figures;

function row(what: string, better: Figure['better'], floor: number, goal: number): Omit<Figure, 'id'> {
  return { what, better, floor, goal };
}

export interface Measured {
  readonly name: FigureName;
  readonly ratio: Ratio;
  /** Figures behind the ratio, for whoever asks. */
  readonly detail?: string;
}

/** Whether a value is within `share` of a border: 1 for the border itself, 0.7 for a run on a noisy machine. */
export function holds(name: FigureName, value: number, border: 'floor' | 'goal', share = 1): boolean {
  const { better, [border]: limit } = figures[name];
  return better === 'higher' ? value >= limit * share : value <= limit / share;
}
