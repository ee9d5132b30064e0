import type { ToolAnswer } from './clients.js';

/** A caller who speaks JSON-RPC and nothing more: each request is one POST. */
export interface Rpc {
  /** The result; rejects with the message of a JSON-RPC error or of a refusal at the door. */
  ask(method: string, params?: object): Promise<unknown>;
  readonly call: (name: string, args: Record<string, unknown>) => Promise<ToolAnswer>;
  /** The readable text of a call, an error's included. */
  text(name: string, args: Record<string, unknown>): Promise<string>;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string } | string;
  readonly message?: string;
}

export function openRpc(url: string, token: string, headers: Record<string, string> = {}): Rpc {
  const ask: Rpc['ask'] = async (method, params = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'mcp-protocol-version': '2025-06-18',
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error, message } = (await response.json()) as Answer;
    if (result !== undefined) return result;
    throw new Error(typeof error === 'object' ? error.message : (message ?? `HTTP ${response.status}`));
  };
  const call: Rpc['call'] = async (name, args) => (await ask('tools/call', { name, arguments: args })) as ToolAnswer;
  return { ask, call, text: async (name, args) => (await call(name, args)).content.map(({ text }) => text).join('\n') };
}
