import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { isAppError, type AppError } from '../../../src/errors.js';
import { readAnswer } from '../../../src/confluence/transport/read-answer.js';
import type { WireRequest } from '../../../src/confluence/transport/wire-request.js';
import { read, write } from '../upstream.js';

interface Refusal {
  request?: WireRequest<unknown>;
  status?: number;
  text?: string;
  headers?: Record<string, string>;
}

function refusal({ request = read, status = 200, text = '', headers = {} }: Refusal): AppError {
  try {
    readAnswer(request, { status, text, headers });
  } catch (error) {
    if (isAppError(error)) return error;
  }
  throw new Error('expected an AppError');
}

const v1 = (message: string): string =>
  JSON.stringify({ statusCode: 400, data: { errors: [] }, message: `com.atlassian.x.BadRequestException: ${message}` });
const v2 = (title: string): string => JSON.stringify({ errors: [{ status: '400', code: 'X', title, detail: null }] });

describe('a refusal', () => {
  it.each([
    [400, 'INVALID_INPUT'],
    [401, 'CREDENTIALS_REJECTED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [408, 'UPSTREAM_TIMEOUT'],
    [409, 'VERSION_CONFLICT'],
    [405, 'NOT_SUPPORTED'],
    [410, 'NOT_SUPPORTED'],
    [412, 'INVALID_INPUT'],
    [413, 'INVALID_INPUT'],
    [415, 'NOT_SUPPORTED'],
    [414, 'INVALID_INPUT'],
    [418, 'INTERNAL'],
    [422, 'INVALID_INPUT'],
    [429, 'RATE_LIMITED'],
    [431, 'INVALID_INPUT'],
    [500, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [302, 'UPSTREAM_UNAVAILABLE'],
  ])('[C11] with status %d is %s', (status, code) => {
    expect(refusal({ status }).code).toBe(code);
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 418, 429, 500, 503])(
    '[C11] with status %d passes nothing of its body on',
    (status) => {
      const said = v1('internal.host secret-token java.lang.NullPointerException');
      for (const [type, text] of [
        ['text/html', `<html>${said}</html>`],
        ['application/json', said],
        ['text/plain', said],
      ] as const) {
        const error = refusal({ status, text, headers: { 'content-type': type, server: 'internal.host' } });
        expect(JSON.stringify([error.message, error.hint, error.details])).not.toMatch(
          /internal\.host|secret|java|<html/,
        );
      }
    },
  );

  it('for want of a scope is FORBIDDEN and names the scope', () => {
    const text = '{"code":401,"message":"Unauthorized; scope does not match"}';
    const error = refusal({ status: 401, text });
    expect(error.code).toBe('FORBIDDEN');
    expect(error.message).toContain('read:page:confluence');
  });

  it.each([
    ['v2', v2('Version must be incremented when updating a page. Current Version: [3]. Provided version: [3]')],
    ['v1', v1('Version must be incremented on update. Current version is: 3')],
  ])('of a stale version tells the present one (%s)', (_api, text) => {
    expect(refusal({ status: 409, text }).details).toEqual({ current_version: 3 });
    expect(refusal({ status: 400, text })).toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: 3 } });
  });

  it('of a stale version without a number tells none', () => {
    expect(refusal({ status: 409, text: v1('Attempted to update stale data') }).details).toEqual({});
  });

  it.each([400, 409])('of a title that is taken names the title (%d)', (status) => {
    const text = v1('A page with this title already exists: A page already exists with the title T in the space');
    const error = refusal({ request: write, status, text });
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.message).toBe('Page 7: the space already has a page with the title "T".');
    expect(refusal({ status, text }).message).toContain('this title');
  });

  it('of storage format tells where, when Confluence does', () => {
    const text = v1(
      'Error parsing xhtml: Unexpected close tag </br>; expected </p>.\n at [row,col {unknown-source}]: [11,7]',
    );
    expect(refusal({ status: 400, text })).toMatchObject({ code: 'UNCONVERTIBLE', details: { row: 11, column: 7 } });
    expect(refusal({ status: 400, text: v2('Error parsing xhtml') }).details).toEqual({});
  });

  it.each(['Could not parse cql : nonsense', 'CQL was parsed but the search manager was unable to execute the search'])(
    'of a query is INVALID_INPUT: %s',
    (message) => {
      expect(refusal({ status: 400, text: v1(message) }).details).toEqual({ field: 'query' });
    },
  );

  it('that nobody recognises gives the hint of the request', () => {
    const request = { ...read, badRequestHint: 'Choose a phrase of the page.' };
    expect(refusal({ request, status: 400, text: 'nonsense' }).hint).toBe('Choose a phrase of the page.');
  });

  it('by rate tells when to come back, from whichever header says so', () => {
    const reset = new Date(Date.now() + 40_000).toISOString();
    const seconds = refusal({ status: 429, headers: { 'x-ratelimit-reset': reset } }).details['retry_after_seconds'];
    expect([39, 40]).toContain(seconds);
    expect(refusal({ status: 429, headers: { 'retry-after': 'soon' } }).details).toEqual({});
  });
});

