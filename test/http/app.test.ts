import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { FakeMcp } from './fake-mcp.js';
import { mcpPath, openApp, ping } from './open-app.js';

describe('the MCP endpoint', () => {
  it.each([mcpPath, `${mcpPath}/`])('answers at %s without any redirect', async (path) => {
    const { app } = openApp();
    const answer = await request(app).post(path).set('Authorization', 'Bearer good-ann').send(ping);
    expect(answer.status).toBe(200);
    expect(answer.redirects).toEqual([]);
    expect(answer.body).toEqual({ caller: 'ann', body: ping });
  });

  it('hands over the caller with the request id of the answer', async () => {
    const { app, mcp } = openApp();
    const answer = await request(app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(ping);
    expect(mcp.calls[0]?.caller.requestId).toBe(answer.headers['x-request-id']);
  });

  it.each(['get', 'delete', 'put', 'patch', 'head'] as const)('answers %s with 405 and Allow', async (method) => {
    const { app } = openApp();
    const answer = await request(app)[method](mcpPath).set('Authorization', 'Bearer good-ann');
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
  });

  it.each(['get', 'delete'] as const)('tells nobody about methods before they are identified (%s)', async (method) => {
    const answer = await request(openApp().app)[method](mcpPath);
    expect([answer.status, answer.headers['allow']]).toEqual([401, undefined]);
  });

  it('answers a call that the caller may not make with 403 and the scope that would do', async () => {
    const { app, mcp, refused } = openApp();
    const call = { ...ping, method: 'tools/call', params: { name: 'forbidden' } };
    const answer = await request(app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(call);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: 'insufficient_scope', request_id: expect.any(String) });
    expect(answer.headers['www-authenticate']).toMatch(/error="insufficient_scope".*scope="confluence:write"/);
    expect(refused).toMatchObject([
      { principal: 'static:test:ann', tool: 'forbidden', effect: 'update', outcome: 'insufficient_scope' },
    ]);
    expect(mcp.calls).toEqual([]);
  });

  it('does not challenge for what the caller could never be granted', async () => {
    const { app, mcp, refused } = openApp();
    mcp.refusal = 'access_denied';
    const call = { ...ping, method: 'tools/call', params: { name: 'forbidden' } };
    const answer = await request(app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(call);
    expect([answer.status, answer.body.error]).toEqual([403, 'access_denied']);
    expect(answer.headers).not.toHaveProperty('www-authenticate');
    expect(refused).toMatchObject([{ outcome: 'access_denied' }]);
    expect(mcp.calls).toEqual([]);
  });

  it('judges by the body, whatever the Mcp-Method and Mcp-Name headers say', async () => {
    const call = { ...ping, method: 'tools/call', params: { name: 'forbidden' } };
    const answer = await request(openApp().app)
      .post(mcpPath)
      .set({ Authorization: 'Bearer good-ann', 'Mcp-Method': 'ping', 'Mcp-Name': 'harmless' })
      .send(call);
    expect(answer.status).toBe(403);
  });

  it('never crosses the answers of two callers who use the same message ids at the same time', async () => {
    const { app, mcp } = openApp();
    const plain = mcp.answer;
    mcp.answer = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      return plain(...args);
    };
    const server = app.listen(0);
    const ask = async (name: string, id: number) => {
      const post = request(server).post(mcpPath).set('Authorization', `Bearer good-${name}`);
      return (await post.send({ ...ping, id, method: name })).body;
    };
    for (let id = 0; id < 200; id++) {
      const [ann, bob] = await Promise.all([ask('ann', id), ask('bob', id)]);
      expect(ann).toMatchObject({ caller: 'ann', body: { id, method: 'ann' } });
      expect(bob).toMatchObject({ caller: 'bob', body: { id, method: 'bob' } });
    }
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('the HTTP+SSE endpoints', () => {
  it('open a stream that is told where to post', async () => {
    const answer = await request(openApp().app).get('/mcp-server/sse').set('Authorization', 'Bearer good-ann');
    expect(answer.body).toEqual({ postPath: '/mcp-server/messages' });
  });

  it('hand over what is posted, with the session in the query', async () => {
    const { app, mcp } = openApp();
    const post = request(app).post('/mcp-server/messages?sessionId=7').set('Authorization', 'Bearer good-ann');
    expect((await post.send(ping)).body).toEqual({ url: '/mcp-server/messages?sessionId=7' });
    expect(mcp.calls[0]).toMatchObject({ route: 'messages', body: ping });
  });

  it.each([
    ['get', '/mcp-server/sse'],
    ['post', '/mcp-server/messages'],
  ] as const)('%s %s needs a token', async (method, path) => {
    const { app, mcp } = openApp();
    const answer = await request(app)[method](path);
    expect(answer.status).toBe(401);
    expect(mcp.calls).toEqual([]);
  });

  it('check the scope of what is posted', async () => {
    const post = request(openApp().app).post('/mcp-server/messages').set('Authorization', 'Bearer good-ann');
    expect((await post.send({ ...ping, params: { name: 'forbidden' } })).status).toBe(403);
  });

  it.each(['/mcp-server/sse', '/mcp-server/messages'])('are not there unless they are on: %s', async (path) => {
    const answer = await request(openApp({ sse: false }).app).get(path);
    expect(answer.status).toBe(404);
  });
});

describe('what an outsider can reach', () => {
  it.each(['/', '/mcp', '/metrics', '/admin', '/MCP-SERVER/MCP', '/dev/token', '/%2e%2e/etc/passwd', '/%zz'])(
    'answers %s with 404 in the one error shape',
    async (path) => {
      const answer = await request(openApp().app).get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({
        error: 'not_found',
        message: 'There is nothing at this path.',
        request_id: answer.headers['x-request-id'],
      });
    },
  );

  it('tells neither its software nor its version nor a stack, whatever fails', async () => {
    const { app, mcp } = openApp();
    mcp.answer = () => Promise.reject(new Error('inside story'));
    const post = request(app).post(mcpPath).set('Authorization', 'Bearer good-ann');
    const answers = [await post.send(ping), await request(app).get('/nowhere'), await request(app).post(mcpPath)];
    expect(answers.map(({ status }) => status)).toEqual([500, 404, 401]);
    for (const { headers, text } of answers) {
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
      expect(text).not.toMatch(/inside story|node_modules|\.ts|express|1\.2\.3/i);
    }
  });

  it('[H13][J22] lets no header name the caller', async () => {
    const { app, authenticator, audited } = openApp();
    const claims = {
      'X-User-ID': 'admin',
      'X-Goog-Authenticated-User-Email': 'admin@example.com',
      'X-Forwarded-User': 'admin',
      'X-Serverless-Authorization': 'Bearer good-admin',
      'X-Atlassian-Confluence-Url': 'https://evil.example',
      Cookie: 'access_token=good-admin',
    };
    const answer = await request(app).post(`${mcpPath}?access_token=good-admin`).set(claims).send(ping);
    expect(answer.status).toBe(401);
    expect(authenticator.seen).toEqual([[]]);
    expect(JSON.stringify(audited)).not.toContain('admin');
  });

  it('[H20] has no route that answers without a token but those that are meant for everybody', async () => {
    const everybody = [
      ...['/health', '/mcp-server/health', '/ready', '/docs', '/openapi.json'],
      ...['/.well-known/oauth-protected-resource', `/.well-known/oauth-protected-resource${mcpPath}`],
    ];
    const metrics = { contentType: 'text/plain', render: () => Promise.resolve('inside 1'), token: 'm'.repeat(32) };
    const devIssuer = { sign: () => Promise.reject(new Error('signed for nobody')) };
    const { app, mcp, ...served } = openApp({ metrics, devIssuer, authorizationServer: 'https://login.example' });
    const paths = served.paths();
    expect(paths).toEqual(expect.arrayContaining([mcpPath, '/metrics', '/dev/token', ...everybody]));
    const answered = new Set<string>();
    for (const path of paths) {
      for (const method of ['get', 'post', 'put', 'delete', 'options', 'trace'] as const) {
        const { status } = await request(app)[method](path);
        if (status < 400 && !(method === 'options' && status === 204)) answered.add(path);
      }
    }
    expect([...answered].sort()).toEqual([...everybody].sort());
    expect(mcp.calls).toEqual([]);
  });
});

describe('while MCP is being loaded', () => {
  it('is alive, and keeps calls waiting until it can answer them', async () => {
    const fake = new FakeMcp();
    let loaded = (_mcp: FakeMcp): void => undefined;
    let loads = 0;
    const loading = new Promise<FakeMcp>((resolve) => (loaded = resolve));
    const { app } = openApp({ mcp: { get: () => ((loads += 1), loading) } });
    expect([(await request(app).get('/health')).status, loads]).toEqual([200, 0]);
    const calls = [1, 2].map((id) =>
      request(app)
        .post(mcpPath)
        .set('Authorization', 'Bearer good-ann')
        .send({ ...ping, id })
        .then(({ body }) => body),
    );
    expect((await request(app).get('/health')).status).toBe(200);
    expect(fake.calls).toEqual([]);
    loaded(fake);
    expect(await Promise.all(calls)).toMatchObject([{ body: { id: 1 } }, { body: { id: 2 } }]);
    expect(loads).toBe(1);
  });

  it('answers 500 when it cannot be loaded', async () => {
    const { app } = openApp({ mcp: { get: () => Promise.reject(new Error('no such file')) } });
    const answer = await request(app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(ping);
    expect([answer.status, answer.body.error]).toEqual([500, 'internal']);
    expect((await request(app).get('/health')).status).toBe(200);
  });
});
