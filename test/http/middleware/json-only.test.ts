import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { mcpPath, openApp } from '../open-app.js';

const statusFor = async (contentType: string | undefined, authorization = 'Bearer good-ann') => {
  const { app, mcp } = openApp();
  const post = request(app).post(mcpPath).set('Authorization', authorization);
  if (contentType !== undefined) post.set('Content-Type', contentType);
  else post.unset('Content-Type');
  const answer = await post.serialize(String).send('{"jsonrpc":"2.0"}');
  return { status: answer.status, error: answer.body.error as unknown, calls: mcp.calls.length };
};

describe('the content type', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; profile=x',
  ])('may be %s', async (type) => expect(await statusFor(type)).toMatchObject({ status: 200, calls: 1 }));

  it.each([
    'text/plain',
    'application/jsonp',
    'application/json-rpc',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    '',
  ])('may not be %j', async (type) => {
    expect(await statusFor(type)).toEqual({ status: 415, error: 'unsupported_media_type', calls: 0 });
  });

  it('may not be missing', async () => {
    expect(await statusFor(undefined)).toMatchObject({ status: 415, calls: 0 });
  });

  it('is nothing that a stranger learns about', async () => {
    expect(await statusFor('text/plain', 'Bearer bad')).toMatchObject({ status: 401 });
  });
});
