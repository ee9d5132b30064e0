import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { answer } from '../upstream.js';
import { useUpstreamClient, wirePage } from './upstream-client.js';

const open = useUpstreamClient();
const storage = { storage: { value: '<p>x</p>' } };
const all = { location: 'all', status: 'all', limit: 25 } as const;

describe('pages of Data Center', () => {
  it('are no empty page when they come without a body', async () => {
    const { confluence, answerWith } = open();
    answerWith({ '/api/content/7': () => wirePage('7', { body: {} }) });
    expect((await caught(confluence.pages.get('7'))).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('are told in UTC, with links of the site and never of another', async () => {
    const { confluence, answerWith, upstream } = open();
    const version = { number: 2, when: '2026-11-12T09:05:00.000+01:00' };
    const _links = { webui: '//evil.example/x', base: 'https://evil.example' };
    answerWith({ '/api/content/7': () => wirePage('7', { version, _links, body: storage, status: 'deleted' }) });
    expect(await confluence.pages.get('7')).toMatchObject({
      updatedAt: '2026-11-12T08:05:00.000Z',
      url: `${upstream.origin}/confluence/pages/viewpage.action?pageId=7`,
      status: 'trashed',
    });
  });

  it('fail as a whole when it cannot be known whether they are drafts', async () => {
    const { confluence, upstream, answerWith } = open();
    answerWith({
      '/api/content/7': ({ searchParams }, res) => answer(res, searchParams.get('status') === 'draft' ? 500 : 404, ''),
    });
    expect((await caught(confluence.pages.get('7'))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream.requests.length).toBeGreaterThan(2);
  });

  it('are read again when the answer of their update tells too little', async () => {
    const { confluence, upstream, answerWith } = open();
    answerWith({ '/api/content/7': () => wirePage('7', { ancestors: [{ id: '3' }] }) });
    const written = upstream.handler;
    upstream.handler = (req, res, attempt) =>
      req.method === 'PUT' ? answer(res, 200, { id: '7' }) : written(req, res, attempt);
    const change = { type: 'page', title: 'T', body: '', status: 'current', expectedVersion: 1 } as const;
    expect(await confluence.pages.update('7', change)).toMatchObject({ id: '7', parentId: '3' });
    let isWritten = false;
    const told = upstream.handler;
    upstream.handler = (req, res, attempt) => {
      if (isWritten && req.method === 'GET') return answer(res, 500, '');
      isWritten ||= req.method === 'PUT';
      return told(req, res, attempt);
    };
    expect((await caught(confluence.pages.update('7', change))).hint).toContain('has happened');
  });
});

describe('comments of Data Center', () => {
  const comment = (id: string, parts: Record<string, unknown> = {}) => ({
    ...{ id, type: 'comment', title: 'Re', version: { number: 1, when: '2026-01-01T00:00:00.000Z' }, body: storage },
    ...parts,
  });

  it('stay in the list when the thread that they answer is hidden', async () => {
    const { confluence, answerWith } = open();
    const inline = { location: 'inline', resolution: { status: 'dangling' } };
    answerWith({
      '/api/content/7/child/comment': () => ({
        results: [
          comment('12', { ancestors: [{ id: '99' }] }),
          comment('11', { extensions: inline }),
          comment('10', { extensions: { location: 'resolved' } }),
        ],
      }),
    });
    const { items } = await confluence.comments.list('7', all);
    expect(items.map(({ id, location, status, author }) => [id, location, status, author.name])).toEqual([
      ['12', 'footer', 'open', 'Anonymous'],
      ['10', 'inline', 'resolved', 'Anonymous'],
      ['11', 'inline', 'dangling', 'Anonymous'],
    ]);
    const resolved = await confluence.comments.list('7', { ...all, status: 'resolved' });
    expect(resolved.items.map(({ id }) => id)).toEqual(['10']);
  });

  it('are read again when the answer of their update tells too little', async () => {
    const { confluence, upstream, answerWith } = open();
    answerWith({ '/api/content/9': () => comment('9', { container: { id: '7', type: 'page' } }) });
    const read = upstream.handler;
    upstream.handler = (req, res, attempt) =>
      req.method === 'PUT' ? answer(res, 200, { id: '9' }) : read(req, res, attempt);
    expect(await confluence.comments.update('9', '<p>new</p>')).toMatchObject({ pageId: '7', body: '<p>new</p>' });
  });
});

describe('files of Data Center', () => {
  const file = (parts: Record<string, unknown> = {}) => ({
    ...{ id: 'att9', type: 'attachment', title: 'a b.txt', version: { number: 3 }, extensions: { fileSize: 2 } },
    ...{ container: { id: '7', type: 'page' }, ...parts },
  });
  const bytes = (_url: URL, res: Parameters<typeof answer>[0]) => {
    res.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    res.end('hi');
  };

  it.each([
    [
      '/download/attachments/8/a%20b.txt?version=3&api=v2',
      '/confluence/download/attachments/8/a%20b.txt?version=3&api=v2',
    ],
    ['https://evil.example/steal', '/confluence/download/attachments/7/a%20b.txt?version=3&api=v2'],
    ['/download/attachments/../../../admin', '/confluence/download/attachments/7/a%20b.txt?version=3&api=v2'],
    [undefined, '/confluence/download/attachments/7/a%20b.txt?version=3&api=v2'],
  ])('come down from the site itself, whatever their link %j says', async (download, expected) => {
    const { confluence, answerWith, upstream } = open();
    const [path = ''] = expected.split('?');
    answerWith({ '/api/content/att9': () => file({ _links: { download } }), [path]: bytes });
    const content = await confluence.attachments.download('att9', { maxBytes: 10 });
    expect(Buffer.from(content.bytes).toString()).toBe('hi');
    expect(content).toMatchObject({ id: 'att9', mediaType: 'application/octet-stream', pageId: '7' });
    expect(upstream.requests.at(-1)?.url).toBe(expected);
  });

  it('are not served when they are on neither a page nor a blog post', async () => {
    const { confluence, answerWith } = open();
    answerWith({ '/api/content/att9': () => file({ container: { id: '5', type: 'global' } }) });
    expect((await caught(confluence.attachments.get('att9'))).code).toBe('NOT_SUPPORTED');
  });

  it('are read again when the answer to a new version tells too little', async () => {
    const { confluence, answerWith } = open();
    answerWith({
      '/api/content/7/child/attachment': () => ({ results: [file()] }),
      '/api/content/7/child/attachment/att9/data': () => ({ id: 'att9' }),
      '/api/content/att9': () => file({ version: { number: 4 } }),
    });
    const upload = { filename: 'a b.txt', mediaType: 'text/plain', bytes: Buffer.from('hi') };
    expect((await confluence.attachments.upload('7', upload)).version).toBe(4);
  });
});

describe('searches of Data Center', () => {
  it('tell people, spaces and other things apart', async () => {
    const { confluence, answerWith } = open();
    answerWith({
      '/api/search': () => ({
        results: [
          { user: { type: 'known', username: 'ada', userKey: 'k1' }, title: 'Ada', url: '/display/~ada' },
          { user: { userKey: 'k2' }, title: 'Old' },
          { space: { key: 'ENG' }, title: '@@@hl@@@Eng@@@endhl@@@ineering' },
          { content: { id: '7', type: 'page' }, title: 'T', resultGlobalContainer: { displayUrl: '/display/HR' } },
          { title: 'What?', lastModified: 'yesterday' },
          { entityType: 'user', user: { type: 'anonymous' } },
        ],
      }),
    });
    const { items } = await confluence.search.cql('x', { limit: 10 });
    expect(items.map(({ id, type, title, spaceKey }) => [id, type, title, spaceKey])).toEqual([
      ['ada', 'user', 'Ada', null],
      ['k2', 'user', 'Old', null],
      ['ENG', 'space', 'Engineering', 'ENG'],
      ['7', 'page', 'T', 'HR'],
      ['', 'unknown', 'What?', null],
      ['', 'user', '', null],
    ]);
    expect((await confluence.users.search('ada', 10)).map(({ id, name }) => [id, name])).toEqual([
      ['ada', 'ada'],
      ['k2', 'k2'],
    ]);
  });

  it('for names fail when a name cannot be looked up, and skip who has none', async () => {
    const { confluence, answerWith } = open();
    answerWith({
      '/api/user': ({ searchParams }, res) =>
        searchParams.get('username') === 'ada' ? answer(res, 500, '') : { type: 'anonymous' },
    });
    expect((await confluence.users.names(['nobody'])).size).toBe(0);
    expect((await caught(confluence.users.names(['ada']))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});
