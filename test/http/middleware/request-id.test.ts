import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openApp } from '../open-app.js';

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('the request id', () => {
  it('is made when the request brings none', async () => {
    const answer = await request(openApp().app).get('/nowhere');
    expect(answer.headers['x-request-id']).toMatch(uuid);
    expect(answer.body.request_id).toBe(answer.headers['x-request-id']);
  });

  it('is the one that the request brings', async () => {
    const answer = await request(openApp().app).get('/nowhere').set('X-Request-Id', 'job-7:a.b_c');
    expect(answer.body.request_id).toBe('job-7:a.b_c');
  });

  it.each(['', 'a b', '<script>', 'x'.repeat(129), '{"severity":"x"}'])('is made anew instead of %j', async (id) => {
    const answer = await request(openApp().app).get('/nowhere').set('X-Request-Id', id);
    expect(answer.headers['x-request-id']).toMatch(uuid);
  });

  it('is bound to every log line, with the trace', async () => {
    const { app, logged } = openApp();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await request(app).get('/nowhere').set({ 'X-Request-Id': 'one', traceparent });
    expect(logged).toEqual([
      expect.objectContaining({
        request_id: 'one',
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        span_id: 'b7ad6b7169203331',
      }),
    ]);
  });
});
