import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  deployments,
  flagOf,
  FakeCloud,
  fullSettings,
  named,
  quick,
  settingsOf,
  unchecked,
  words,
  type Call,
  type Outcome,
} from './fake-cloud.js';

const secret = fullSettings.CONFLUENCE_API_TOKEN ?? '';
const staticTokens = '{"sha256:00": {"user_id": "ann", "permissions": ["confluence:read"]}}';

describe('deploy.sh against a recording cloud', () => {
  /** One project: the first deployment, a second one of the same, and one with another token. */
  let first: { outcome: Outcome; calls: Call[] };
  let again: Call[];
  let changed: Call[];
  beforeAll(async () => {
    const cloud = new FakeCloud();
    first = { outcome: await cloud.deploy([], fullSettings), calls: cloud.takeCalls() };
    await cloud.deploy(['--no-smoke'], fullSettings);
    again = cloud.takeCalls();
    await cloud.deploy(quick, { ...fullSettings, CONFLUENCE_API_TOKEN: 'a-new-token' });
    changed = cloud.takeCalls();
  });

  const name = 'confluence-mcp-server';
  const preparation = [
    'gcloud run deploy',
    'gcloud auth list',
    'npm ci',
    'npm run',
    expect.stringMatching(/node .*dist.index.js doctor/),
    expect.stringMatching(/^gcloud services enable run\.googleapis\.com artifactregistry/),
    `gcloud artifacts repositories describe ${name}`,
  ];

  it('checks the settings, makes what is missing, builds, deploys by digest and tests, in that order', () => {
    expect(first.outcome).toMatchObject({ status: 0 });
    expect(first.calls.map(words)).toEqual([
      ...preparation,
      `gcloud artifacts repositories create ${name}`,
      `gcloud iam service-accounts describe ${name}@acme-prod.iam.gserviceaccount.com`,
      `gcloud iam service-accounts create ${name}`,
      `gcloud secrets describe ${name}-confluence-api-token`,
      `gcloud secrets create ${name}-confluence-api-token`,
      `gcloud secrets add-iam-policy-binding ${name}-confluence-api-token`,
      `gcloud secrets versions list ${name}-confluence-api-token`,
      `gcloud secrets versions add ${name}-confluence-api-token`,
      `gcloud iam service-accounts describe ${name}-build@acme-prod.iam.gserviceaccount.com`,
      `gcloud iam service-accounts create ${name}-build`,
      'gcloud projects add-iam-policy-binding acme-prod',
      'gcloud projects add-iam-policy-binding acme-prod',
      `gcloud artifacts repositories add-iam-policy-binding ${name}`,
      'gcloud builds submit .',
      `gcloud artifacts docker images describe europe-west1-docker.pkg.dev/acme-prod/${name}/${name}:v1`,
      'gcloud projects describe acme-prod',
      'gcloud run services list',
      'gcloud run services list',
      `gcloud run deploy ${name}`,
      'gcloud run services list',
      `gcloud run services update ${name}`,
      'gcloud auth print-identity-token',
      'curl',
      'curl',
      'curl',
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^gcloud logging read/)),
    ]);
    expect(first.outcome.stdout).toContain('gcloud run services proxy confluence-mcp-server --project=acme-prod');
    expect(first.outcome.stdout).toContain('{"type": "http", "url": "http://localhost:3000/mcp-server/mcp/"}');
    expect(first.outcome.stdout).toContain('components install cloud-run-proxy');
  });

  it('deploys the image by digest, with probes on /health, under its own account and without anonymous callers', () => {
    const [deploy] = deployments(first.calls);
    expect(flagOf(deploy, 'image')).toBe(
      'europe-west1-docker.pkg.dev/acme-prod/confluence-mcp-server/confluence-mcp-server@sha256:0123456789abcdef',
    );
    expect(deploy?.argv).toContain('--no-allow-unauthenticated');
    expect(flagOf(deploy, 'service-account')).toBe('confluence-mcp-server@acme-prod.iam.gserviceaccount.com');
    expect(flagOf(deploy, 'port')).toBe('8080');
    expect(flagOf(deploy, 'startup-probe')).toContain('httpGet.path=/health,httpGet.port=8080');
    expect(flagOf(deploy, 'liveness-probe')).toContain('httpGet.path=/health,httpGet.port=8080');
    expect(flagOf(deploy, 'set-secrets')).toBe('CONFLUENCE_API_TOKEN=confluence-mcp-server-confluence-api-token:1');
  });

  it('works out base URL, hosts and audiences, and adds the second URL once the first deployment has made it', () => {
    const own = 'confluence-mcp-server-123456789012.europe-west1.run.app';
    const forms = (host: string) => [host, `candidate---${host}`];
    const both = [...forms(own), ...forms('confluence-mcp-server-x7y8z9-ew.a.run.app')];
    expect(settingsOf(deployments(first.calls)[0])).toEqual({
      GOOGLE_CLOUD_PROJECT: 'acme-prod',
      BASE_URL: `https://${own}`,
      ALLOWED_HOSTS: forms(own).join(','),
      GOOGLE_AUDIENCES: forms(`${own}`)
        .map((host) => `https://${host}`)
        .join(','),
      CONFLUENCE_URL: 'https://acme.atlassian.net/wiki',
      CONFLUENCE_USERNAME: 'bot@acme.example',
      AUTH_MODES: 'google-oidc,cloud-run-iam',
      GOOGLE_ALLOWED_EMAILS: 'ann@acme.example,ben@acme.example',
    });
    expect(settingsOf(named(first.calls, 'gcloud run services update')[0], 'update-env-vars')).toEqual({
      ALLOWED_HOSTS: both.join(','),
      GOOGLE_AUDIENCES: both.map((host) => `https://${host}`).join(','),
    });

    expect(settingsOf(deployments(again)[0])).toMatchObject({ ALLOWED_HOSTS: both.join(',') });
    expect(named(again, 'gcloud run services update c')).toEqual([]);
  });

  it('makes nothing twice, and adds a version of a secret only when its value has changed', () => {
    expect(again.filter((call) => / create | versions add /.test(`${words(call)} `))).toEqual([]);
    expect(flagOf(deployments(again)[0], 'set-secrets')).toMatch(/:1$/);

    expect(named(changed, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual(['a-new-token']);
    expect(flagOf(deployments(changed)[0], 'set-secrets')).toMatch(/:2$/);
  });

  it('hands secrets over on standard input and shows them neither in arguments nor in its output', () => {
    const { outcome, calls } = first;
    expect(named(calls, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual([secret]);
    for (const hidden of [secret, 'the-identity-token']) {
      expect(calls.filter((call) => call.argv.join(' ').includes(hidden))).toEqual([]);
      expect(outcome.stdout + outcome.stderr).not.toContain(hidden);
    }
    const [ready] = named(calls, 'curl');
    expect(ready?.stdin).toBe('header = "X-Serverless-Authorization: Bearer the-identity-token"');
  });

  it('stores a secret that comes from X_FILE, and mounts the token file instead of passing its path', async () => {
    const cloud = new FakeCloud();
    const { CONFLUENCE_API_TOKEN: _, ...others } = fullSettings;
    const outcome = await cloud.deploy(quick, {
      ...others,
      CONFLUENCE_API_TOKEN_FILE: cloud.write('token', 'from-a-file\n'),
      AUTH_MODES: 'google-oidc,static',
      STATIC_TOKENS_FILE: cloud.write('tokens.json', staticTokens),
    });
    expect(outcome.status).toBe(0);
    const calls = cloud.takeCalls();
    expect(named(calls, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual([
      'from-a-file',
      staticTokens,
    ]);
    const [deploy] = deployments(calls);
    expect(flagOf(deploy, 'set-secrets')).toBe(
      'CONFLUENCE_API_TOKEN=confluence-mcp-server-confluence-api-token:1,' +
        '/secrets/static-tokens/content=confluence-mcp-server-static-tokens:1',
    );
    expect(settingsOf(deploy)).toMatchObject({ STATIC_TOKENS_FILE: '/secrets/static-tokens/content' });
    expect(settingsOf(deploy)).not.toHaveProperty('CONFLUENCE_API_TOKEN_FILE');
  });

  it('keeps an own base URL and audiences, and lets the hosts of all URLs in', async () => {
    const cloud = new FakeCloud();
    const env = {
      BASE_URL: 'https://mcp.acme.example',
      ALLOWED_HOSTS: 'other.acme.example',
      GOOGLE_AUDIENCES: 'https://aud',
    };
    await cloud.deploy(quick, { ...fullSettings, ...env });
    expect(settingsOf(deployments(cloud.takeCalls())[0])).toMatchObject({
      BASE_URL: 'https://mcp.acme.example',
      ALLOWED_HOSTS: expect.stringMatching(
        /^confluence-mcp-server-123456789012\.europe-west1\.run\.app,.*,mcp\.acme\.example,other\.acme\.example$/,
      ),
      GOOGLE_AUDIENCES: 'https://aud',
    });
  });

  it('builds with the local docker for linux/amd64 when asked to', async () => {
    const cloud = new FakeCloud();
    await cloud.deploy(['--build=docker', '--no-smoke'], fullSettings);
    const calls = cloud.takeCalls();
    expect(named(calls, 'gcloud builds')).toEqual([]);
    const [build] = named(calls, 'docker buildx build');
    expect(build?.argv).toEqual(expect.arrayContaining(['--platform=linux/amd64', '--push']));
  });

  it('gives the invokers that are named, and nobody else, the right to call', async () => {
    const cloud = new FakeCloud();
    await cloud.deploy(quick, { ...fullSettings, INVOKERS: 'user:ann@acme.example, group:ai@acme.example' });
    const bindings = named(cloud.takeCalls(), 'gcloud run services add-iam-policy-binding');
    expect(bindings.map((call) => flagOf(call, 'member'))).toEqual(['user:ann@acme.example', 'group:ai@acme.example']);
  });

  it('makes a client account when asked to, lets it call and says how', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy(
      [...quick, '--create-client=nightly', '--invoker=user:eve@acme.example'],
      fullSettings,
    );
    const calls = cloud.takeCalls();
    const email = 'nightly@acme-prod.iam.gserviceaccount.com';
    expect(named(calls, 'gcloud iam service-accounts create nightly')).toHaveLength(1);
    const bindings = named(calls, 'gcloud run services add-iam-policy-binding');
    expect(bindings.map((call) => flagOf(call, 'member'))).toEqual([
      `serviceAccount:${email}`,
      'user:eve@acme.example',
    ]);
    // The allow-list of these settings names two people, so that the client has to be added to it.
    expect(settingsOf(deployments(calls)[0])['GOOGLE_ALLOWED_EMAILS']).toBe(
      `${fullSettings['GOOGLE_ALLOWED_EMAILS']},${email}`,
    );
    expect(outcome.stderr).toContain('add it to GOOGLE_ALLOWED_EMAILS');
    expect(outcome.stdout).toContain(`--impersonate-service-account=${email}`);
  });

  it('lets in the project and whoever deploys when nobody is named, and says so', async () => {
    const cloud = new FakeCloud();
    const { GOOGLE_ALLOWED_EMAILS: _, ...others } = fullSettings;
    const outcome = await cloud.deploy(quick, others);
    expect(settingsOf(deployments(cloud.takeCalls())[0])).toMatchObject({
      AUTH_MODES: 'google-oidc,cloud-run-iam',
      GOOGLE_ALLOWED_EMAILS: 'deployer@acme.example',
      GOOGLE_ALLOWED_DOMAINS: 'acme-prod.iam.gserviceaccount.com',
    });
    expect(outcome.stderr).toContain('the service accounts of acme-prod and deployer@acme.example may come in');
  });

  it.each([
    [
      'is new',
      '--[no-]invoker-iam-check --functional-type=TYPE',
      ['--functional-type=mcp-server', '--invoker-iam-check'],
    ],
    ['is older', '--[no-]invoker-iam-check', ['--invoker-iam-check']],
    ['is old', '', []],
  ])('gives gcloud no flag that it does not know, when it %s', async (_, help, expected) => {
    const cloud = new FakeCloud();
    expect(await cloud.deploy(quick, { ...fullSettings, FAKE_HELP: help })).toMatchObject({ status: 0 });
    const [deploy] = deployments(cloud.takeCalls());
    const flags = /^--(functional-type|invoker-iam-check)/;
    expect(deploy?.argv.filter((argument) => flags.test(argument))).toEqual(expected);
  });

  it('takes names from its options, which win', async () => {
    const cloud = new FakeCloud();
    const options = [
      '--project=other-prod',
      '--region=us-east1',
      '--service=wiki-mcp',
      '--repository=images',
      '--image=mcp',
      '--tag=v2',
    ];
    expect(await cloud.deploy([...options, ...quick], fullSettings)).toMatchObject({ status: 0 });
    const [deploy] = named(cloud.takeCalls(), 'gcloud run deploy wiki-mcp');
    expect(flagOf(deploy, 'image')).toBe('us-east1-docker.pkg.dev/other-prod/images/mcp@sha256:0123456789abcdef');
  });

  it('deploys what the registry has already with --build=none', async () => {
    const cloud = new FakeCloud();
    expect(await cloud.deploy(['--build=none', '--no-smoke', '--no-check'], fullSettings)).toMatchObject({ status: 0 });
    const calls = cloud.takeCalls();
    expect([...named(calls, 'gcloud builds'), ...named(calls, 'docker'), ...named(calls, 'node')]).toEqual([]);
    expect(deployments(calls)).toHaveLength(1);
  });

  it('tries the other header where the checked one does not reach the server', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy(unchecked, { ...fullSettings, FAKE_MCP_STATUS: '401' });
    expect(outcome).toMatchObject({ status: 0 });
    const last = named(cloud.takeCalls(), 'curl')
      .filter(({ stdin }) => stdin !== '')
      .at(-1);
    expect(last?.stdin).toBe('header = "Authorization: Bearer the-identity-token"');
  });

  it.each([
    ['the new service does not answer', { FAKE_SICK: 'run.app' }, 'does not answer'],
    ['strangers reach the service', { FAKE_ANONYMOUS_STATUS: '200' }, 'Is the service public?'],
    ['an invoker is turned away', { FAKE_MCP_STATUS: '503' }, 'the MCP endpoint answers 503'],
    ['the MCP endpoint asks for no token', { AUTH_MODES: 'google-oidc', FAKE_MCP_STATUS: '200' }, '401 was expected'],
    ['the deployment fails', { FAKE_FAILS: 'run deploy confluence' }, 'stopped at "Deploy, by digest"'],
  ])('exits 1 when %s', async (_, env, message) => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy(unchecked, { ...fullSettings, ...env });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stdout).not.toContain('Deployed:');
  });

  it('says how to log in, and changes nothing, when gcloud has no account', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], { ...fullSettings, FAKE_ACCOUNT: '' });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining('gcloud auth login') });
    expect(cloud.takeCalls().map(words)).toEqual(['gcloud run deploy', 'gcloud auth list']);
  });
});
