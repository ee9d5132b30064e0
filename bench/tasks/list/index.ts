import type { Task } from '../task.js';
import { edits } from './edits.js';
import { pages } from './pages.js';
import { people } from './people.js';
import { questions } from './questions.js';

/** What agents are asked to do, the ten that were tried first and more of the kind. */
export const tasks: readonly Task[] = [...edits, ...pages, ...people, ...questions];
