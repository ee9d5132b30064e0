import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { toMarkdown } from '../../src/content/index.js';
import { documentsIn, ownDocuments } from '../../bench/fidelity/documents.js';
import { seedIds } from '../../src/sandbox/index.js';
import { isThorough } from '../support/thorough.js';
import { openToolFixture, type ToolFixture } from '../mcp/fixtures/tool-fixture.js';

/** What a model pays for a read, over what the page's Markdown costs; of pages of two screens or more. */
const most = 1.15;
const leastTokens = 2_500;
const foreignFolder = '../shared/data/storage';

let fixture: ToolFixture;
beforeAll(async () => {
  fixture = await openToolFixture();
});
afterAll(() => fixture.close());

async function costOf(storage: string): Promise<{ shown: number; markdown: number }> {
  const page = fixture.sandbox.world.page(seedIds.paymentsRunbook);
  page.revisions.push({ ...page.version, number: page.version.number + 1, storage });
  const { content } = await fixture.call(
    'confluence_get_page',
    { page_id: seedIds.paymentsRunbook, max_chars: 400_000 },
    undefined,
    'auto',
  );
  const names = new Map([...fixture.sandbox.world.users.values()].map((user) => [user.accountId, user.displayName]));
  return { shown: countTokens(content[0].text), markdown: countTokens(toMarkdown(storage, { userNames: names })) };
}

describe('a page as its model sees it', () => {
  const pages = [...ownDocuments(), ...documentsIn(foreignFolder)].filter(({ isPage }) => isPage);
  // What stands around the text is alike on all of them: unless all is tried, every other stands for the next.
  const documents = pages.filter((_page, turn) => isThorough || turn % 2 === 0);

  it.each(documents.map(({ name, storage }) => [name, storage]))(
    `costs at most ${most} times its Markdown: %s`,
    async (_name, storage) => {
      const { shown, markdown } = await costOf(
        storage.repeat(Math.ceil(leastTokens / countTokens(toMarkdown(storage)))),
      );
      expect(shown / markdown).toBeLessThanOrEqual(most);
    },
  );

  it('pays for what stands around the text once, however long that is', async () => {
    const costs = [];
    for (const paragraphs of [60, 600]) {
      const { shown, markdown } = await costOf('<p>Look at the dashboard, then at the queue.</p>'.repeat(paragraphs));
      costs.push(shown - markdown);
    }
    expect(costs[0]).toBeLessThan(300);
    expect(Math.abs((costs[1] ?? 0) - (costs[0] ?? 0))).toBeLessThan(10);
  });
});
