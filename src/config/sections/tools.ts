import type { ToolsConfig } from '../config.js';
import type { Report } from '../report.js';
import type { Values } from '../settings.js';

/** The names that exist: what the tool settings are compared with. */
export interface ToolCatalogue {
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
}

const wholeSets = ['default', 'all'];

/** A misspelt name in DISABLED_TOOLS would leave that tool on, so unknown names are faults. */
export function toTools(values: Values, catalogue: ToolCatalogue | undefined, report: Report): ToolsConfig {
  const refuseUnknown = (variable: string, given: readonly string[] | undefined, known: readonly string[]) => {
    const unknown = catalogue === undefined ? [] : (given ?? []).filter((name) => !known.includes(name));
    if (unknown.length > 0) report.fault(variable, `names ${unknown.join(', ')}; known are ${known.join(', ')}`);
  };
  refuseUnknown('TOOLSETS', values.TOOLSETS, [...wholeSets, ...(catalogue?.toolsets ?? [])]);
  refuseUnknown('ENABLED_TOOLS', values.ENABLED_TOOLS, catalogue?.tools ?? []);
  refuseUnknown('DISABLED_TOOLS', values.DISABLED_TOOLS, catalogue?.tools ?? []);
  return {
    toolsets: values.TOOLSETS,
    enabledTools: values.ENABLED_TOOLS,
    disabledTools: values.DISABLED_TOOLS ?? [],
    readOnly: values.READ_ONLY_MODE,
  };
}
