/**
 * What `import { … } from '@jest/globals'` reaches. Modules are loaded once for many suites, so these are live bindings
 * that each suite's runtime sets anew.
 */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test;

export function setGlobals(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals);
}
