import { describe, expect, it } from '@jest/globals';
import { ids } from '../../src/sandbox/seed/ids.js';
import { people } from '../../src/sandbox/seed/people.js';
import { deployments } from '../support/deployments.js';
import type { ToolClient } from '../support/tool-client.js';
import { toolCallsOf } from './tool-calls.js';
import { isRead, withToolClient } from './with-tool-client.js';

const page = ids.paymentsRunbook;

/** What a writer may change of the site, by paths in it; everything else has to be as it was, byte for byte. */
const mayChange: Readonly<Record<string, readonly RegExp[]>> = {
  confluence_create_page: [/^contents\.\d{16,}\./],
  confluence_create_page_from_template: [/^contents\.\d{16,}\./],
  confluence_create_folder: [/^contents\.\d{16,}\./],
  confluence_copy_page: [/^contents\.\d{16,}\./, /^attachments\.att\d{16,}\./],
  confluence_update_page: [new RegExp(`^contents\\.${page}\\.revisions\\.3\\.`)],
  confluence_edit_page: [new RegExp(`^contents\\.${page}\\.revisions\\.3\\.`)],
  confluence_restore_page_version: [new RegExp(`^contents\\.${page}\\.revisions\\.3\\.`)],
  confluence_move_page: [new RegExp(`^contents\\.${page}\\.(parentId|position)$`), /^contents\.\d+\.position$/],
  confluence_delete_page: [new RegExp(`^contents\\.${page}\\.status$`)],
  confluence_archive_pages: [new RegExp(`^contents\\.${page}\\.status$`), /^longTasks\./],
  confluence_update_page_details: [new RegExp(`^contents\\.${page}\\.properties\\.`)],
  confluence_add_labels: [new RegExp(`^contents\\.${page}\\.labels\\.`)],
  confluence_remove_labels: [new RegExp(`^contents\\.${page}\\.labels\\.`)],
  confluence_add_comment: [/^comments\.\d{16,}\./],
  confluence_update_comment: [new RegExp(`^comments\\.${ids.inlineComment}\\.revisions\\.\\d+\\.`)],
  // Cloud writes the same text once more with it.
  confluence_resolve_comment: [new RegExp(`^comments\\.${ids.inlineComment}\\.(resolution|revisions\\.\\d+)\\.`)],
  confluence_delete_comment: [
    new RegExp(`^comments\\.(${ids.inlineComment}|${ids.inlineReply})\\.`),
    // Its marker goes with it.
    /^contents\.\d+\.revisions\.\d+\.storage$/,
  ],
  confluence_upload_attachment: [/^attachments\.att\d{16,}\./],
  confluence_delete_attachment: [new RegExp(`^attachments\\.${ids.capacityCsv}\\.status$`)],
  confluence_update_task: [new RegExp(`^contents\\.${ids.meetingNotes}\\.revisions\\.\\d+\\.storage$`), /^taskFacts\./],
  confluence_set_page_restrictions: [new RegExp(`^contents\\.${page}\\.restrictions\\.update\\.`)],
};

/** On Data Center these are the writing of a new version, which is all that its interface has for them. */
const asNewVersion: Readonly<Record<string, readonly RegExp[]>> = {
  confluence_move_page: [new RegExp(`^contents\\.${page}\\.revisions\\.3\\.`)],
  confluence_update_task: [new RegExp(`^contents\\.${ids.meetingNotes}\\.revisions\\.\\d+\\.`)],
};

describe.each(deployments)('beside what it was asked for, on %s,', (deployment) => {
  const calls = Object.entries(toolCallsOf(deployment)).filter(([name]) => !isRead(name));

  it('says of every writer what it may change', () => {
    expect(calls.map(([name]) => name).filter((name) => !(name in mayChange))).toEqual([]);
  });

  it.each(calls)('%s changes nothing', async (name, { args }) => {
    const allowed = [...(mayChange[name] ?? []), ...(deployment === 'cloud' ? [] : (asNewVersion[name] ?? []))];
    await withToolClient(deployment, async (client) => {
      dress(client);
      const before = stateOf(client);
      expect((await client.call(name, { ...args, dry_run: true })).isError).toBeUndefined();
      expect(changes(before, stateOf(client))).toEqual([]);
      expect((await client.call(name, args)).isError).toBeUndefined();
      const changed = changes(before, stateOf(client));
      expect(changed).not.toEqual([]);
      expect(changed.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    });
  });
});

/** Gives the page, and the one with the tasks, everything that a page can wear. */
function dress({ sandbox: { world } }: ToolClient): void {
  const someone = world.page(page).authorId;
  for (const id of [page, ids.meetingNotes]) {
    const content = world.page(id);
    for (const [key, value] of Object.entries({
      'emoji-title-published': '1f680',
      'content-appearance-published': 'full-width',
      owner: { team: 'payments' },
    })) {
      const revision = { number: 1, message: '', createdAt: new Date(0), authorId: someone, minorEdit: false };
      content.properties.push({ id: `77${content.properties.length}`, key, value, revision });
    }
    const state = { id: 7, name: 'In review', color: '#ffc400' };
    content.states.current = { state, changedAt: new Date(0) };
    content.restrictions.update.groups.push('engineering', 'site-admins');
    content.labels.push({ id: `99${id}`, name: 'kept', prefix: 'global' });
  }
  world.page(ids.onboarding).draft = {
    title: 'Not yet',
    storage: '<p>Not yet published.</p>',
    authorId: people.amina,
    createdAt: new Date(0),
  };
}

/** Everything that the site knows, by path. What is in no collection has no path: an empty list is a value. */
function stateOf({ sandbox: { world } }: ToolClient): Map<string, string> {
  const { contents, comments, attachments, templates, spaces, users, groups, taskFacts, longTasks } = world;
  const state = new Map<string, string>();
  const visit = (path: string, value: unknown): void => {
    if (value instanceof Date || Buffer.isBuffer(value) || typeof value !== 'object' || value === null) {
      state.set(path, Buffer.isBuffer(value) ? value.toString('base64') : String(JSON.stringify(value)));
      return;
    }
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    if (entries.length === 0) state.set(`${path}.`, 'empty');
    for (const [key, field] of entries as [string, unknown][]) visit(`${path}.${key}`, field);
  };
  const all = { contents, comments, attachments, templates, spaces, users, groups, taskFacts, longTasks };
  for (const [name, part] of Object.entries(all)) visit(name, part);
  return state;
}

function changes(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
