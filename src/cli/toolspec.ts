import { Writable } from 'node:stream';
import { localPrincipal } from '../auth/index.js';
import { compose } from '../compose.js';
import { version } from '../version.js';
import { exitCode, print, type Io } from './io.js';
import { readSettings } from './serve.js';

/**
 * `toolspec`: what the present settings serve, in the form of an answer to `tools/list`, as registries and gateways import
 * it. Nothing is listened on, and no state, login or Confluence is asked.
 */
export async function toolspecCommand(io: Io): Promise<number> {
  const settings = await readSettings(io);
  if (settings === undefined) return exitCode.badSettings;
  const { apiTools } = settings;
  const { oauth: _logins, ...auth } = settings.config.auth;
  const config = { ...settings.config, auth, state: { kind: 'memory' } } as const;
  const logDestination = new Writable({ write: (_chunk, _encoding, done) => done() });
  const services = await compose(config, { version, apiTools, logDestination });
  const caller = { principal: localPrincipal(), requestId: 'toolspec', log: services.log };
  try {
    print(io, JSON.stringify({ tools: (await services.mcp.get()).list(caller) }, null, 2));
    return exitCode.ok;
  } finally {
    await services.close();
  }
}
