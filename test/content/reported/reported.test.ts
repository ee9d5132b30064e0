import { describe, it } from '@jest/globals';
import { reportedCases } from './cases/index.js';
import { outcomeOf } from './reported-case.js';

describe.each(Object.entries(reportedCases))('%s', (_, cases) => {
  describe.each(cases)('$broke', ({ attempts }) => {
    for (const [name, attempt] of Object.entries(attempts)) {
      // What is right does not depend on where the page stands, unless the attempt says so.
      const deployments = attempt.deployment ? [attempt.deployment] : (['cloud', 'datacenter'] as const);
      it.each(deployments)(`${name} (%s)`, (deployment) => attempt.right(outcomeOf({ ...attempt, deployment })));
    }
  });
});
