/**
 * What a model can ask for, and how it is served.
 * May import: api (port), confluence (port and model), content, auth (types), observability; the MCP server packages live only here.
 * Promise: one boundary validates, guards, audits and renders every call; no tool knows a transport.
 */
export { createMcp } from './create-mcp.js';
export type { Access, Mcp, McpOptions } from './create-mcp.js';
export { answerForms } from './server/answer.js';
export type { AnswerForm } from './server/answer.js';
export { confirmModes } from './server/confirmation.js';
export type { ConfirmMode } from './server/confirmation.js';
export type { Caller } from './server/caller.js';
export { optionHeaders } from './server/request-options.js';
export { requestMethods } from './server/handlers.js';
export type { OptionSource, RequestOptions } from './server/request-options.js';
export type { Tool } from './tools/define-tool.js';
export type { ListedTool } from './server/tool-list.js';
export { toolsThatAreOn } from './server/policy.js';
export { onDemand } from './transports/on-demand.js';
export type { OnDemand } from './transports/on-demand.js';
export type { StdioSession } from './transports/stdio.js';
export type { ToolPolicy } from './server/policy.js';
export { readWritePolicy } from './write-policy/read-write-policy.js';
export { renderWritePolicySchema } from './write-policy/index.js';
export type { WritePolicyOptions, WritePolicyReading, LoadWritePolicyOptions } from './write-policy/index.js';
export { catalogue } from './tools/index.js';
export { toolsetOf } from './tools/toolsets.js';
export { createApiTools } from './tools/api/create-api-tools.js';
export type { ToolName } from './tools/index.js';
