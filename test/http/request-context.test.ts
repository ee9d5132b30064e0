import express from 'express';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { renderError } from '../../src/http/middleware/render-error.js';
import { requestId } from '../../src/http/middleware/access-log.js';
import { callerOf } from '../../src/http/request-context.js';
import { createMemoryLog } from './memory-log.js';

describe('callerOf', () => {
  it('serves nobody on a route that forgot to ask who is calling', async () => {
    const app = express().use(requestId(createMemoryLog()));
    app.get('/open', (_req, res) => void res.json(callerOf(res)));
    app.use(renderError());
    expect((await request(app).get('/open')).status).toBe(500);
  });
});