describe('an answer that is none', () => {
  it.each(['<!doctype html><title>Log in</title>', '<html>Sign in with SSO</html>', ' <form><input type=password>'])(
    '[C10] because it is a login page is CREDENTIALS_REJECTED: %s',
    (text) => expect(refusal({ text }).code).toBe('CREDENTIALS_REJECTED'),
  );

  it.each([
    ['a web page', 'Maintenance', { 'content-type': 'text/html; charset=utf-8' }],
    ['no JSON', '{"ok":', {}],
    ['of another shape', '{"ok":"yes"}', {}],
    ['empty', '', {}],
    ['nothing', 'null', {}],
  ])('[C10] because it is %s is UPSTREAM_UNAVAILABLE', (_name, text, headers) => {
    expect(refusal({ text, headers }).code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('to a write says that the write may have happened', () => {
    expect(refusal({ request: write, text: 'garbage' }).hint).toContain('may have happened');
    expect(refusal({ request: write, text: 'x', headers: { 'content-type': 'text/html' } }).hint).toContain(
      'may have happened',
    );
    expect(refusal({ request: write, status: 500 }).hint).toContain('may have happened');
  });
});

describe('a refusal that says why', () => {
  it('names a read-only site, and an address that is kept out', () => {
    const readOnly = refusal({ request: write, status: 405, text: v1('Confluence is in READ_ONLY mode') });
    expect(readOnly).toMatchObject({ code: 'FORBIDDEN', details: { reason: 'READ_ONLY' } });
    const page = { text: '<html><body>Your IP is not allowed</body></html>', headers: { 'content-type': 'text/html' } };
    const keptOut = refusal({ status: 403, ...page });
    expect(keptOut).toMatchObject({ code: 'FORBIDDEN', details: { reason: 'IP_ALLOW_LIST' } });
    expect(keptOut.message).not.toContain('Your IP');
  });

  it('names the scope that a token lacks, whichever status says so', () => {
    for (const status of [401, 403]) {
      const error = refusal({ status, text: JSON.stringify({ message: 'Unauthorized; scope does not match' }) });
      expect(error).toMatchObject({ code: 'FORBIDDEN', details: { scope: 'read:page:confluence' } });
    }
  });

  it.each([
    ['Content body cannot be converted to new editor format', 'new editor'],
    ['Unsupported extension com.example', 'macros'],
    ['The content body exceeds the maximum size', 'too large'],
  ])('tells of a body what Confluence has against it: %s', (said, reason) => {
    for (const text of [v1(said), v2(said)]) {
      const error = refusal({ request: write, status: 400, text });
      expect(error.code).toBe('UNCONVERTIBLE');
      expect(error.message).toContain(reason);
      expect(error.hint).not.toContain('title');
    }
  });

  it('names the field that CQL does not know, and nothing else of the query', () => {
    for (const said of ['No field exists with name: siteSearch', 'x ~ "secret" (Unknown field: siteSearch)']) {
      const error = refusal({ status: 400, text: v1(`Could not parse cql : ${said}`) });
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'query', unknown_field: 'siteSearch' } });
      expect(error.message).not.toContain('secret');
    }
  });
});

describe('an answer', () => {
  // Ids above 2^53 came back as their neighbours where an interface sends them as numbers.
  it('[C10] is found to be no JSON in time that grows with its length', () => {
    const before = process.cpuUsage();
    for (const text of ['"\\'.repeat(1_000_000), '"a'.repeat(1_000_001), '"\\\n'.repeat(500_000)])
      expect(refusal({ text: `${text}1234567890123456` }).code).toBe('UPSTREAM_UNAVAILABLE');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  it('keeps numbers that are ids exact, and leaves texts and other numbers alone', () => {
    const text = String.raw`{"id": 9007199254740993, "list":[12345678901234567],"body":"x: 9007199254740993, \" 1","n":0.5}`;
    const request = { ...read, answer: z.unknown() };
    expect(readAnswer(request, { status: 200, text, headers: {} })).toEqual({
      ...{ id: '9007199254740993', list: ['12345678901234567'], body: 'x: 9007199254740993, " 1', n: 0.5 },
    });
  });
});
