import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';

type App = ReturnType<typeof openApp>;
const post = ({ app }: App, token: string, forwardedFor = '203.0.113.9') =>
  request(app)
    .post(mcpPath)
    .set({ Authorization: `Bearer ${token}`, 'X-Forwarded-For': forwardedFor })
    .send(ping);
const limited = (trustProxyHops = 0) => openApp({ settings: { rateLimitPerMinute: 3, trustProxyHops } });

describe('the limit of failures', () => {
  it('stops an address before another token of it is looked at', async () => {
    const service = limited();
    const statuses = [];
    for (let n = 0; n < 5; n++) statuses.push((await post(service, 'bad')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(service.authenticator.seen).toHaveLength(3);
  });

  it('says when to come back', async () => {
    const service = limited();
    for (let n = 0; n < 3; n++) await post(service, 'bad');
    const answer = await post(service, 'bad');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
    expect(answer.body).toMatchObject({ error: 'rate_limited', request_id: expect.any(String) });
    expect(service.audited.at(-1)).toMatchObject({ outcome: 'rejected', reason: 'rate_limited' });
  });

  it('holds for a burst whose failures are not known yet', async () => {
    const service = limited();
    const server = service.app.listen(0);
    const shots = Array.from({ length: 20 }, () =>
      request(server).post(mcpPath).set('Authorization', 'Bearer bad').send(ping),
    );
    await Promise.all(shots);
    expect(service.authenticator.seen).toHaveLength(3);
    await new Promise((resolve) => server.close(resolve));
  });

  it('does not count valid tokens, nor what is not the fault of the caller', async () => {
    const service = limited();
    for (const token of ['no-keys', 'no-keys', 'no-keys', 'crash', 'crash', 'crash', 'good-a', 'good-b', 'good-c'])
      await post(service, token);
    expect((await post(service, 'good-d')).status).toBe(200);
    expect(service.authenticator.seen).toHaveLength(10);
  });

  it('counts authentic strangers', async () => {
    const service = limited();
    for (let n = 0; n < 3; n++) await post(service, 'stranger');
    expect((await post(service, 'stranger')).status).toBe(429);
  });

  it('cannot be dodged with another X-Forwarded-For each time', async () => {
    const service = limited();
    for (let n = 0; n < 3; n++) await post(service, 'bad', `198.51.100.${n}`);
    expect((await post(service, 'bad', '198.51.100.99')).status).toBe(429);
  });

  it('believes exactly as many proxies as are ours', async () => {
    const service = limited(1);
    for (let n = 0; n < 3; n++) await post(service, 'bad', `198.51.100.${n}, 203.0.113.1`);
    expect((await post(service, 'bad', '198.51.100.99, 203.0.113.1')).status).toBe(429);
    expect((await post(service, 'bad', '203.0.113.2')).status).toBe(401);
  });

  it('counts the addresses of one IPv6 network together', async () => {
    const service = limited(1);
    for (let n = 0; n < 3; n++) await post(service, 'bad', `2001:db8:0:1::${n}`);
    expect((await post(service, 'bad', '2001:db8:0:1:ffff::1')).status).toBe(429);
    expect((await post(service, 'bad', '2001:db9::1')).status).toBe(401);
  });

  it('is off at 0', async () => {
    const service = openApp();
    for (let n = 0; n < 10; n++) expect((await post(service, 'bad')).status).toBe(401);
  });
});
