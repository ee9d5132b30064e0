import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createReadiness } from '../../../src/http/index.js';
import { createMemoryLog } from '../memory-log.js';
import { openApp } from '../open-app.js';

const log = createMemoryLog();
const works = () => Promise.resolve();
const fails = () => Promise.reject(new Error('confluence.internal.example refused'));

describe('ready', () => {
  it('is 200 while every check passes', async () => {
    const { app } = openApp({ readiness: createReadiness({ checks: { confluence: works, keys: works }, log }) });
    const answer = await request(app).get('/ready');
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', checks: { confluence: 'ok', keys: 'ok' } }]);
  });

  it('is 503 with the name of what fails, and nothing more about it', async () => {
    const { app } = openApp({ readiness: createReadiness({ checks: { confluence: fails, keys: works }, log }) });
    const answer = await request(app).get('/ready');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'failing', checks: { confluence: 'failing', keys: 'ok' } });
  });

  it('is 503 once the service is on its way out', async () => {
    const readiness = createReadiness({ checks: { confluence: works }, log });
    const { app } = openApp({ readiness });
    expect((await request(app).get('/ready')).status).toBe(200);
    readiness.drain();
    const answer = await request(app).get('/ready');
    expect([answer.status, answer.body]).toEqual([503, { status: 'draining', checks: {} }]);
  });
});
