import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import type { Principal } from '../auth/index.js';
import type { ConfluenceDesk } from '../confluence/index.js';
import type { AuditLog, Logger } from '../observability/index.js';
import { createDispatch } from './dispatch.js';
import type { Caller } from './dispatch.js';
import { mayUse, toolsThatAreOn } from './policy.js';
import type { ToolPolicy } from './policy.js';
import { createToolLists } from './tool-lists.js';
import { catalogue } from './tools/index.js';
import { createHttpTransport } from './transports/http.js';
import { createSseTransport } from './transports/sse.js';
import { startStdio } from './transports/stdio.js';

export interface McpOptions {
  readonly desk: ConfluenceDesk;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly version: string;
  readonly policy: ToolPolicy;
  /** Interval of the comments that keep SSE streams open, 15 s by default. */
  readonly heartbeatMs?: number;
}

/** Whether the door should let a message through to the table. */
export type Access = { kind: 'allowed' } | { kind: 'insufficient_scope'; scope: string };

export interface Mcp {
  /** The tools that are on, in catalogue order. */
  readonly toolNames: readonly string[];
  /**
   * Decides by the parsed body whether this principal may make this call; only `tools/call` can be refused. Unknown
   * tools and those that are off are let through: they answer -32602 alike.
   */
  access(principal: Principal, message: unknown): Access;
  /** Streamable HTTP, stateless, every revision from 2025-03-26 on. `body` is the parsed JSON of the request. */
  handleHttp(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** The old HTTP+SSE transport: opens the stream, and takes the messages that belong to it at `postPath`. */
  openSse(req: IncomingMessage, res: ServerResponse, caller: Caller, postPath: string): Promise<void>;
  postSse(req: IncomingMessage, res: ServerResponse, body: unknown, caller: Caller): Promise<void>;
  /** Serves one client over a pair of streams, the process's own by default, until the input ends. */
  serveStdio(caller: Caller, streams?: { stdin: Readable; stdout: Writable }): StdioSession;
  /** Begins an orderly stop: streams that would never end by themselves end, calls in flight are answered. */
  endStreams(): void;
  /** Ends everything that is still open, calls in flight included. */
  close(): Promise<void>;
}

export interface StdioSession {
  /** Settles when the client has gone or the session was closed. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const heartbeatMsByDefault = 15_000;

export function createMcp(options: McpOptions): Mcp {
  const { desk, audit, log, version, policy, heartbeatMs = heartbeatMsByDefault } = options;
  const on = toolsThatAreOn(catalogue, policy);
  const table = { version, log, list: createToolLists(on), call: createDispatch({ tools: on, desk, audit }) };
  const http = createHttpTransport(table, heartbeatMs);
  const sse = createSseTransport(table, heartbeatMs);
  return {
    toolNames: [...on.keys()],
    access(principal, message) {
      const tool = on.get(calledTool(message) ?? '');
      if (tool === undefined || mayUse(principal, tool)) return { kind: 'allowed' };
      return { kind: 'insufficient_scope', scope: tool.scope };
    },
    handleHttp: (req, res, body, caller) => http.handle(req, res, body, caller),
    openSse: (_req, res, caller, postPath) => sse.open(res, caller, postPath),
    postSse: (req, res, body, caller) => sse.post(req, res, body, caller),
    serveStdio: (caller, streams) => startStdio(table, caller, streams),
    endStreams: () => {
      http.endStreams();
      sse.endStreams();
    },
    close: async () => {
      await Promise.all([http.close(), sse.close()]);
    },
  };
}

function calledTool(message: unknown): string | undefined {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } | null };
  if (method !== 'tools/call' || typeof params?.name !== 'string') return undefined;
  return params.name;
}
