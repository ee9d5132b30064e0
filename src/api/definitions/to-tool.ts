import type { ApiTool, JsonSchema } from '../model.js';
import type { ApiDefinition, OperationDefinition, ToolDefinition } from './definition-schema.js';
import type { FaultReport } from './fault-report.js';
import { forHosts } from './for-hosts.js';
import { propertiesOf, refuseUncheckable, toInput, toInputSchema } from './to-input-schema.js';
import { selection, toPaging } from './to-paging.js';
import { toRequestTemplate } from './to-request-template.js';
import { selectAll } from './to-selection.js';

const cursor = {
  type: 'string',
  description:
    'The next_cursor of the answer before, for the next part of the list. Send the other arguments as before.',
} as const;

const dryRun = {
  type: 'boolean',
  default: false,
  description: 'Show the request that would be sent, and send nothing.',
} as const;

/** A tool as its definition in the file says. */
export function toTool(name: string, given: ToolDefinition, api: ApiDefinition, report: FaultReport): ApiTool {
  const { title, description, effect } = given;
  const input = toInputSchema(given.input, report.at('input'));
  const request = toRequestTemplate(given, input, report);
  return complete({ name, title, description, effect, input, request }, given, api, report);
}

type Parts = Pick<ApiTool, 'name' | 'title' | 'description' | 'effect' | 'request'> & { readonly input: JsonSchema };

/** What both ways to define a tool share. */
export function complete(
  { input, ...parts }: Parts,
  given: ToolDefinition | OperationDefinition,
  api: ApiDefinition,
  report: FaultReport,
): ApiTool {
  if (parts.effect === 'read' && !['GET', 'HEAD', 'POST'].includes(parts.request.method)) {
    report.fault(['effect'], `is read, but ${parts.request.method} changes something`, [['method']]);
  }
  const paging = toPaging(given.paging, { input, query: parts.request.query }, report);
  const hasDryRun = parts.effect !== 'read';
  if (hasDryRun && Object.hasOwn(propertiesOf(input), 'dry_run')) {
    const why = "is an argument of every write, which shows the request and sends nothing: give the API's another name";
    report.fault(['input', 'properties', 'dry_run'], why, [['effect']]);
  }
  const whole = withArguments(input, { ...(paging && { cursor }), ...(hasDryRun && { dry_run: dryRun }) });
  refuseUncheckable(input, report.at('input'));
  let check: ApiTool['input'] | undefined;
  let listed: JsonSchema | undefined;
  return {
    ...parts,
    // Made for the first list and the first call: a start with many tools would wait for them.
    get inputSchema() {
      return (listed ??= forHosts(whole));
    },
    get input() {
      return (check ??= toInput(whole));
    },
    select: given.select === undefined ? selectAll : selection(given.select, ['select'], report),
    paging,
    hasDryRun,
    timeoutMs: given.timeout_ms ?? api.timeout_ms ?? 10_000,
    maxBytes: given.max_bytes ?? api.max_bytes ?? 1_048_576,
    maxChars: given.max_chars ?? api.max_chars ?? 40_000,
  };
}

function withArguments(input: JsonSchema, more: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...input, properties: { ...propertiesOf(input), ...more } };
}
