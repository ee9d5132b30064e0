/** What whole runs log: every start-up event, and nothing from WARNING on that the run did not provoke. So does the tour, in package.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, noToken, type McpClient } from '../../src/client/index.js';
import { startSandbox, seedPeople, type CloudSandbox } from '../../src/sandbox/index.js';
import { atlassianSurroundings, serveInProcess } from '../support/oauth-surroundings.js';
import { authorizeAtOnce, createClient, redeem } from '../support/oauth-client.js';
import { start, type Running } from '../support/process.js';
import { until } from '../support/until.js';
import { complaints, readLog, startUpEvents, startUpOf, type LogLine } from '../support/run-log.js';

describe('the log of a run in which Confluence fails', () => {
  let sandbox: CloudSandbox;
  let server: Running;
  let client: McpClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    server = start(['serve', '--host', '127.0.0.1', '--port', '0'], {
      CONFLUENCE_URL: sandbox.url,
      CONFLUENCE_DEPLOYMENT: 'cloud',
      CONFLUENCE_USERNAME: sandbox.credentials.username,
      CONFLUENCE_API_TOKEN: sandbox.credentials.apiToken,
      AUTH_MODES: 'none',
    });
    const [line] = await server.waitFor(/.*"server_started".*/);
    const { port } = JSON.parse(line) as { port: number };
    client = await connect({ url: `http://127.0.0.1:${String(port)}/mcp-server/mcp`, tokenSource: noToken() });
  }, 60_000);
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.exited;
    await sandbox.close();
  });

  let seen = 0;
  /** What was logged since the last look, as far as lines are whole. */
  const logged = (): LogLine[] => {
    const text = server.out();
    const end = text.lastIndexOf('\n') + 1;
    const lines = readLog(text.slice(seen, end));
    seen = end;
    return lines;
  };
  /** Whether a call succeeded, and what was logged until its own line was there: an answer may be faster than it. */
  const read = async (): Promise<[boolean, LogLine[]]> => {
    const { isError } = await client.callTool('confluence_get_space', { space_key: 'ENG' });
    const lines: LogLine[] = [];
    await until(() => {
      lines.push(...logged());
      return lines.some(({ event }) => event === 'tool_call');
    });
    return [isError !== true, lines];
  };

  it('starts as it should, and complains of each fault and of nothing before, between or after', async () => {
    const begun: LogLine[] = [];
    await until(() => {
      begun.push(...logged());
      return startUpOf(begun).length >= startUpEvents.length;
    });
    expect([startUpOf(begun), complaints(begun)]).toEqual([startUpEvents, []]);
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'garbage' },
      { kind: 'html-login' },
    ] as const) {
      const [isWell, before] = await read();
      expect([fault.kind, isWell, complaints(before)]).toEqual([fault.kind, true, []]);
      sandbox.faults.add(fault);
      const [isFine, during] = await read();
      sandbox.faults.clear();
      const failed = { severity: 'WARNING', event: 'confluence_call_failed' };
      expect([fault.kind, isFine, complaints(during, [failed])]).toEqual([fault.kind, false, []]);
      expect(complaints(during)).toMatchObject([failed]);
    }
    const [isWell, after] = await read();
    expect([isWell, complaints(after)]).toEqual([true, []]);
  }, 30_000);

  it('ends with the stop', async () => {
    await client.close();
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    const lines = logged();
    expect([lines.at(-1)?.event, complaints(lines)]).toEqual(['server_stopped', []]);
  });
});

describe('the log of a service where people log in as themselves', () => {
  it('complains of nothing: not while it starts, is asked whether it is ready, or serves a person', async () => {
    const around = await atlassianSurroundings();
    around.sandbox.oauth.signedIn = seedPeople.amina;
    const service = await serveInProcess(around.env);
    expect((await fetch(`${around.baseUrl}/ready`)).status).toBe(200);
    const app = await createClient(around);
    const code = (await authorizeAtOnce(around, app)).searchParams.get('code') ?? '';
    const { access_token: token } = (await (await redeem(around, app, code)).json()) as { access_token: string };
    const headers = () => Promise.resolve({ authorization: `Bearer ${token}` });
    const client = await connect({ url: around.mcpUrl, tokenSource: { headers } });
    expect((await client.callTool('confluence_get_current_user', {})).isError).not.toBe(true);
    await client.close();
    await service.close();
    await around.close();
    const lines = service.logs() as LogLine[];
    expect([startUpOf(lines), complaints(lines)]).toEqual([startUpEvents, []]);
  }, 60_000);
});
