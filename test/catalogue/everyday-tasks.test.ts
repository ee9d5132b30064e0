import { describe, expect, it } from '@jest/globals';
import { tasks } from '../../bench/tasks/list/index.js';
import { doTask } from '../../bench/tasks/session.js';
import { grade } from '../../bench/tasks/task.js';
import { folderWith } from '../api/api-server.js';
import { deployments, type Deployment } from '../support/deployments.js';
import { recommendedPolicy } from '../support/recommended-policy.js';
import { sharedContent } from '../support/shared-content.js';
import { isThorough } from '../support/thorough.js';

/** Unless all is tried, every other task is done under a policy on Cloud, and the others without one there; on Data Center all are done without. */
const isUnderPolicy = (turn: number): boolean => isThorough || turn % 2 === 0;
const isPlain = (deployment: Deployment, turn: number): boolean =>
  isThorough || deployment === 'datacenter' || !isUnderPolicy(turn);

const cases = deployments.flatMap((deployment) =>
  tasks.filter((_task, turn) => isPlain(deployment, turn)).map((task) => ({ deployment, name: task.name, task })),
);

it('has thirty tasks and more', () => {
  expect(tasks.length).toBeGreaterThanOrEqual(30);
  expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
});

describe('an agent that is asked for', () => {
  it.each(cases)('$name on $deployment does it within its budget, and nothing else', async ({ deployment, task }) => {
    const { cost, faults } = await doTask(task, deployment, { content: sharedContent });
    expect(faults).toEqual([]);
    const { calls, tokensIn, tokensOut } = task.budget;
    expect(cost.calls).toBeLessThanOrEqual(calls);
    expect(cost.tokensIn).toBeLessThanOrEqual(tokensIn);
    expect(cost.tokensOut).toBeLessThanOrEqual(tokensOut);
  });
});

describe('under the write policy that is recommended, with a person who agrees,', () => {
  const folder = folderWith({ 'policy.json': JSON.stringify(recommendedPolicy(['ENG', 'HR'])) });
  const own = tasks.filter((_task, turn) => isUnderPolicy(turn));
  it.each(own.map((task) => ({ name: task.name, task })))('$name is done as well', async ({ task }) => {
    const { faults } = await doTask(task, 'cloud', {
      writePolicyFile: `${folder}/policy.json`,
      content: sharedContent,
    });
    expect(faults).toEqual([]);
  });
});

describe('the grader', () => {
  const [task] = tasks.filter(({ name }) => name === 'new title');
  const path = 'content/270103/title';
  const right = { path, before: 'Network plan', after: 'Network plan, old', id: '270103' };
  const graded = (changes: readonly (typeof right)[]) =>
    task && grade(task, { deployment: 'cloud', before: new Map(), changes, answer: '' });

  it('wants what was asked for, as it was asked for', () => {
    expect(graded([right])).toEqual([]);
    expect(graded([])).toEqual([`wanted, and not there: ${path} (0 of 1)`]);
    expect(graded([{ ...right, after: 'Network plan' }])).toHaveLength(2);
  });

  it('allows nothing else', () => {
    const more = { path: 'content/131073/label', before: 'runbook', after: '', id: '131073' };
    expect(graded([right, more])).toEqual(['not asked for: content/131073/label: "runbook" -> ""']);
  });

  it('tells when a tool is there that a deployment should not have, or the other way round', async () => {
    const [folder] = tasks.filter(({ name }) => name === 'folder');
    if (folder === undefined) throw new Error('there is no such task');
    const { faults } = await doTask({ ...folder, notOnDataCenter: 'confluence_search' }, 'datacenter');
    expect(faults).toEqual(['refused by name: confluence_create_folder']);
  });
});
