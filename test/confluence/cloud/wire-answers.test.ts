import { describe, expect, it } from '@jest/globals';
import { caught } from '../../contract/caught.js';
import { openConfluenceClient } from '../open-client.js';
import { answer, useUpstream } from '../upstream.js';

const upstream = useUpstream();
const call = () => openConfluenceClient(upstream()).forCall({});
const reply = (status: number, body: unknown): void => {
  upstream().handler = (_req, res) => answer(res, status, body);
};

describe('a template', () => {
  it('that the token has no scope for says which scope', async () => {
    reply(401, { code: 401, message: 'Unauthorized; scope does not match' });
    const error = await caught(call().templates.get('5'));
    expect(error).toMatchObject({ code: 'FORBIDDEN', details: { scope: 'read:template:confluence' } });
  });

  it.each(['', '..', '1/2', '1?x', 'é', 'x'.repeat(101)])('cannot have the id %j', async (id) => {
    expect((await caught(call().templates.get(id))).details).toEqual({ field: 'template_id' });
    expect(upstream().requests).toHaveLength(0);
  });

  it('can come without description and space, and a list that promises more can be at its end', async () => {
    const wire = { templateId: 5, name: 'T', body: { storage: { value: '<p />' } } };
    reply(200, wire);
    expect(await call().templates.get('5')).toEqual({
      ...{ id: '5', name: 'T', spaceKey: null, description: '', body: '<p />' },
    });
    reply(200, { results: [], _links: { next: '/rest/api/template/page?start=25' } });
    expect(await call().templates.list({ limit: 25 })).toEqual({ items: [], nextCursor: null });
  });
});

describe('a task', () => {
  it('can be blank', async () => {
    reply(200, { id: '5', pageId: '7', status: 'incomplete', body: {} });
    expect(await call().tasks?.get('5')).toEqual({
      ...{ id: '5', pageId: '7', localId: null, status: 'incomplete', body: '', assignee: null, dueAt: null },
    });
  });

  it('on other content than pages and blog posts is not served', async () => {
    reply(200, { id: '5', status: 'incomplete' });
    expect((await caught(Promise.resolve(call().tasks?.get('5')))).code).toBe('NOT_SUPPORTED');
  });
});

describe('a version', () => {
  it('can come without author, date and message', async () => {
    reply(200, { results: [{ number: 1 }] });
    expect((await call().history.list('7', { limit: 5 })).items).toEqual([
      { number: 1, author: { id: '', name: '', email: null }, createdAt: null, message: '', minor: false },
    ]);
    expect(upstream().requests).toHaveLength(1);
  });
});

describe('a person found', () => {
  it('can hide everything but the id, and a hit can be nobody', async () => {
    reply(200, {
      results: [{ user: { accountId: 'a' }, title: 'Shown' }, { user: { accountId: 'b' } }, { title: 'nobody' }],
    });
    expect(await call().users.search('a', 5)).toEqual([
      { id: 'a', name: 'Shown', email: null },
      { id: 'b', name: 'b', email: null },
    ]);
  });
});

describe('a copy', () => {
  it('keeps the properties, which hold the look of a page', async () => {
    let body = '';
    upstream().handler = (req, res) => {
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      const wire = { id: '9', title: 'T', status: 'current', space: { key: 'ENG' }, version: { number: 1 } };
      req.on('end', () => answer(res, 200, { ...wire, ancestors: [] }));
    };
    const copy = { title: 'T', parentId: '8', includeAttachments: true, includeLabels: false };
    const made = await call().pages.copy('7', copy);
    expect(made).toMatchObject({ id: '9', parentId: '8', updatedAt: null });
    expect(JSON.parse(body)).toEqual({
      ...{ copyAttachments: true, copyLabels: false, copyProperties: true, pageTitle: 'T' },
      destination: { type: 'parent_page', value: '8' },
    });
  });
});
