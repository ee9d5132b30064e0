import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';

const authorizationServer = 'https://login.example.com/realms/acme';
const wellKnown = '/.well-known/oauth-protected-resource';
const service = () => openApp({ authorizationServer }).app;
const endpoint = 'https://mcp.example.com/mcp-server/mcp';

describe('the protected-resource metadata', () => {
  it.each([
    [`${wellKnown}${mcpPath}`, endpoint],
    [`${wellKnown}${mcpPath}/`, `${endpoint}/`],
    [wellKnown, endpoint],
  ])('[O19] at %s describes %s', async (path, resource) => {
    const answer = await request(service()).get(path).set('Origin', 'https://anybody.example');
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.body).toEqual({
      resource,
      authorization_servers: [authorizationServer],
      scopes_supported: ['confluence:read', 'confluence:write', 'confluence:delete'],
      bearer_methods_supported: ['header'],
      resource_name: 'Confluence MCP server',
    });
  });

  it('[O18] takes no URL from the request', async () => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' };
    const answer = await request(service()).get(wellKnown).set(headers);
    expect(answer.body.resource).toBe(endpoint);
  });

  it.each([wellKnown, `${wellKnown}${mcpPath}`, `${wellKnown}/other`])(
    'is not at %s when nobody grants tokens for us',
    async (path) => expect((await request(openApp().app).get(path)).status).toBe(404),
  );

  it('[O19] describes no other resource', async () => {
    expect((await request(service()).get(`${wellKnown}/other`)).status).toBe(404);
  });
});

describe('the challenge', () => {
  const challengeAt = async (path: string, token?: string) => {
    const post = request(service()).post(path);
    if (token !== undefined) post.set('Authorization', token);
    return (await post.send({ ...ping, params: { name: 'forbidden' } })).headers['www-authenticate'];
  };

  it.each([
    [mcpPath, `${wellKnown}${mcpPath}`],
    [`${mcpPath}/`, `${wellKnown}${mcpPath}/`],
    ['/mcp-server/messages', `${wellKnown}${mcpPath}`],
  ])('at %s leads to %s', async (path, metadata) => {
    const header = await challengeAt(path);
    expect(header).toContain(`resource_metadata="https://mcp.example.com${metadata}"`);
    expect(header).toContain('scope="confluence:read"');
    expect(header).not.toContain('error');
  });

  it('says so when the token was bad', async () => {
    expect(await challengeAt(`${mcpPath}/`, 'Bearer bad')).toMatch(
      /error="invalid_token".*resource_metadata=".*\/mcp\/"/,
    );
  });

  it('names the scope that a call lacked', async () => {
    const header = await challengeAt(mcpPath, 'Bearer good-ann');
    expect(header).toMatch(/error="insufficient_scope".*scope="confluence:write".*resource_metadata=/);
  });
});
