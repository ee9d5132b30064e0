import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../server/caller.js';
import { readMeta } from '../server/progress.js';
import { requestMethods } from '../server/handlers.js';
import type { RequestMethod } from '../server/handlers.js';
import type { HandlersFor } from '../server/handlers.js';

const schemas = {
  'resources/list': ListResourcesRequestSchema,
  'resources/templates/list': ListResourceTemplatesRequestSchema,
  'resources/read': ReadResourceRequestSchema,
  'prompts/list': ListPromptsRequestSchema,
  'prompts/get': GetPromptRequestSchema,
  'completion/complete': CompleteRequestSchema,
} as const;

/** Resources, prompts and completions on a server of the SDK's first generation. */
export function serveOldRequests(server: Server, handlersFor: HandlersFor, callsInFlight: Set<Promise<unknown>>): void {
  for (const method of requestMethods) serveMethod(server, method, handlersFor, callsInFlight);
}

function serveMethod(
  server: Server,
  method: RequestMethod,
  handlersFor: HandlersFor,
  inFlight: Set<Promise<unknown>>,
): void {
  server.setRequestHandler(schemas[method], async ({ params }, extra) => {
    const asked = readMeta(extra._meta, (note) => extra.sendNotification(note));
    const who = extra.authInfo?.extra?.['caller'] as Caller;
    const answer = Promise.resolve(
      handlersFor(who).requests[method]((params ?? {}) as never, { signal: extra.signal, ...asked }, who),
    );
    inFlight.add(answer);
    try {
      return await answer;
    } finally {
      inFlight.delete(answer);
    }
  });
}
