import { describe, expect, it } from '@jest/globals';
import { flagOf, FakeCloud, fullSettings, settingsOf, words, type Call } from './fake-cloud.js';

const named = (calls: readonly Call[], start: string): Call[] => calls.filter((call) => words(call).startsWith(start));
const secret = fullSettings.CONFLUENCE_API_TOKEN ?? '';
const staticTokens = '{"sha256:00": {"user_id": "ann", "permissions": ["confluence:read"]}}';

describe('deploy.sh against a recording cloud', () => {
  it('makes what is missing, builds, deploys by digest as a private service and checks it, in that order', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], fullSettings);
    expect(outcome).toMatchObject({ status: 0 });
    const name = 'confluence-mcp-server';
    expect(cloud.takeCalls().map(words)).toEqual([
      'gcloud auth list',
      expect.stringMatching(/^gcloud services enable run\.googleapis\.com artifactregistry/),
      `gcloud artifacts repositories describe ${name}`,
      `gcloud artifacts repositories create ${name}`,
      `gcloud iam service-accounts describe ${name}@acme-prod.iam.gserviceaccount.com`,
      `gcloud iam service-accounts create ${name}`,
      `gcloud secrets describe ${name}-confluence-api-token`,
      `gcloud secrets create ${name}-confluence-api-token`,
      `gcloud secrets add-iam-policy-binding ${name}-confluence-api-token`,
      `gcloud secrets versions list ${name}-confluence-api-token`,
      `gcloud secrets versions add ${name}-confluence-api-token`,
      'gcloud builds submit .',
      `gcloud artifacts docker images describe europe-west1-docker.pkg.dev/acme-prod/${name}/${name}:v1`,
      'gcloud projects describe acme-prod',
      'gcloud run services list',
      `gcloud run deploy ${name}`,
      'gcloud run services list',
      `gcloud run services update ${name}`,
      'gcloud auth print-identity-token',
      'curl',
      'curl',
      'curl',
    ]);
    expect(outcome.stdout).toContain('gcloud run services proxy confluence-mcp-server --project=acme-prod');
    expect(outcome.stdout).toContain('"url": "http://localhost:3000/mcp-server/mcp/"');
  });

  it('deploys the image by digest, with probes on /health, under its own account and without anonymous callers', async () => {
    const cloud = new FakeCloud();
    await cloud.deploy(['--no-smoke'], fullSettings);
    const [deploy] = named(cloud.takeCalls(), 'gcloud run deploy');
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

  it('works out base URL, hosts and audiences, and adds the second URL once the first deployment has made it', async () => {
    const cloud = new FakeCloud();
    await cloud.deploy(['--no-smoke'], fullSettings);
    const first = cloud.takeCalls();
    const own = 'confluence-mcp-server-123456789012.europe-west1.run.app';
    const both = [own, 'confluence-mcp-server-x7y8z9-ew.a.run.app'];
    expect(settingsOf(named(first, 'gcloud run deploy')[0])).toEqual({
      GOOGLE_CLOUD_PROJECT: 'acme-prod',
      BASE_URL: `https://${own}`,
      ALLOWED_HOSTS: own,
      GOOGLE_AUDIENCES: `https://${own}`,
      CONFLUENCE_URL: 'https://acme.atlassian.net/wiki',
      CONFLUENCE_USERNAME: 'bot@acme.example',
      AUTH_MODES: 'google-oidc',
      GOOGLE_ALLOWED_EMAILS: 'ann@acme.example,ben@acme.example',
    });
    expect(settingsOf(named(first, 'gcloud run services update')[0], 'update-env-vars')).toEqual({
      ALLOWED_HOSTS: both.join(','),
      GOOGLE_AUDIENCES: both.map((host) => `https://${host}`).join(','),
    });

    await cloud.deploy(['--no-smoke'], fullSettings);
    const second = cloud.takeCalls();
    expect(settingsOf(named(second, 'gcloud run deploy')[0])).toMatchObject({ ALLOWED_HOSTS: both.join(',') });
    expect(named(second, 'gcloud run services update')).toEqual([]);
  });

  it('makes nothing twice, and adds a version of a secret only when its value has changed', async () => {
    const cloud = new FakeCloud();
    await cloud.deploy(['--no-smoke'], fullSettings);
    cloud.takeCalls();

    await cloud.deploy(['--no-smoke'], fullSettings);
    const again = cloud.takeCalls();
    expect(again.filter((call) => / create | versions add /.test(`${words(call)} `))).toEqual([]);
    expect(flagOf(named(again, 'gcloud run deploy')[0], 'set-secrets')).toMatch(/:1$/);

    await cloud.deploy(['--no-smoke'], { ...fullSettings, CONFLUENCE_API_TOKEN: 'a-new-token' });
    const changed = cloud.takeCalls();
    expect(named(changed, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual(['a-new-token']);
    expect(flagOf(named(changed, 'gcloud run deploy')[0], 'set-secrets')).toMatch(/:2$/);
  });

  it('hands secrets over on standard input and shows them neither in arguments nor in its output', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], fullSettings);
    const calls = cloud.takeCalls();
    expect(named(calls, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual([secret]);
    for (const hidden of [secret, 'the-identity-token']) {
      expect(calls.filter((call) => call.argv.join(' ').includes(hidden))).toEqual([]);
      expect(outcome.stdout + outcome.stderr).not.toContain(hidden);
    }
    const [health] = named(calls, 'curl');
    expect(health?.stdin).toBe('header = "X-Serverless-Authorization: Bearer the-identity-token"');
  });

  it('stores a secret that comes from X_FILE, and mounts the token file instead of passing its path', async () => {
    const cloud = new FakeCloud();
    const { CONFLUENCE_API_TOKEN: _, ...others } = fullSettings;
    const outcome = await cloud.deploy(['--no-smoke'], {
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
    const [deploy] = named(calls, 'gcloud run deploy');
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
    await cloud.deploy(['--no-smoke'], { ...fullSettings, ...env });
    expect(settingsOf(named(cloud.takeCalls(), 'gcloud run deploy')[0])).toMatchObject({
      BASE_URL: 'https://mcp.acme.example',
      ALLOWED_HOSTS: 'confluence-mcp-server-123456789012.europe-west1.run.app,mcp.acme.example,other.acme.example',
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
    await cloud.deploy(['--no-smoke'], { ...fullSettings, INVOKERS: 'user:ann@acme.example, group:ai@acme.example' });
    const bindings = named(cloud.takeCalls(), 'gcloud run services add-iam-policy-binding');
    expect(bindings.map((call) => flagOf(call, 'member'))).toEqual(['user:ann@acme.example', 'group:ai@acme.example']);
  });

  it.each([
    ['the new service is not healthy', { FAKE_SICK: 'yes' }, 'does not answer'],
    ['strangers reach the service', { FAKE_ANONYMOUS_STATUS: '200' }, 'Is the service public?'],
    ['the MCP endpoint asks for no token', { FAKE_MCP_STATUS: '200' }, 'the MCP endpoint answers 200'],
    ['the deployment fails', { FAKE_DEPLOY_FAILS: 'yes' }, ''],
  ])('exits 1 when %s', async (_, env, message) => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], { ...fullSettings, ...env });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stdout).not.toContain('Deployed:');
  });

  it('says how to log in, and changes nothing, when gcloud has no account', async () => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], { ...fullSettings, FAKE_ACCOUNT: '' });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining('gcloud auth login') });
    expect(cloud.takeCalls().map(words)).toEqual(['gcloud auth list']);
  });
});
