import { describe, expect, it } from '@jest/globals';
import { callAs, useSandbox } from '../../support/sandbox.js';

describe('error envelopes', () => {
  const sandbox = useSandbox();

  it('have a list of errors in v2', async () => {
    const { status, body } = await callAs(sandbox()).get('/api/v2/pages/1');
    expect([status, body]).toEqual([
      404,
      { errors: [{ status: 404, code: 'NOT_FOUND', title: 'Not Found', detail: null }] },
    ]);
  });

  it('have a message led by a Java class name in v1', async () => {
    const { status, body } = await callAs(sandbox()).get('/rest/api/search?cql=foo');
    expect(status).toBe(400);
    expect(body).toMatchObject({ statusCode: 400, reason: 'Bad Request', data: { valid: false, successful: false } });
    expect(body.message).toMatch(/^com\.atlassian\.[\w.]+BadRequestException: Could not parse cql : foo/);
  });

  it('name the content that is missing in v1', async () => {
    const { status, body } = await callAs(sandbox()).delete('/rest/api/content/1/label?name=x');
    expect([status, body.message]).toEqual([
      404,
      expect.stringMatching(/NotFoundException: No content found with id: ContentId\{id=1\}$/),
    ]);
  });

  it.each(['abc', '99999999999999999999', '9223372036854775808'])('answer 400 for the page id %s', async (id) => {
    const { status, body } = await callAs(sandbox()).get(`/api/v2/pages/${id}`);
    expect([status, body.errors[0].code]).toEqual([400, 'INVALID_REQUEST_PARAMETER']);
  });

  it.each(['/api/v2/unknown', '/rest/api/unknown', '/unknown'])('answer 404 for the path %s', async (path) => {
    expect((await callAs(sandbox()).get(path)).status).toBe(404);
  });

  it.each(['/api/v2/pages', '/rest/api/content/1/label'])('refuse a body over 5 MB for %s', async (path) => {
    const { status } = await callAs(sandbox()).post(path, { title: 'x'.repeat(5 * 1024 * 1024) });
    expect(status).toBe(413);
  });

  it('refuse JSON that does not parse', async () => {
    const { status } = await fetch(`${sandbox().url}/api/v2/pages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(status).toBe(400);
  });

  it.each([
    ['get', '/content'],
    ['get', '/content/131073?expand=body.storage'],
    ['get', '/content/131073/child/page'],
    ['get', '/content/131073/label'],
    ['get', '/space'],
    ['get', '/space/ENG'],
    ['post', '/content'],
    ['put', '/content/131073'],
    ['delete', '/content/131073'],
  ] as const)('answer 410 for the removed endpoint %s %s', async (method, path) => {
    const { status, body } = await callAs(sandbox())[method](`/rest/api${path}`);
    expect([status, body.reason]).toEqual([410, 'Gone']);
  });
});
