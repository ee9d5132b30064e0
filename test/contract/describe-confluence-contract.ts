import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Bench } from './bench.js';
import { describeChildren } from './groups/children.js';
import { describeCommentLists } from './groups/comment-lists.js';
import { describeCommentWrites } from './groups/comment-writes.js';
import { describeFailures } from './groups/failures.js';
import { describeHostileInput } from './groups/hostile-input.js';
import { describeLabels } from './groups/labels.js';
import { describePages } from './groups/pages.js';
import { describePageWrites } from './groups/page-writes.js';
import { describeReferences } from './groups/references.js';
import { describeSearch } from './groups/search.js';
import { describeSpaces } from './groups/spaces.js';
import { describeUsers } from './groups/users.js';

/** Reaches the bench of the running test. */
export type UseBench = () => Bench;

/** What every deployment behind the port has to keep, told through the port alone and over real HTTP. */
export function describeConfluenceContract(name: string, start: () => Promise<Bench>): void {
  describe(name, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await start();
    });
    afterEach(() => bench.stop());
    const use: UseBench = () => bench;

    describePages(use);
    describeReferences(use);
    describePageWrites(use);
    describeChildren(use);
    describeSearch(use);
    describeSpaces(use);
    describeCommentLists(use);
    describeCommentWrites(use);
    describeLabels(use);
    describeUsers(use);
    describeHostileInput(use);
    describeFailures(use);
  });
}
