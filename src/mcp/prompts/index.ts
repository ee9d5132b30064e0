/** What a person starts from a menu, and completions for what has to be typed there. */
export { createCompletions } from './create-completions.js';
export { createPrompts, promptsThatAreOn } from './create-prompts.js';
