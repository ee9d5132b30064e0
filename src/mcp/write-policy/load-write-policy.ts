import { readStructuredFile, type DefinitionFault, type FaultReport } from '../../api/index.js';
import { writesNothing, type WriteRules, type WriteRulesFile } from './rules.js';
import { writePolicySchema, type RulesDefinition } from './rules-schema.js';

/** What a file was found to hold. With faults it must not be used. */
export interface WritePolicyReading {
  readonly rules: WriteRulesFile;
  /** Each with its line, in their order. */
  readonly faults: readonly DefinitionFault[];
}

/** The names that rules may mention. */
export interface LoadWritePolicyOptions {
  /** Every tool and toolset that there is, on or off. */
  readonly tools: readonly string[];
  readonly toolsets: readonly string[];
}

/** Reads and checks the file that WRITE_POLICY_FILE names, YAML or JSON. */
export async function loadWritePolicy(path: string, known: LoadWritePolicyOptions): Promise<WritePolicyReading> {
  const { value, report } = await readStructuredFile(path, writePolicySchema);
  const callers = new Map<string, WriteRules>();
  for (const [key, definition] of Object.entries(value?.callers ?? {})) {
    const place = report.at('callers', key);
    // Addresses compare without case, as they do in grants.
    const folded = key.includes('@') ? key.toLowerCase() : key;
    if (callers.has(folded)) place.fault([], 'is named twice');
    callers.set(folded, toRules(key, definition, place, known));
  }
  const fallback = value?.default && toRules('default', value.default, report.at('default'), known);
  const faults = [...report.faults].sort((a, b) => a.line - b.line);
  return { rules: { callers, default: fallback ?? writesNothing }, faults };
}

function toRules(
  entry: string,
  definition: RulesDefinition,
  report: FaultReport,
  { tools, toolsets }: LoadWritePolicyOptions,
): WriteRules {
  const names = new Set([...tools, ...toolsets.filter((toolset) => toolset.startsWith('api:'))]);
  for (const [at, name] of (definition.tools ?? []).entries()) {
    if (!names.has(name)) report.fault(['tools', at], `${JSON.stringify(name)} is no tool, and no API of api:NAME`);
  }
  const { confirm = {} } = definition;
  if (confirm.spaces !== undefined && definition.spaces === undefined) {
    report.fault(['confirm', 'spaces'], 'has no effect without spaces, which then are all');
  }
  if (confirm.links !== undefined && definition.link_hosts === undefined) {
    report.fault(['confirm', 'links'], 'has no effect without link_hosts, which then are all');
  }
  return {
    entry,
    spaces: definition.spaces && new Set(definition.spaces.map((key) => key.toLowerCase())),
    tools: definition.tools && new Set(definition.tools),
    writesPerHour: definition.writes_per_hour,
    linkHosts: definition.link_hosts?.map((host) => host.toLowerCase()),
    deletes: definition.deletes || confirm.delete !== undefined,
    widenPermissions: definition.widen_permissions,
    confirm: Object.fromEntries(Object.entries(confirm).filter(([, way]) => way !== undefined)),
  };
}
