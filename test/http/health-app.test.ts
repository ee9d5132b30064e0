import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createHealthApp, createReadiness } from '../../src/http/index.js';
import { createMemoryLog } from './memory-log.js';

const log = createMemoryLog();
const readiness = createReadiness({ checks: { confluence: () => Promise.resolve() }, log });
const app = createHealthApp({ version: '1.2.3', log, readiness });

describe('the app of the health port', () => {
  it.each(['/health', '/healthz'])('is alive at %s', async (path) => {
    const answer = await request(app).get(path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', version: '1.2.3' }]);
  });

  it.each(['/ready', '/readyz'])('is ready at %s', async (path) => {
    const answer = await request(app).get(path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', checks: { confluence: 'ok' } }]);
  });

  it.each(['/mcp-server/mcp', '/dev/token', '/'])('serves nothing else: %s', async (path) => {
    const answer = await request(app).post(path);
    expect([answer.status, answer.body.error]).toEqual([404, 'not_found']);
  });
});
