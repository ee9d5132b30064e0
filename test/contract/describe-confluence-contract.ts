import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Capabilities, TestSite, UseSite } from './test-site.js';
import { describeDownloads, describeUploads } from './groups/attachment-transfers.js';
import { describeAttachments } from './groups/attachments.js';
import { describeChildren } from './groups/children.js';
import { describeCommentLists } from './groups/comment-lists.js';
import { describeCommentWrites } from './groups/comment-writes.js';
import { describeEveryRead, describeEveryWrite, reads, writes } from './groups/every-method.js';
import { describeFailures } from './groups/failures.js';
import { describeHistory } from './groups/history.js';
import { describeHostileInput } from './groups/hostile-input.js';
import { describeLabels } from './groups/labels.js';
import { describeLargeLists } from './groups/large-lists.js';
import { describeCopies, describeMoves } from './groups/move-copy.js';
import { describePageFacts } from './groups/page-facts.js';
import { describePages } from './groups/pages.js';
import { describePageWrites } from './groups/page-writes.js';
import { describePermissions } from './groups/permissions.js';
import { describeReferences } from './groups/references.js';
import { describeSearch } from './groups/search.js';
import { describeSpaceTree } from './groups/space-tree.js';
import { describeSpaces } from './groups/spaces.js';
import { describeTemplates } from './groups/templates.js';
import { describeUsers } from './groups/users.js';

/** What every deployment behind the port has to keep, told through the port alone and over real HTTP; and `more`, for groups that not all of them have. */
export function describeConfluenceContract(
  name: string,
  start: () => Promise<TestSite>,
  can: Capabilities,
  more: ((use: UseSite) => void)[] = [],
): void {
  describe(name, () => {
    let site: TestSite;
    beforeEach(async () => {
      site = await start();
    });
    afterEach(() => site.stop());
    const use: UseSite = () => site;

    describePages(use);
    describePageFacts(use, can);
    describeReferences(use);
    describePageWrites(use, can);
    describeChildren(use, can);
    describeSearch(use);
    describeSpaces(use);
    describeCommentLists(use, can);
    describeCommentWrites(use, can);
    describeLabels(use);
    describeUsers(use, can);
    describeSpaceTree(use, can);
    describeMoves(use, can);
    describeCopies(use);
    describeAttachments(use);
    describeLargeLists(use);
    describeUploads(use);
    describeDownloads(use);
    describeHistory(use);
    describeTemplates(use);
    describePermissions(use, can);
    for (const describeMore of more) describeMore(use);
    describeHostileInput(use);
    describeEveryRead(
      use,
      reads.filter(([method]) => can.permissionChecks || method !== 'permissions.check'),
    );
    describeEveryWrite(use, writes);
    describeFailures(use);
  });
}
