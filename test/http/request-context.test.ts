import express from 'express';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { renderError } from '../../src/http/middleware/render-error.js';
import { requestId } from '../../src/http/middleware/access-log.js';
import { callerOf, headerValues } from '../../src/http/request-context.js';
import { createMemoryLog } from './memory-log.js';

describe('callerOf', () => {
  it('serves nobody on a route that forgot to ask who is calling', async () => {
    const app = express().use(requestId(createMemoryLog()));
    app.get('/open', (_req, res) => void res.json(callerOf(res)));
    app.use(renderError());
    expect((await request(app).get('/open')).status).toBe(500);
  });
});

describe('headerValues', () => {
  const rawHeaders = ['Host', 'a', 'X-One', '1', '__proto__', 'x', 'x-one', '2', 'X-Two', 'x-one'];

  it('gives each value as it was sent, whatever the case of the name', () => {
    expect(headerValues({ rawHeaders }, 'x-one')).toEqual(['1', '2']);
    expect(headerValues({ rawHeaders }, '__proto__')).toEqual(['x']);
    expect(headerValues({ rawHeaders }, 'x-none')).toEqual([]);
  });

  it('does not ask the table that throws for a header called __proto__ in older releases of Node', () => {
    const request = {
      rawHeaders,
      get headersDistinct(): never {
        throw new TypeError('dest[field].push is not a function');
      },
    };
    expect(headerValues(request, 'host')).toEqual(['a']);
  });
});
