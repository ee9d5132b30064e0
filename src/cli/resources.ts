import { withConnection, type ConnectionFlags } from './connection.js';
import { exitCode, print, type Io } from './io.js';

/** `resources`: the templates first, then every resource by name, one line each. */
export async function resourcesCommand(io: Io, flags: ConnectionFlags): Promise<number> {
  const lists = await withConnection(flags, async (client) => ({
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
