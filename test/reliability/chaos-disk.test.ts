import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { seedPeople } from '../../src/sandbox/index.js';
import {
  authorizeAtOnce,
  authorizeUrl,
  callTool,
  createClient,
  redeem,
  refresh,
  register,
  type Tokens,
} from '../support/oauth-client.js';
import { atlassianSurroundings } from '../support/oauth-surroundings.js';
import { freePort } from '../support/free-port.js';
import { start } from '../support/process.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { Figures, load } from './figures.js';

/** Neither the state nor the log may grow beyond this: the same errors as of a full disk, and no right is needed for it. */
const mostKilobytes = 200;

it('a disk that is full under state and log refuses new log-ins in words, serves the others, and loses nothing', async () => {
  const around = await atlassianSurroundings();
  around.sandbox.oauth.signedIn = seedPeople.amina;
  const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  const log = join(folder, 'log');
  const env = { ...around.env, HEALTH_PORT: String(await freePort()) };
  const server = start(['serve'], env, '/', `ulimit -f ${mostKilobytes}; exec >${log};`);
  const logged = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  await until(() => logged().includes('"server_started"'), 60_000);
  const client = await createClient(around);
  const answer = await authorizeAtOnce(around, client);
  const tokens = (await (await redeem(around, client, answer.searchParams.get('code') ?? '')).json()) as Tokens;

  const registrations = new Figures();
  const knock = async (): Promise<string> => {
    const response = await register(around, { client_name: 'x'.repeat(200) });
    const { error } = (await response.json()) as { error?: string };
    return response.status === 201 ? 'ok' : `FAILED ${response.status} ${error}`;
  };
  await load(
    4,
    () => registrations.count('FAILED 503 temporarily_unavailable') > 50,
    () => registrations.measure(knock),
  );
  registrations.print('registrations on a disk that fills');
  expect(Object.keys(registrations.outcomes).sort()).toEqual(['FAILED 503 temporarily_unavailable', 'ok']);
  expect(logged().match(/.*"state_unwritable".*/g)).toEqual([
    expect.stringMatching(/File too large|Input\/output error/),
  ]);

  // Whoever logs in now is told so; on the brink a page that was freed still holds a step here and there.
  const visitor = new Visitor();
  const seen = new Set<string>();
  await until(async () => {
    const begun = await visitor.get(authorizeUrl(around, client));
    const visit = await visitor.follow(begun, (url) => url.startsWith(client.redirectUri));
    const location = visit.headers.get('location');
    const error = location === null ? visit.text : new URL(location).searchParams.get('error');
    seen.add(error?.includes('Test client') === true ? 'is asked for consent' : String(error));
    return seen.has('temporarily_unavailable');
  });
  expect([...seen].filter((told) => told !== 'is asked for consent')).toEqual(['temporarily_unavailable']);
  let newest = tokens.refresh_token;
  await until(async () => {
    const renewal = await refresh(around, client, newest);
    expect([200, 503]).toContain(renewal.status);
    if (renewal.status === 200) newest = ((await renewal.json()) as Tokens).refresh_token;
    return renewal.status === 503;
  });

  const calls = new Figures();
  const page = { space_key: 'ENG', title: 'Payments runbook' };
  const read = async (): Promise<string> => {
    const { status, text } = await callTool(around, tokens.access_token, 'confluence_get_page', page);
    return status === 200 && text.includes('Acknowledge within') ? 'ok' : `FAILED ${status}`;
  };
  await load(
    4,
    () => server.err().includes('"log_unwritable"') || calls.calls > 3_000,
    () => calls.measure(read),
  );
  for (let n = 0; n < 20; n++) await calls.measure(read);
  calls.print('calls while the log fills as well');
  expect(calls.count('ok')).toBe(calls.calls);
  expect(server.err()).toContain('"log_unwritable"');
  const metrics = await (await fetch(`http://127.0.0.1:${env.HEALTH_PORT}/metrics`)).text();
  expect(Number(/^log_lines_lost_total (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(0);
  expect(server.child.exitCode).toBeNull();
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);

  // Where there is room again, the token that could not be renewed is renewed.
  const again = start(['serve'], env);
  await again.waitFor(/"server_started"/);
  expect(await read()).toBe('ok');
  expect((await refresh(around, client, newest)).status).toBe(200);
  expect(await knock()).toBe('ok');
  again.child.kill('SIGTERM');
  await again.exited;
  await around.close();
  rmSync(folder, { recursive: true, force: true });
});
