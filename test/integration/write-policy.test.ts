import { describe, expect, it } from '@jest/globals';
import { seedIds, seedPeople } from '../../src/sandbox/index.js';
import { folderWith } from '../api/api-server.js';
import { textOf, type ToolAnswer } from '../support/clients.js';
import { openRpc } from '../support/rpc.js';
import { nora, serveTickets } from '../support/tickets.js';
import { startTestService } from '../support/service.js';
import { usePolicedService } from './policed-service.js';

const policy = `
default:
  spaces: [ENG]
  link_hosts: [docs.example.com]
callers:
  jwt:editor: {spaces: [ENG, HR], tools: [confluence_edit_page, confluence_create_page]}
  jwt:cleaner: {deletes: true}
  jwt:opener: {widen_permissions: true}
  jwt:hasty: {writes_per_hour: 2}
  jwt:careful: {confirm: {update: preview, create: preview}}
  jwt:watchful: {confirm: {update: preview, create: preview}}
  jwt:asked: {spaces: [ENG], link_hosts: [], confirm: {links: person, delete: person, spaces: preview}}
`;

const { service, callerNamed, writes, lastCall, expectDenied } = usePolicedService(policy);

const page = seedIds.meetingNotes;
const append = (markdown: string) => ({ page_id: page, edits: [{ op: 'append', content: markdown }] });
const newPage = (over: object = {}) => ({ space_key: 'ENG', title: `New ${Math.random()}`, content: 'Text.', ...over });

describe('the rule spaces', () => {
  it('lets writes into listed spaces, by the space that content really is in', async () => {
    const call = await callerNamed('alice');
    expect((await call('confluence_edit_page', append('Ours.'))).isError).toBeFalsy();
    await expectDenied(call, 'spaces', 'confluence_edit_page', { ...append('Theirs.'), page_id: seedIds.timeOff });
    await expectDenied(call, 'spaces', 'confluence_create_page', newPage({ space_key: 'HR' }));
    await expectDenied(call, 'spaces', 'confluence_add_comment', { page_id: seedIds.timeOff, body: 'Hello' });
    await expectDenied(call, 'spaces', 'confluence_add_labels', { page_id: seedIds.timeOff, labels: ['x'] });
  });

  it('asks it of both ends of a move, and of the place of a copy', async () => {
    const call = await callerNamed('alice');
    const to = { target_parent_id: seedIds.peopleHome };
    await expectDenied(call, 'spaces', 'confluence_move_page', { page_id: page, ...to });
    await expectDenied(call, 'spaces', 'confluence_move_page', {
      page_id: seedIds.timeOff,
      target_parent_id: seedIds.engineeringHome,
    });
    await expectDenied(call, 'spaces', 'confluence_copy_page', {
      page_id: page,
      title: 'Copy',
      parent_id: seedIds.peopleHome,
    });
  });
});

describe('a plan and what follows it', () => {
  const args = { ...append('Planned.'), version_comment: 'once' };
  const sentBy = async (work: () => Promise<unknown>): Promise<string[]> => {
    const { requests } = service().sandbox;
    const before = requests.length;
    await work();
    return requests.slice(before).map(({ method, path, query }) => `${method} ${path} ${JSON.stringify(query)}`);
  };

  it.each([
    ['confluence_edit_page', args],
    ['confluence_move_page', { page_id: page, target_parent_id: seedIds.onboarding }],
    ['confluence_add_comment', { page_id: page, body: 'Hello', text_selection: 'three evenings' }],
  ])('look up nothing twice in a dry run of %s', async (name, given) => {
    const call = await callerNamed('careful');
    const sent = await sentBy(() => call(name, { ...given, dry_run: true }));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent).toEqual([...new Set(sent)]);
  });

  it('look up nothing twice before the write that a token allows', async () => {
    const call = await callerNamed('careful');
    const preview = textOf(await call('confluence_edit_page', { ...args, dry_run: true }));
    const token = /preview_token "([^"]+)"/.exec(preview)?.[1];
    const sent = await sentBy(() => call('confluence_edit_page', { ...args, preview_token: token }));
    const untilWrite = sent.slice(
      0,
      sent.findIndex((one) => one.startsWith('PUT')),
    );
    expect(untilWrite.length).toBeGreaterThan(0);
    expect(untilWrite).toEqual([...new Set(untilWrite)]);
  });
});

