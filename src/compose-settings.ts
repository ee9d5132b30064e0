/** What settings are compared with, and the files that they name and that have to be read ahead of them. */
import { createStaticVerifier, parseStaticTokens } from './auth/index.js';
import type { Definitions } from './api/index.js';
import { findSetting, type ApiToolsReading, type LoadConfigOptions } from './config/index.js';
import { readWritePolicy, toolsetOf, type LoadWritePolicyOptions, type WritePolicyReading } from './mcp/index.js';

/** What the tool settings may name; config compares them without knowing the tools. */
export const toolNames = {
  tools: Object.keys(toolsetOf),
  toolsets: [...new Set(Object.values(toolsetOf))],
  checkStaticTokens: staticTokenCheck(Object.keys(toolsetOf)),
};

/** Throws AppError for a file of static tokens that cannot be used with these tools. */
function staticTokenCheck(knownTools: readonly string[]): (tokens: unknown) => void {
  return (tokens) => void createStaticVerifier({ tokens: parseStaticTokens(tokens), knownTools });
}

/**
 * Reads API_TOOLS_FILE, where it is set, ahead of all other settings: those name its tools. Its folder and the parsers
 * in it are loaded only then.
 */
export async function readApiTools(options: LoadConfigOptions): Promise<Definitions | undefined> {
  const path = findSetting('API_TOOLS_FILE', options);
  if (path === undefined) return undefined;
  const { loadDefinitions } = await import('./api/index.js');
  return loadDefinitions(path, { takenNames: toolNames.tools });
}

/** Reads WRITE_POLICY_FILE, where it is set; `known` are the tools that it may name. */
export async function readWriteRules(
  options: LoadConfigOptions,
  known: LoadWritePolicyOptions,
): Promise<WritePolicyReading | undefined> {
  const path = findSetting('WRITE_POLICY_FILE', options);
  return path === undefined ? undefined : readWritePolicy(path, known);
}

/** What the settings have to know of API tools: their names, their faults, and the secrets that no log may show. */
export function withApiTools(
  definitions: Definitions | undefined,
): Required<Pick<LoadConfigOptions, 'catalogue'>> & { readonly apiTools: ApiToolsReading | undefined } {
  const { apis = [], names = [] } = definitions ?? {};
  // A tool twice is a fault of the definitions, and of nothing else.
  const tools = [...new Set([...toolNames.tools, ...names.flatMap((api) => api.tools)])];
  const toolsets = [...toolNames.toolsets, ...names.map(({ name }) => `api:${name}`)];
  const secrets = apis.flatMap(({ credentials }) => (credentials.kind === 'service' ? [credentials.secret] : []));
  const checkStaticTokens = staticTokenCheck(tools);
  return { catalogue: { tools, toolsets, checkStaticTokens }, apiTools: definitions && { ...definitions, secrets } };
}
