import { withConnection, type ConnectionFlags } from './connection.js';
import { exitCode, print, type Io } from './io.js';

/** `tools`: what this caller may use, one line a tool. */
export async function toolsCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const tools = await withConnection(io, flags, (client) => client.listTools());
  if (flags.output === 'json') {
    print(io, JSON.stringify(tools, null, 2));
    return exitCode.ok;
  }
  const width = Math.max(0, ...tools.map((tool) => tool.name.length));
  for (const tool of tools) print(io, `${tool.name.padEnd(width)}  ${firstSentence(tool.description ?? '')}`);
  return exitCode.ok;
}

function firstSentence(description: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(description)?.[0] ?? description;
}

/** `resources`: the templates first, then every resource by name, one line each. */
export async function resourcesCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const lists = await withConnection(io, flags, async (client) => ({
    resourceTemplates: await client.listResourceTemplates(),
    resources: await client.listResources(),
  }));
  if (flags.output === 'json') {
    print(io, JSON.stringify(lists, null, 2));
    return exitCode.ok;
  }
  const lines = [
    ...lists.resourceTemplates.map((entry) => ({ address: entry.uriTemplate, about: entry.description ?? '' })),
    ...lists.resources.map((entry) => ({ address: entry.uri, about: entry.title ?? entry.name })),
  ];
  const width = Math.max(0, ...lines.map(({ address }) => address.length));
  for (const { address, about } of lines) print(io, `${address.padEnd(width)}  ${about}`);
  return exitCode.ok;
}

/** `prompts`: what a person can start, one line each; arguments in brackets can be left out. */
export async function promptsCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const prompts = await withConnection(io, flags, (client) => client.listPrompts());
  if (flags.output === 'json') {
    print(io, JSON.stringify(prompts, null, 2));
    return exitCode.ok;
  }
  const lines = prompts.map(({ name, description = '', arguments: args = [] }) => ({
    usage: [name, ...args.map((arg) => (arg.required === true ? arg.name : `[${arg.name}]`))].join(' '),
    description,
  }));
  const width = Math.max(0, ...lines.map(({ usage }) => usage.length));
  for (const { usage, description } of lines) print(io, `${usage.padEnd(width)}  ${description}`);
  return exitCode.ok;
}