describe('the rule tools', () => {
  it('lets only those write, and leaves readers alone', async () => {
    const call = await callerNamed('editor');
    await expectDenied(call, 'tools', 'confluence_update_page', { page_id: page, title: 'New title' });
    expect((await call('confluence_get_page', { page_id: page })).isError).toBeFalsy();
    expect((await call('confluence_create_page', newPage({ space_key: 'HR' }))).isError).toBeFalsy();
  });
});

describe('the rule deletes', () => {
  it('refuses to delete and to archive, unless it is allowed', async () => {
    const call = await callerNamed('alice');
    await expectDenied(call, 'deletes', 'confluence_delete_page', { page_id: page });
    await expectDenied(call, 'deletes', 'confluence_delete_comment', { comment_id: seedIds.footerComment });
    await expectDenied(call, 'deletes', 'confluence_delete_attachment', { attachment_id: seedIds.capacityCsv });
    await expectDenied(call, 'deletes', 'confluence_archive_pages', { page_ids: [page] });
    // The note was left before the rule was asked about the archiving.
    await expectDenied(call, 'deletes', 'confluence_archive_pages', { page_ids: [page], note: 'Old.' });
    const cleaner = await callerNamed('cleaner');
    expect((await cleaner('confluence_delete_comment', { comment_id: seedIds.footerComment })).isError).toBeFalsy();
  });
});

describe('the rule widen_permissions', () => {
  it('lets restrictions grow, and refuses to take them off, by whatever way', async () => {
    const call = await callerNamed('alice');
    const me = seedPeople.service;
    const both = [me, seedPeople.amina];
    const restrict = (read_users: string[]) => ({ page_id: page, read_users });
    expect((await call('confluence_set_page_restrictions', restrict(both))).isError).toBeFalsy();
    await expectDenied(call, 'widen_permissions', 'confluence_set_page_restrictions', restrict([]));
    await expectDenied(
      call,
      'widen_permissions',
      'confluence_set_page_restrictions',
      restrict([...both, seedPeople.jonas]),
    );
    await expectDenied(call, 'widen_permissions', 'confluence_copy_page', { page_id: page, title: 'Open copy' });
    expect((await call('confluence_set_page_restrictions', restrict([me]))).isError).toBeFalsy();
    // Beside a page is outside of it: what is visible to some people only would be seen by all.
    const inside = newPage({ parent_id: page });
    const id = String((await call('confluence_create_page', inside)).structuredContent?.['id']);
    for (const position of ['before', 'after']) {
      const beside = { page_id: id, target_id: page, position };
      await expectDenied(call, 'widen_permissions', 'confluence_move_page', beside);
    }
    const opener = await callerNamed('opener');
    expect((await opener('confluence_set_page_restrictions', restrict([]))).isError).toBeFalsy();
  });
});

describe('the rule writes_per_hour', () => {
  it('counts writes and no previews, and says when to come back', async () => {
    const call = await callerNamed('hasty');
    const edit = () => call('confluence_edit_page', append(`Line ${Math.random()}.`));
    for (let n = 0; n < 3; n++) await call('confluence_edit_page', { ...append('Preview.'), dry_run: true });
    expect((await edit()).isError).toBeFalsy();
    expect((await edit()).isError).toBeFalsy();
    const before = writes();
    expect(textOf(await edit())).toMatch(
      /^RATE_LIMITED: .*2 writes an hour.*none is left\. Try again in (?:59|60) minutes/,
    );
    expect(writes()).toBe(before);
    expect(lastCall()).toMatchObject({ outcome: 'RATE_LIMITED', rule: 'writes_per_hour' });
  });
});

