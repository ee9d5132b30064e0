import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { AppError } from '../../src/errors.js';
import type { Attempt, Outcome } from '../content/reported/reported-case.js';
import { noReferences } from '../../src/content/index.js';
import { reportedCases } from '../content/reported/cases/index.js';
import { openToolClient, type ToolClient } from '../support/tool-client.js';
import { isThorough } from '../support/thorough.js';
import { pageTools, type PageTools } from './page-tools.js';

/** What once went wrong, one attempt of each kind, as a client makes it: through the tools, to storage that the sandbox has. */
describe.each(['cloud', 'datacenter'] as const)('reported inputs sent to the service (%s)', (deployment) => {
  let client: ToolClient;
  let tools: PageTools;
  let pages = 0;

  beforeAll(async () => {
    client = await openToolClient(deployment);
    tools = pageTools(client);
  });
  afterAll(() => client.close());

  const outcomeOf = async (attempt: Attempt): Promise<Outcome> => {
    const { page, sent } = attempt;
    // What is made of a page's text can be asked for only where there is one to read.
    const content = page ?? (typeof sent === 'function' ? sent('') : (sent ?? ''));
    try {
      const title = `Reported ${++pages}`;
      const made = {
        space_key: 'ENG',
        title,
        content,
        content_format: page === undefined ? 'markdown' : 'storage',
      };
      const created = await tools.call('confluence_create_page', made);
      const id = created['id'];
      const done = page === undefined ? created : await tools.write(id, attempt);
      const { storage } = client.sandbox.world.page(String(id));
      return { storage, warnings: (done['warnings'] ?? []) as string[], references: noReferences, before: page };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { refusal: error };
    }
  };

  const all = Object.values(reportedCases)
    .flat()
    .flatMap(({ broke, attempts }) => {
      const fitting = Object.values(attempts).filter(
        ({ deployment: only }) => only === undefined || only === deployment,
      );
      return fitting[0] ? [[broke, fitting[0]] as const] : [];
    });

  // Each is a case of the converter as well; here one deployment takes every other, unless all are tried.
  const own = isThorough ? all : all.filter((_case, at) => at % 2 === (deployment === 'cloud' ? 0 : 1));
  it.each(own)('are right where once %s', async (_, attempt) => attempt.right(await outcomeOf(attempt)));
});
