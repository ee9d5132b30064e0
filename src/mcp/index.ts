/**
 * What a model can ask for, and how it is served.
 * May import: api (port), confluence (port and model), content, auth (types), observability; the MCP server packages live only here.
 * Promise: one boundary validates, guards, audits and renders every call; no tool knows a transport.
 */
export { createMcp } from './create-mcp.js';
export type { Access, Mcp, McpOptions } from './create-mcp.js';
export { answerForms } from './server/answer.js';
export type { AnswerForm } from './server/answer.js';
export type { Caller } from './server/caller.js';
export { optionHeaders } from './server/request-options.js';
export type { OptionSource, RequestOptions } from './server/request-options.js';
export type { Tool } from './tools/define-tool.js';
export { toolsThatAreOn } from './server/policy.js';
export type { StdioSession } from './transports/stdio.js';
export type { ToolPolicy } from './server/policy.js';
export { catalogue } from './tools/index.js';
export { createApiTools } from './tools/api/create-api-tools.js';
export type { ToolName } from './tools/index.js';
