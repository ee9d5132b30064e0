import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp, ping } from '../open-app.js';

describe('the security headers', () => {
  it.each(['/health', '/nowhere', mcpPath])('are on %s, whatever the answer', async (path) => {
    const { headers } = await request(openApp().app).post(path).set('Authorization', 'Bearer good-ann').send(ping);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
    });
  });
});
