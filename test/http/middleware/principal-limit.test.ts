import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openDoor, ping } from '../open-door.js';

type Door = ReturnType<typeof openDoor>;
const post = ({ app }: Door, name: string) =>
  request(app).post(mcpPath).set('Authorization', `Bearer good-${name}`).send(ping);
const limited = () => openDoor({ settings: { rateLimitPerMinute: 3 } });

describe('the limit of requests', () => {
  it('counts each principal alone', async () => {
    const door = limited();
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await post(door, 'ann')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await post(door, 'bob')).status).toBe(200);
    expect(door.mcp.calls).toHaveLength(4);
  });

  it('says how much is left and when to come back', async () => {
    const door = limited();
    expect((await post(door, 'ann')).headers['ratelimit']).toMatch(/limit=3, remaining=2, reset=60/);
    await post(door, 'ann');
    await post(door, 'ann');
    const answer = await post(door, 'ann');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
    expect(answer.body).toEqual({
      error: 'rate_limited',
      message: expect.stringMatching(/^Too many requests. Retry in \d+ seconds.$/),
      request_id: answer.headers['x-request-id'],
    });
  });

  it('is one for all the paths of a door', async () => {
    const door = limited();
    for (let n = 0; n < 3; n++) await request(door.app).get('/mcp-server/sse').set('Authorization', 'Bearer good-ann');
    expect((await post(door, 'ann')).status).toBe(429);
  });

  it('is off at 0', async () => {
    const door = openDoor();
    for (let n = 0; n < 10; n++) expect((await post(door, 'ann')).status).toBe(200);
    expect((await post(door, 'ann')).headers).not.toHaveProperty('ratelimit');
  });
});
