import { afterEach, beforeEach } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';

/** JSON of any shape, read freely: what is wrong with it shows in the assertion. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of every shape
export type WireJson = any;

export interface SandboxAnswer {
  status: number;
  headers: Headers;
  /** The JSON answer, or the text when it is none, or undefined when empty. */
  body: WireJson;
}

export interface SandboxCaller {
  get(path: string): Promise<SandboxAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<SandboxAnswer>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<SandboxAnswer>;
  delete(path: string): Promise<SandboxAnswer>;
}

/** A fresh sandbox for every test of the surrounding block. Reach it through the function that comes back. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox(options);
  });
  afterEach(() => sandbox.close());
  return () => sandbox;
}

/**
 * Calls the sandbox as one of its people (`amina`, `priya`, …) or as the service account. Paths are relative to the
 * site's `/wiki`, e.g. `/api/v2/pages`; those that begin with `/wiki` or `http` stay as they are.
 */
export function callAs(sandbox: Sandbox, who = 'service'): SandboxCaller {
  const pair =
    who === 'service'
      ? `${sandbox.credentials.username}:${sandbox.credentials.apiToken}`
      : `${who}@sandbox.example:${who}-api-token`;
  return callWith(sandbox.url, `Basic ${Buffer.from(pair).toString('base64')}`);
}

/** Calls a site with an `Authorization` header, or without any. */
export function callWith(url: string, authorization?: string): SandboxCaller {
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(addressOf(url, path), {
      method,
      redirect: 'manual',
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: (path) => send('DELETE', path),
  };
}

function addressOf(url: string, path: string): string {
  if (path.startsWith('http')) return path;
  return path.startsWith('/wiki') ? new URL(path, url).href : url + path;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
