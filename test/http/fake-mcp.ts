import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access, Caller, ListedTool } from '../../src/mcp/index.js';

type Handler = (req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller) => Promise<void>;

/** The smallest MCP: echoes the message and its caller, refuses the tool named `forbidden`. */
export class FakeMcp {
  readonly calls: { route: string; body: unknown; caller: Caller }[] = [];
  refusal: 'insufficient_scope' | 'access_denied' = 'insufficient_scope';
  answer: Handler = (_req, res, body, { principal }) => reply(res, { caller: principal.subject, body });

  tools: ListedTool[] = [];

  list(): readonly ListedTool[] {
    return this.tools;
  }

  requestOptions(): undefined {
    return undefined;
  }

  access(_caller: unknown, message: unknown): Access {
    const { params } = message as { params?: { name?: string } };
    if (params?.name !== 'forbidden') return { kind: 'allowed' };
    return { kind: this.refusal, scope: 'confluence:write', call: { tool: 'forbidden', effect: 'update' } };
  }

  handleHttp(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void> {
    this.calls.push({ route: 'mcp', body, caller });
    return this.answer(req, res, body, caller);
  }

  openSse(_req: IncomingMessage, res: ServerResponse, caller: Caller, postPath: string): Promise<void> {
    this.calls.push({ route: 'sse', body: undefined, caller });
    return reply(res, { postPath });
  }

  sseOptions(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  postSse(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void> {
    this.calls.push({ route: 'messages', body, caller });
    return reply(res, { url: req.url });
  }
}

export function reply(res: ServerResponse, value: unknown): Promise<void> {
  res.writeHead(200, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(value));
  return Promise.resolve();
}
