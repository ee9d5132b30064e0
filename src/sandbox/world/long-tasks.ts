import { invalid, notFound } from './refusal.js';
import type { LongTask, User } from './model.js';
import type { World } from './world.js';

/** Whether every step is done, well or not. */
export const isFinished = ({ done, total }: LongTask): boolean => done === total;

/** Takes the work on and begins a moment later; a site does one job of a kind at a time. */
export function startLongTask(world: World, actor: User, key: string, steps: readonly (() => void)[]): LongTask {
  const isBusy = [...world.longTasks.values()].some((task) => task.key === key && !isFinished(task));
  if (isBusy) throw invalid(`Another job is already running: ${key}`);
  const task: LongTask = {
    id: world.nextId(),
    key,
    startedBy: actor.accountId,
    startedAt: Date.now(),
    total: steps.length,
    done: 0,
    errors: [],
  };
  world.longTasks.set(task.id, task);
  next(world, task, steps);
  return task;
}

function next(world: World, task: LongTask, steps: readonly (() => void)[]): void {
  const step = steps[task.done];
  if (step === undefined) return;
  const timer = setTimeout(() => {
    try {
      step();
    } catch (error) {
      task.errors.push((error as Error).message);
    }
    task.done += 1;
    next(world, task, steps);
  }, world.longTaskStepMs);
  timer.unref();
}

/** Only who started the work may follow it. */
export function viewLongTask(world: World, actor: User, id: string): LongTask {
  const task = world.longTasks.get(id);
  if (task === undefined || task.startedBy !== actor.accountId) throw notFound(`No task found with id: ${id}`);
  return task;
}
