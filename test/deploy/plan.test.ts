import { describe, expect, it } from '@jest/globals';
import { rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSettings } from '../../src/config/index.js';
import { FakeCloud, fullSettings, settingsOf, words, type Call } from './fake-cloud.js';

/** What only the script does: it looks who deploys, has the settings checked, and waits for the log. */
const isLookUp = (call: Call): boolean =>
  /^(gcloud auth list|gcloud run deploy$|npm|node|gcloud logging)/.test(words(call));

describe('deploy.sh --dry-run', () => {
  it('prints a plan and calls nothing, with neither gcloud nor docker nor curl installed', async () => {
    const cloud = new FakeCloud([]);
    const outcome = await cloud.deploy(['--dry-run'], fullSettings);
    expect(outcome.status).toBe(0);
    const plan = outcome.stdout;
    const order = [
      'gcloud services enable',
      'gcloud artifacts repositories create',
      'gcloud iam service-accounts create',
      'gcloud secrets create',
      'gcloud secrets versions add',
      'gcloud builds submit',
      'gcloud artifacts docker images describe',
      'gcloud run deploy',
      'gcloud auth print-identity-token',
    ].map((command) => plan.indexOf(command));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('calls nothing when gcloud is there, either', async () => {
    const cloud = new FakeCloud();
    expect((await cloud.deploy(['--dry-run'], fullSettings)).status).toBe(0);
    expect(cloud.takeCalls()).toEqual([]);
  });

  it('is found by a link to it, takes values behind a space, and is not led astray by CDPATH', async () => {
    const cloud = new FakeCloud();
    const linked = new FakeCloud();
    rmSync(join(linked.folder, 'deploy.sh'));
    rmSync(join(linked.folder, 'deploy'), { recursive: true });
    symlinkSync(join(cloud.folder, 'deploy.sh'), join(linked.folder, 'first.sh'));
    symlinkSync('first.sh', join(linked.folder, 'deploy.sh'));
    const options = ['--dry-run', '--tag', 'v2', '--invoker', 'user:eve@acme.example'];
    const outcome = await linked.deploy(options, { ...fullSettings, CDPATH: tmpdir() });
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining(`\ncd ${cloud.folder}\n`) });
    expect(outcome.stdout).toContain('--member=user:eve@acme.example');
    expect(outcome.stdout).toContain('confluence-mcp-server:v2');
  });

  it('shows no secret, wherever it came from', async () => {
    const cloud = new FakeCloud([]);
    const secrets = describeSettings().filter(({ name, secret }) => secret && name !== 'CONFLUENCE_PERSONAL_TOKEN');
    expect(secrets.length).toBeGreaterThan(0);
    const env = Object.fromEntries(secrets.map(({ name }) => [name, `hidden-${name.toLowerCase()}`]));
    cloud.write(
      '.env',
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const { CONFLUENCE_API_TOKEN: _, ...others } = fullSettings;
    const outcome = await cloud.deploy(['--dry-run'], others);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout + outcome.stderr).not.toContain('hidden-');
    for (const { name } of secrets)
      expect(outcome.stdout).toContain(`printf %s "$${name}" | gcloud secrets versions add`);
  });

  it('prints what, pasted into bash, makes the same calls as the script itself', async () => {
    const env: Record<string, string> = {
      ...fullSettings,
      CONFLUENCE_SPACES_FILTER: `O'Neil "x" $(touch owned) \`touch owned\` $HOME \\ ! ; *`,
      SERVICE_ACCOUNT: 'runner@acme-prod.iam.gserviceaccount.com',
      INVOKERS: 'group:ai@acme.example',
    };
    const scripted = new FakeCloud();
    expect((await scripted.deploy([], env)).status).toBe(0);
    const pasted = new FakeCloud();
    const plan = await pasted.deploy(['--dry-run'], env);
    expect((await pasted.paste(plan.stdout, { CONFLUENCE_API_TOKEN: env.CONFLUENCE_API_TOKEN ?? '' })).status).toBe(0);

    const calls = pasted.takeCalls();
    const expected = scripted.takeCalls().filter((call) => !isLookUp(call));
    // Pasted by hand, the newest version is read even when there is none yet.
    const comparable = calls.filter(
      (call) => !isLookUp(call) && !words(call).startsWith('gcloud secrets versions access'),
    );
    expect(comparable.map(words)).toEqual(expected.map(words));
    const deployed = comparable.find((call) => words(call).startsWith('gcloud run deploy c'));
    expect(deployed?.argv).toEqual(expected.find((call) => words(call).startsWith('gcloud run deploy c'))?.argv);
    expect(settingsOf(deployed).CONFLUENCE_SPACES_FILTER).toBe(env.CONFLUENCE_SPACES_FILTER);
    expect(comparable.find((call) => words(call).includes('versions add'))?.stdin).toBe(env.CONFLUENCE_API_TOKEN);
    expect(pasted.exists('owned')).toBe(false);
  });
});

