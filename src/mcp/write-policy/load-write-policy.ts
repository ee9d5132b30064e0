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
  const { value, report, source } = await readStructuredFile(path, writePolicySchema);
  checkMeaning(source.value, report, known);
  const callers = Object.entries(value?.callers ?? {}).map(
    ([key, definition]) => [foldedKey(key), toRules(key, definition)] as const,
  );
  const fallback = value?.default && toRules('default', value.default);
  const faults = [...report.faults].sort((a, b) => a.line - b.line);
  return { rules: { callers: new Map(callers), default: fallback ?? writesNothing }, faults };
}

/** Addresses compare without case, as they do in grants. */
function foldedKey(key: string): string {
  return key.includes('@') ? key.toLowerCase() : key;
}

type Entries = Readonly<Record<string, unknown>>;

/** What a schema cannot say. It is looked for in files of a wrong form as well, so that all is told in one start. */
function checkMeaning(given: unknown, report: FaultReport, known: LoadWritePolicyOptions): void {
  const { default: fallback, callers } = entriesOf(given);
  checkRules(entriesOf(fallback), report.at('default'), known);
  const seen = new Set<string>();
  for (const [key, rules] of Object.entries(entriesOf(callers))) {
    const place = report.at('callers', key);
    if (seen.has(foldedKey(key))) place.fault([], 'is named twice');
    seen.add(foldedKey(key));
    checkRules(entriesOf(rules), place, known);
  }
}

function checkRules(rules: Entries, report: FaultReport, { tools, toolsets }: LoadWritePolicyOptions): void {
  const names = new Set<unknown>([...tools, ...toolsets.filter((toolset) => toolset.startsWith('api:'))]);
  for (const [at, name] of (Array.isArray(rules['tools']) ? (rules['tools'] as unknown[]) : []).entries()) {
    if (typeof name !== 'string' || name === '' || names.has(name)) continue;
    report.fault(['tools', at], `${JSON.stringify(name)} is neither a tool nor an API (api:NAME)`);
  }
  const confirm = entriesOf(rules['confirm']);
  if (confirm['spaces'] !== undefined && rules['spaces'] === undefined)
    report.fault(['confirm', 'spaces'], 'has no effect without spaces: every space is allowed');
  if (confirm['links'] !== undefined && rules['link_hosts'] === undefined)
    report.fault(['confirm', 'links'], 'has no effect without link_hosts: every host is allowed');
}

function entriesOf(value: unknown): Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

function toRules(entry: string, definition: RulesDefinition): WriteRules {
  const { confirm = {} } = definition;
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