describe('a confirmation by preview', () => {
  const tokenIn = (answer: ToolAnswer): string => /preview_token "([^"]+)"/.exec(textOf(answer))?.[1] ?? '';

  it('takes the token of a dry run, for exactly that change of that caller, once the page is as it was', async () => {
    const call = await callerNamed('careful');
    const edit = append(`Careful ${Math.random()}.`);
    const update = 'confluence_edit_page';
    expect(textOf(await call(update, edit))).toMatch(/^POLICY_DENIED: .*rule confirm\.update.*shown first/);
    const token = tokenIn(await call(update, { ...edit, dry_run: true }));
    expect(token).not.toBe('');
    const before = writes();
    const other = await callerNamed('watchful');
    for (const [who, args] of [
      [other, { ...edit, preview_token: token }],
      [call, { ...append('Something else.'), preview_token: token }],
      [call, { ...edit, preview_token: `${token.slice(0, -2)}AA` }],
      [call, { ...edit, preview_token: 'made-up' }],
    ] as const) {
      expect(textOf(await who(update, args))).toMatch(/^POLICY_DENIED: .*the token is not for this change/);
    }
    expect(writes()).toBe(before);
    expect(textOf(await call(update, { ...edit, preview_token: token }))).not.toMatch(/^[A-Z_]+:/);
    // The page has moved on by that very edit.
    expect(textOf(await call(update, { ...edit, preview_token: token }))).toMatch(/^POLICY_DENIED/);
  });

  it('covers what belongs to the change: the labels of a new page', async () => {
    const call = await callerNamed('careful');
    const args = newPage({ labels: ['fresh'] });
    const token = tokenIn(await call('confluence_create_page', { ...args, dry_run: true }));
    const made = await call('confluence_create_page', { ...args, preview_token: token });
    expect(textOf(made)).not.toMatch(/POLICY_DENIED/);
  });

  it('is a parameter of writing tools where somebody is asked for it', async () => {
    const { tools } = (await openRpc(service().url, await service().token()).ask('tools/list')) as {
      tools: { name: string; inputSchema: { properties: object } }[];
    };
    const has = (name: string) =>
      'preview_token' in (tools.find((tool) => tool.name === name)?.inputSchema.properties ?? {});
    expect([has('confluence_edit_page'), has('confluence_get_page')]).toEqual([true, false]);
  });
});

describe('a confirmation by a person', () => {
  it('is refused where the client cannot ask one, and takes the place of a refusal', async () => {
    const call = await callerNamed('asked');
    const answer = await call('confluence_edit_page', append('[x](https://evil.example)'));
    expect(textOf(answer)).toMatch(
      /^POLICY_DENIED: .*rule confirm\.links.*evil\.example needs the consent of a person/,
    );
    expect(textOf(await call('confluence_delete_page', { page_id: page }))).toMatch(/rule confirm\.delete/);
    expect((await call('confluence_edit_page', append('Words alone.'))).isError).toBeFalsy();
  });
});

describe('a policy without a default', () => {
  it('lets callers read and write nothing whom it does not name', async () => {
    const folder = folderWith({ 'policy.json': JSON.stringify({ callers: { 'jwt:bob': {} } }) });
    const other = await startTestService({ env: { WRITE_POLICY_FILE: `${folder}/policy.json` } });
    const client = openRpc(other.url, await other.token());
    expect((await client.call('confluence_get_page', { page_id: page })).isError).toBeFalsy();
    expect(await client.text('confluence_edit_page', append('Mine.'))).toMatch(/rule default.*write nothing/);
    await other.close();
  });
});

describe('tools of other APIs', () => {
  it('are held to it as well: named to be allowed, with their links, deletes and numbers', async () => {
    const rules = (own: object) => JSON.stringify({ default: { link_hosts: ['docs.example.com'], ...own } });
    const open = async (own: object) => {
      const folder = folderWith({ 'policy.json': rules(own) });
      const tickets = await serveTickets({ WRITE_POLICY_FILE: `${folder}/policy.json` });
      const create = (description: string) =>
        openRpc(tickets.url, nora).text('create_ticket', { title: 'A ticket', description });
      const sent = () => tickets.requests.filter(({ method }) => method === 'POST').length;
      return { ...tickets, create, sent };
    };
    const unnamed = await open({});
    expect(await unnamed.create('Words.')).toMatch(/^POLICY_DENIED: .*rule tools/);
    expect(unnamed.sent()).toBe(0);
    await unnamed.close();
    const named = await open({ tools: ['api:tickets'], writes_per_hour: 1 });
    expect(await named.create('See https://evil.example/?q=secret')).toMatch(/rule link_hosts.*evil\.example/);
    for (const address of ['HTTPS:\\\\evil.example', 'https:evil.example', 'https:\\/\\/evil.example\\/x']) {
      expect(await named.create(`See ${address}`)).toMatch(/rule link_hosts.*evil\.example/);
    }
    expect(named.sent()).toBe(0);
    expect(await named.create('See https://docs.example.com/x')).toMatch(/status 201/);
    expect(await named.create('Another one.')).toMatch(/^RATE_LIMITED: .*writes_per_hour/);
    expect(named.sent()).toBe(1);
    await named.close();
  });
});
