import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseEnv } from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { loadDefinitions } from '../../src/api/index.js';
import { bearerToken, connect } from '../../src/client/index.js';
import { initFiles } from '../../src/cli/init-files.js';
import { serveApiTools } from '../support/tickets.js';
import { runCommand } from '../support/terminal.js';

const somewhere = (): string => join(mkdtempSync(join(tmpdir(), 'init-')), 'My Ticket Tools');

describe('init', () => {
  it('writes a folder whose server starts as it stands, with the token that it shows once', async () => {
    const folder = somewhere();
    const { code, out } = await runCommand(['init', folder]);
    expect(code).toBe(0);
    const token = /^ {2}([\w-]{43})$/m.exec(out)?.[1] ?? '';
    const sample = spawn(process.execPath, [join(folder, 'sample-api.mjs')], { env: { PORT: '0' } });
    const [line] = (await once(sample.stdout, 'data')) as [Buffer];
    const [origin = ''] = /http:\S+/.exec(line.toString()) ?? [];
    const definitions = readFileSync(join(folder, 'api-tools.yaml'), 'utf8');
    writeFileSync(join(folder, 'api-tools.yaml'), definitions.replace('http://127.0.0.1:8092', origin));
    const service = await serveApiTools({
      AUTH_MODES: 'static',
      STATIC_TOKENS_FILE: join(folder, 'static-tokens.json'),
      API_TOOLS_FILE: join(folder, 'api-tools.yaml'),
    });
    const client = await connect({ url: service.url, tokenSource: bearerToken(token) });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['list_notes', 'add_note']);
    await client.callTool('add_note', { text: 'Water the plants' });
    const { structuredContent } = await client.callTool('list_notes', {});
    expect(structuredContent).toMatchObject({ result: [{ id: 1, text: 'Water the plants' }] });
    await client.close();
    await service.close();
    sample.kill();
    expect(readFileSync(join(folder, 'static-tokens.json'), 'utf8')).not.toContain(token);
  });

  it('writes secrets for its owner alone, files that can be read, and names that Cloud Run takes', async () => {
    const folder = somewhere();
    await runCommand(['init', folder]);
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    for (const file of ['.env', 'deploy.env', 'static-tokens.json']) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
      expect(read('.gitignore').split('\n')).toContain(file);
    }
    expect(await loadDefinitions(join(folder, 'api-tools.yaml'), { takenNames: [] })).toMatchObject({ faults: [] });
    const { services } = parseYaml(read('compose.yaml')) as { services: Record<string, object> };
    expect(Object.keys(services)).toEqual(['my-ticket-tools', 'sample-api']);
    expect(read('deploy.env')).toContain('SERVICE=my-ticket-tools\n');
    expect(parseEnv(read('deploy.env'))['API_TOOLS_FILE']).toBe(join(folder, 'api-tools.yaml'));
    expect(read('CHECKLIST.md')).toMatch(/^# First deployment of my-ticket-tools\n/);
  });

  it.each([
    ['new', 'new-tools'],
    ['Tools that have a name of more than thirty letters', 'tools-that-have-a-name-of-more'],
    ['2024', 'api-tools'],
  ])('gives the folder %s a name that deploy.sh can give to a service account', async (folder, service) => {
    const path = join(somewhere(), '..', folder);
    await runCommand(['init', path]);
    expect(readFileSync(join(path, 'deploy.env'), 'utf8')).toContain(`SERVICE=${service}\n`);
  });

  it('leaves what is for its owner alone to whom the container runs as', async () => {
    const folder = somewhere();
    await runCommand(['init', folder]);
    const { uid, gid } = statSync(join(folder, 'static-tokens.json'));
    const { services } = parseYaml(readFileSync(join(folder, 'compose.yaml'), 'utf8')) as {
      services: Record<string, { user?: string }>;
    };
    expect(services['my-ticket-tools']?.user).toBe(`${uid}:${gid}`);
    expect(uid).not.toBe(0);
  });

  it('lets the container read what is for its owner alone', () => {
    const text = (owner: string | undefined): string =>
      initFiles({ name: 'tickets', folder: '/srv', command: 'confluence-mcp', tokenHash: 'sha256:00', owner })[
        'compose.yaml'
      ]?.text ?? '';
    expect(parseYaml(text('1234:100'))).toMatchObject({ services: { tickets: { user: '1234:100' } } });
    expect(text(undefined)).not.toContain('user');
  });

  it('touches no folder that holds anything', async () => {
    const folder = somewhere();
    await runCommand(['init', folder]);
    const before = readFileSync(join(folder, '.env'), 'utf8');
    const { code, err } = await runCommand(['init', folder]);
    expect([code, err]).toEqual([2, expect.stringMatching(/is not empty/)]);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(before);
    expect((await runCommand(['init'])).code).toBe(2);
  });

  it.each([
    ['a file', (file: string) => file, /notes.txt is a file\. Name a folder/],
    ['a folder below a file', (file: string) => join(file, 'a', 'b'), /would be below \S*notes.txt, which is a file\./],
  ])('says so of %s', async (_what, folderOf, why) => {
    const file = join(mkdtempSync(join(tmpdir(), 'init-')), 'notes.txt');
    writeFileSync(file, 'mine');
    const { code, err } = await runCommand(['init', folderOf(file)]);
    expect([code, err]).toEqual([2, expect.stringMatching(why)]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each(['My Tools', "it's", 'a;b $(c)', 'plain-1.2'])('prints commands that a shell takes for %j', async (name) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'init-')), name);
    const { out } = await runCommand(['init', folder]);
    const [change] = /^ {2}cd .*$/m.exec(out) ?? [];
    expect(execFileSync('sh', ['-c', `${change} && pwd -P`], { encoding: 'utf8' }).trim()).toBe(realpathSync(folder));
  });
});
