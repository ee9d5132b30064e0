import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { AppError } from '../../../src/errors.js';
import { mcpPath, openApp, ping } from '../open-app.js';

const failWith = async (error: Error) => {
  const service = openApp();
  service.mcp.answer = () => Promise.reject(error);
  const answer = await request(service.app).post(mcpPath).set('Authorization', 'Bearer good-ann').send(ping);
  return { answer, ...service };
};

describe('the error answer', () => {
  it('of a defect says only its request id, and the log says the rest', async () => {
    const defect = new Error('connect to 10.0.0.3 with s3cret');
    const { answer, logged } = await failWith(defect);
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      error: 'internal',
      message: 'Something went wrong on our side. Give the request id when you report it.',
      request_id: answer.headers['x-request-id'],
    });
    expect(logged).toContainEqual(expect.objectContaining({ level: 'error', event: 'request_failed', err: defect }));
  });

  it('of a known failure has its status, its code, and what to do next', async () => {
    const { answer } = await failWith(new AppError('UPSTREAM_TIMEOUT', 'Too slow.', { hint: 'Try again.' }));
    expect(answer.status).toBe(504);
    expect(answer.body).toMatchObject({ error: 'upstream_timeout', message: 'Too slow. Try again.' });
  });

  it('does without a hint', async () => {
    const { answer, logged } = await failWith(new AppError('NOT_FOUND', 'No such thing.'));
    expect(answer.body).toMatchObject({ error: 'not_found', message: 'No such thing.' });
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('takes no status from errors that are not about the request', async () => {
    const upstream = Object.assign(new Error('404 from https://internal.example/x'), { status: 404 });
    const { answer } = await failWith(upstream);
    expect([answer.status, answer.body.error]).toEqual([500, 'internal']);
  });

  it('is never cached', async () => {
    const { answer } = await failWith(new Error());
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('breaks the connection when half an answer is already out', async () => {
    const { app, mcp } = openApp();
    mcp.answer = (_req, res) => {
      res.writeHead(200);
      res.write('half');
      return Promise.reject(new Error());
    };
    const post = request(app).post(mcpPath).set('Authorization', 'Bearer good-ann');
    await expect(post.send(ping)).rejects.toThrow(/aborted|hang up/);
  });
});
