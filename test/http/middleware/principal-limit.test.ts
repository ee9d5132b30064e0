import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';

type App = ReturnType<typeof openApp>;
const post = ({ app }: App, name: string) =>
  request(app).post(mcpPath).set('Authorization', `Bearer good-${name}`).send(ping);
const limited = () => openApp({ settings: { rateLimitPerMinute: 3 } });

describe('the limit of requests', () => {
  it('counts each principal alone', async () => {
    const service = limited();
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await post(service, 'ann')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await post(service, 'bob')).status).toBe(200);
    expect(service.mcp.calls).toHaveLength(4);
  });

  it('says how much is left and when to come back', async () => {
    const service = limited();
    expect((await post(service, 'ann')).headers['ratelimit']).toMatch(/limit=3, remaining=2, reset=60/);
    await post(service, 'ann');
    await post(service, 'ann');
    const answer = await post(service, 'ann');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
    expect(answer.body).toEqual({
      error: 'rate_limited',
      message: expect.stringMatching(/^Too many requests. Retry in \d+ seconds.$/),
      request_id: answer.headers['x-request-id'],
    });
  });

  it('is one for all the paths of a service', async () => {
    const service = limited();
    for (let n = 0; n < 3; n++)
      await request(service.app).get('/mcp-server/sse').set('Authorization', 'Bearer good-ann');
    expect((await post(service, 'ann')).status).toBe(429);
  });

  it('is off at 0', async () => {
    const service = openApp();
    for (let n = 0; n < 10; n++) expect((await post(service, 'ann')).status).toBe(200);
    expect((await post(service, 'ann')).headers).not.toHaveProperty('ratelimit');
  });
});
