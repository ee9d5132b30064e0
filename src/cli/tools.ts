import { withConnection, type ConnectionFlags } from './connection.js';
import { exitCode, print, type Io } from './io.js';

/** `tools`: what this caller may use, one line a tool. */
export async function toolsCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const tools = await withConnection(flags, (client) => client.listTools());
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
