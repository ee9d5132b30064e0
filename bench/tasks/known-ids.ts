/** Ids of the site that tasks are done on, for graders alone: agents find theirs. */
export { everydayIds, seedIds as ids, seedPeople as people } from '../../src/sandbox/index.js';
