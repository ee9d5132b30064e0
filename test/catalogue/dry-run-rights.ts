import { ids } from '../../src/sandbox/seed/ids.js';
import { people } from '../../src/sandbox/seed/people.js';
import type { Deployment } from '../support/deployments.js';
import type { ToolClient } from '../support/tool-client.js';
import { toolCallsOf } from './tool-calls.js';

/** A call that writes, and what is to be so beforehand. */
export interface Attempt {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly prepare?: (client: ToolClient) => void;
  readonly person?: string;
  readonly env?: Record<string, string>;
  readonly on?: Deployment;
}

const lockTo =
  (user: string, id: string) =>
  ({ sandbox: { world } }: ToolClient) =>
    void world.page(id).restrictions.update.users.push(user);

/** What a far end answers that is asked for the operations of something; undefined for one that does not know the path. */
const answerOperations =
  (path: RegExp, operations?: [operation: string, targetType: string][]) =>
  ({ sandbox: { faults } }: ToolClient) => {
    const text = JSON.stringify({
      operations: operations?.map(([operation, targetType]) => ({ operation, targetType })),
    });
    faults.add(
      operations === undefined
        ? { kind: 'status', status: 404, match: { path } }
        : { kind: 'answer', text, match: { path } },
    );
  };

/** The API description does not say of which kinds of content the operations of a space tell. */
function ofWhatSpacesDoNotList(): Record<string, Attempt> {
  const prepare = answerOperations(/\/spaces\/\d+\/operations$/, [
    ['read', 'space'],
    ['create', 'page'],
  ]);
  const rows = {
    blogpost: ['confluence_create_page', { space_key: 'ENG', title: 'X', content_type: 'blogpost' }],
    comment: ['confluence_add_comment', { page_id: ids.paymentsRunbook, body: 'x' }],
    resolution: ['confluence_resolve_comment', { comment_id: ids.inlineComment }],
  } as const;
  return Object.fromEntries(
    Object.entries(rows).map(([kind, [tool, args]]) => [
      `create a ${kind} in a space that lists pages alone`,
      { tool, args, prepare, on: 'cloud' } satisfies Attempt,
    ]),
  );
}

/** A far end without the paths that tell what may be done with comments and files. */
function ofWhatHasNoOperations(): Record<string, Attempt> {
  const prepare = answerOperations(/\/(?:(?:footer|inline)-comments|attachments)\/\w+\/operations$/);
  const tools = ['confluence_update_comment', 'confluence_delete_comment', 'confluence_delete_attachment'];
  return Object.fromEntries(
    tools.map((tool) => [
      `${tool} where its operations are not told`,
      { tool, args: toolCallsOf('cloud')[tool]?.args ?? {}, prepare, on: 'cloud' } satisfies Attempt,
    ]),
  );
}

/** What a preview may conclude from what Confluence tells of rights. */
export const attemptsByRights: Record<string, Attempt> = {
  'labels on pages of which one may not be changed': {
    tool: 'confluence_add_labels',
    args: { page_ids: [ids.paymentsRunbook, ids.onboarding], labels: ['x'] },
    prepare: lockTo(people.jonas, ids.onboarding),
  },
  'archive pages of which one may not be changed': {
    tool: 'confluence_archive_pages',
    args: { page_ids: [ids.paymentsRunbook, ids.onboarding] },
    prepare: lockTo(people.jonas, ids.onboarding),
    on: 'cloud',
  },
  ...ofWhatSpacesDoNotList(),
  ...ofWhatHasNoOperations(),
};
