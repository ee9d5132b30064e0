import { withConnection, type ConnectionFlags } from './connection.js';
import { exitCode, print, type Io } from './io.js';

/** `prompts`: what a person can start, one line each; arguments in brackets can be left out. */
export async function promptsCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const prompts = await withConnection(flags, (client) => client.listPrompts());
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