describe('deploy.sh before it does anything', () => {
  it('names everything that is missing at once, exits 78, and has run nothing', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([]);
    expect(outcome.status).toBe(78);
    for (const name of ['PROJECT_ID', 'REGION', 'CONFLUENCE_URL', 'CONFLUENCE_API_TOKEN']) {
      expect(outcome.stderr).toMatch(new RegExp(`^  - .*${name}.* is not set`, 'm'));
    }
    expect(cloud.takeCalls()).toEqual([]);
  });

  it('needs no Confluence for the tools of other APIs', async () => {
    const cloud = new FakeCloud([]);
    const { CONFLUENCE_URL: _url, CONFLUENCE_API_TOKEN: _token, CONFLUENCE_USERNAME: _user, ...others } = fullSettings;
    const apiTools = { API_TOOLS_FILE: cloud.write('tools.yaml', 'apis: {}\n') };
    const outcome = await cloud.deploy(['--dry-run'], { ...others, ...apiTools });
    expect(outcome).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('API_TOOLS_FILE=/secrets/api-tools/content'),
    });
    expect(await cloud.deploy(['--dry-run'], others)).toMatchObject({ status: 78 });
  });

  it('names the tools that are missing, and what to do about each', async () => {
    const outcome = await new FakeCloud([]).deploy(['--build=docker'], fullSettings);
    expect(outcome.status).toBe(78);
    for (const tool of ['gcloud', 'docker', 'curl', 'node'])
      expect(outcome.stderr).toContain(`${tool} is not installed`);
  });

  it.each([
    ['a test-token mode', { DEV_TOKENS: 'true' }, 'DEV_TOKENS is for local work'],
    ['authentication off', { MCP_DISABLE_AUTH: 'YES' }, 'MCP_DISABLE_AUTH is for local work'],
    ['the mode none', { AUTH_MODES: 'google-oidc,none' }, 'AUTH_MODES has none'],
    ['a loopback base URL', { BASE_URL: 'http://localhost:8080' }, 'BASE_URL=http://localhost:8080'],
    ['everybody as invoker', { INVOKERS: 'allUsers' }, 'INVOKERS has allUsers'],
    ['an invoker without an address', { INVOKERS: 'user:ann' }, 'INVOKERS has user:ann'],
    ['two kinds of Confluence token', { CONFLUENCE_PERSONAL_TOKEN: 'x' }, 'are both set'],
    ['a secret twice', { CONFLUENCE_API_TOKEN_FILE: '/dev/null' }, 'are both set'],
    ['a definitions file that is not there', { API_TOOLS_FILE: '/nowhere.yaml' }, 'cannot be read'],
    ['a token file that is not there', { STATIC_TOKENS_FILE: '/nowhere.json' }, 'cannot be read'],
    ['jwt without its key', { AUTH_MODES: 'jwt' }, 'JWT_PUBLIC_KEY is not set'],
    ['a Redis that no network leads to', { REDIS_URL: 'redis://10.1.2.3:6379' }, 'CLOUD_RUN_NETWORK'],
    ['a Redis behind a password likewise', { REDIS_URL: 'rediss://:pw@172.20.0.3:6380' }, 'CLOUD_RUN_NETWORK'],
    ['a service whose candidate Cloud Run would refuse', { SERVICE: `a${'b'.repeat(37)}` }, 'at most 37'],
    ['the number of a project', { PROJECT_ID: '123456789012' }, 'is no project id'],
    ['a zone', { REGION: 'europe-west1-b' }, 'is no region'],
    ['the whole address of an image', { IMAGE: 'europe-west1-docker.pkg.dev/p/r/mcp' }, 'come from REGION'],
    ['a repository that is an address', { REPOSITORY: 'eu.gcr.io/acme' }, 'is no name of a repository'],
    ['a Node.js that cannot run the server', { FAKE_NODE: 'v18.20.4' }, 'node is too old (v18.20.4)'],
    ['a tag in the name of the image', { IMAGE: 'mcp:v1' }, 'the tag from TAG'],
    ['memory that Cloud Run does not know', { CLOUD_RUN_MEMORY: '1GB' }, 'CLOUD_RUN_MEMORY=512Mi'],
    ['no instances at all', { CLOUD_RUN_MAX_INSTANCES: '0' }, 'CLOUD_RUN_MAX_INSTANCES=4'],
    ['a service name too long for a service account', { SERVICE: `a${'b'.repeat(34)}` }, 'set SERVICE_ACCOUNT'],
  ])('refuses %s', async (_, env, message) => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], { ...fullSettings, ...env });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(message) });
    expect(cloud.takeCalls()).toEqual([]);
  });

  it('gives a service of a short name an account whose name is long enough', async () => {
    const outcome = await new FakeCloud([]).deploy(['--dry-run', '--service=wiki'], fullSettings);
    expect(outcome).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('service-accounts create wiki-service '),
    });
  });

  it('takes the longest names that Google Cloud does, and sizes as gcloud writes them', async () => {
    const cloud = new FakeCloud([]);
    const outcome = await cloud.deploy(['--dry-run'], {
      ...fullSettings,
      SERVICE: `a${'b'.repeat(36)}`,
      SERVICE_ACCOUNT: 'runner@acme-prod.iam.gserviceaccount.com',
      IMAGE: 'team/wiki/mcp',
      REGION: 'northamerica-northeast2',
      CLOUD_RUN_CPU: '500m',
      CLOUD_RUN_MEMORY: '1Gi',
      CLOUD_RUN_TIMEOUT: '10m5s',
    });
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('/team/wiki/mcp@') });
  });

  it('refuses HOST from the settings file, and passes on nothing that Cloud Run sets itself', async () => {
    const cloud = new FakeCloud([]);
    const local = cloud.write('local.env', 'HOST=127.0.0.1\n');
    expect(await cloud.deploy(['--dry-run', `--env-file=${local}`], fullSettings)).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('HOST is for local work'),
    });
    const reserved = cloud.write('reserved.env', 'PORT=9\nK_SERVICE=x\nNODE_ENV=development\nDEV_TOKENS=false\n');
    const outcome = await cloud.deploy(['--dry-run', `--env-file=${reserved}`], { ...fullSettings, HOST: 'laptop' });
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).not.toMatch(/[;|^"](PORT|HOST|K_SERVICE|NODE_ENV|DEV_TOKENS)=/);
    expect(outcome.stderr).toContain('PORT is set by Cloud Run');
  });

  it.each([['--frobnicate'], ['--region'], ['--build=kaniko'], ['--env-file=/nowhere/.env'], ['extra']])(
    'answers %s with one line and exit 2',
    async (option) => {
      const outcome = await new FakeCloud([]).deploy([option], fullSettings);
      expect(outcome.status).toBe(2);
      expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
    },
  );

  it('explains itself with --help', async () => {
    const outcome = await new FakeCloud([]).deploy(['--help']);
    expect(outcome.status).toBe(0);
    for (const option of ['--dry-run', '--build=docker', '--no-smoke', '--env-file'])
      expect(outcome.stdout).toContain(option);
  });

  it('knows every setting of the server, under every name', async () => {
    const cloud = new FakeCloud([]);
    const names = describeSettings().flatMap(({ name, aliases, fromFile }) => [
      name,
      ...aliases,
      ...(fromFile ? [`${name}_FILE`] : []),
    ]);
    const file = cloud.write('all.env', names.map((name) => `${name}=\n`).join(''));
    const outcome = await cloud.deploy(['--dry-run', `--env-file=${file}`], fullSettings);
    expect(outcome.stderr).not.toContain('is not a setting');
  });
});
