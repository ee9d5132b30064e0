/**
 * Tools over other APIs: their definitions, and the way to each API.
 * May import: outbound, observability; the YAML and OpenAPI parsers and the selection language live only here.
 * Promise: no argument changes where a request goes or for whom, and a failed call is never an empty success.
 */
import type { ApiClient, ApiClientOptions } from './client/create-api-client.js';
import type { Api } from './model.js';

export type { ApiAnswer, ApiClient, ApiClientOptions } from './client/create-api-client.js';
export type { ApiCaller } from './client/caller.js';
export { renderDefinitionSchema } from './definitions/definition-schema.js';
export { loadDefinitions } from './definitions/load-definitions.js';
export type { Definitions, LoadOptions } from './definitions/load-definitions.js';
export { readStructuredFile } from './definitions/structured-file.js';
export type { StructuredFile } from './definitions/structured-file.js';
export type { FaultReport } from './definitions/fault-report.js';
export type { Api, ApiTool, Credentials, DefinitionFault, Effect, JsonSchema } from './model.js';

/** The way to an API, which no start waits for. */
export async function openApiClient(api: Api, options: ApiClientOptions): Promise<ApiClient> {
  const { createApiClient } = await import('./client/create-api-client.js');
  return createApiClient(api, options);
}
