import ProcessEnvironment from '../runner/environment.js';
import { differences } from './differences.js';

/**
 * Turns the tests that the second far end is known to answer differently around: they have to fail there. One that
 * passes after all fails the run, so that the list of differences stays true.
 */
export default class SecondEnvironment extends ProcessEnvironment {
  handleTestEvent(event) {
    if (event.name !== 'test_start') return;
    const name = nameOf(event.test);
    if (differences.some(({ tests }) => tests.some((test) => name.includes(test)))) event.test.failing = true;
  }
}

function nameOf(block) {
  return block.parent ? [nameOf(block.parent), block.name].filter(Boolean).join(' ') : '';
}
