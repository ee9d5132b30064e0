import { describe, expect, it } from '@jest/globals';
import { FakeCloud, fullSettings, quick, settingsOf, unchecked, words, type Call, type Outcome } from './fake-cloud.js';

const login: Record<string, string> = {
  ...fullSettings,
  AUTH_MODES: 'oauth',
  MCP_JWT_SIGNING_KEY: '00'.repeat(32),
  REDIS_URL: 'redis://10.0.0.3:6379',
  CLOUD_RUN_NETWORK: 'default',
  CLOUD_RUN_SUBNET: 'default',
  OIDC_CONFIG_URL: 'https://id.acme.example/.well-known/openid-configuration',
  OIDC_CLIENT_ID: 'confluence-mcp',
  OAUTH_ALLOWED_DOMAINS: 'acme.example',
};
async function deploy(
  options: readonly string[],
  env: Record<string, string>,
): Promise<{ outcome: Outcome; calls: Call[] }> {
  const cloud = new FakeCloud();
  const outcome = await cloud.deploy(options, env);
  return { outcome, calls: [...cloud.takeCalls()] };
}

const deployed = (calls: readonly Call[]): readonly string[] =>
  calls.find((call) => words(call).startsWith('gcloud run deploy c'))?.argv ?? [];

describe('a public service', () => {
  it('has no check of Cloud Run in front of the log-in, and is checked to be open with its own lock', async () => {
    const { outcome, calls } = await deploy(['--public'], {
      ...login,
      FAKE_ANONYMOUS_STATUS: '200',
      FAKE_MCP_STATUS: '401',
    });
    expect(outcome).toMatchObject({ status: 0 });
    expect(deployed(calls)).toEqual(expect.arrayContaining(['--no-invoker-iam-check', '--no-allow-unauthenticated']));
    expect(outcome.stdout).toContain('healthy and public');
    const own = 'https://confluence-mcp-server-123456789012.europe-west1.run.app';
    expect(outcome.stdout).toContain(`${own}/oauth/callback`);
    expect(outcome.stdout).toContain(`"url": "${own}/mcp-server/mcp/"`);
  });

  it('is a failure when it is closed all the same, or when its own lock is open', async () => {
    const closed = await deploy([...unchecked, '--public'], {
      ...login,
      FAKE_ANONYMOUS_STATUS: '403',
      FAKE_MCP_STATUS: '401',
    });
    expect(closed.outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('/health answers 403') });
    const open = await deploy([...unchecked, '--public'], {
      ...login,
      FAKE_ANONYMOUS_STATUS: '200',
      FAKE_MCP_STATUS: '200',
    });
    expect(open.outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('401 was expected') });
  });

  it('is refused by a gcloud that cannot leave the check of Cloud Run out', async () => {
    const { outcome, calls } = await deploy(['--public'], { ...login, FAKE_HELP: '' });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining('gcloud is too old for --public') });
    expect(calls.map(words)).toEqual(['gcloud run deploy']);
  });

  it.each([
    [{ ...fullSettings }, '--public is for AUTH_MODES=oauth'],
    [{ ...login, AUTH_MODES: 'oauth,cloud-run-iam' }, 'take one of the two'],
  ])('is refused where nothing else would be the lock', async (env, reason) => {
    const { outcome, calls } = await deploy(['--public'], env);
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(reason) });
    expect(calls).toEqual([]);
  });

  it('shows in the plan what the check must say', async () => {
    const { outcome } = await deploy(['--public', '--dry-run'], login);
    expect(outcome.stdout).toContain('--no-invoker-iam-check');
    expect(outcome.stdout).toContain('# must be 200: public');
  });
});

describe('a private service', () => {
  it('switches the check of Cloud Run on, in case it was off', async () => {
    const { calls } = await deploy(quick, fullSettings);
    expect(deployed(calls)).toContain('--invoker-iam-check');
  });

  it('says that browsers do not reach the log-in of oauth', async () => {
    const { outcome } = await deploy(['--dry-run'], login);
    expect(outcome).toMatchObject({ status: 0, stderr: expect.stringContaining('--public opens it') });
  });

  it('tells whom cloud-run-iam saw, or where to look when that is not known yet', async () => {
    const env = { ...fullSettings, AUTH_MODES: 'google-oidc,cloud-run-iam' };
    const known = await deploy(unchecked, { ...env, FAKE_PRINCIPAL: 'cloud-run-iam:deployer@acme.example' });
    expect(known.outcome.stdout).toContain('cloud-run-iam saw this caller as cloud-run-iam:deployer@acme.example');
    const unknown = await deploy(unchecked, env);
    expect(unknown.outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('gcloud logging read') });
  });
});

describe('the log-in of oauth', () => {
  it('names everything that is missing', async () => {
    const { outcome } = await deploy([], { ...fullSettings, AUTH_MODES: 'oauth' });
    expect(outcome.status).toBe(78);
    for (const name of [
      'MCP_JWT_SIGNING_KEY',
      'REDIS_URL',
      'OIDC_CONFIG_URL',
      'OIDC_CLIENT_ID',
      'OAUTH_ALLOWED_EMAILS',
    ])
      expect(outcome.stderr).toContain(`${name} is not set`);
  });

  it('needs no provider but Atlassian when callers act as themselves', async () => {
    const superfluous = ['CONFLUENCE_API_TOKEN', 'CONFLUENCE_USERNAME', 'OIDC_CONFIG_URL', 'OIDC_CLIENT_ID'];
    const env = Object.fromEntries(Object.entries(login).filter(([name]) => !superfluous.includes(name)));
    const own = { CONFLUENCE_AUTH: 'user', ATLASSIAN_OAUTH_CLIENT_ID: 'app', ATLASSIAN_OAUTH_CLIENT_SECRET: 'hidden' };
    const { outcome, calls } = await deploy([...quick, '--public'], { ...env, ...own });
    expect(outcome).toMatchObject({ status: 0 });
    const call = calls.find((one) => words(one).startsWith('gcloud run deploy c'));
    expect(settingsOf(call)).toMatchObject({ CONFLUENCE_AUTH: 'user', ATLASSIAN_OAUTH_CLIENT_ID: 'app' });
  });
});
