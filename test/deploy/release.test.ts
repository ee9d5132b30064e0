/** What happens to traffic, and to a deployment that cannot go on. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  deployments,
  FakeCloud,
  fullSettings,
  named,
  quick,
  settingsOf,
  unchecked,
  words,
  type Call,
} from './fake-cloud.js';

const name = 'confluence-mcp-server';
const secret = fullSettings.CONFLUENCE_API_TOKEN ?? '';
const staticTokens = '{"sha256:00": {"user_id": "ann", "permissions": ["confluence:read"]}}';

/** Where the service has been deployed once. */
let deployed: FakeCloud;
beforeAll(async () => {
  deployed = new FakeCloud();
  expect(await deployed.deploy(quick, fullSettings)).toMatchObject({ status: 0 });
});

describe('from the second deployment on, deploy.sh', () => {
  it('lets nobody reach a further revision before it has passed the test by its own URL', async () => {
    const cloud = deployed.copy();
    expect(await cloud.deploy(unchecked, fullSettings)).toMatchObject({ status: 0 });
    const calls = cloud.takeCalls();
    const from = calls.findIndex((call) => words(call) === `gcloud run deploy ${name}`);
    expect(calls[from]?.argv).toEqual(expect.arrayContaining(['--no-traffic', '--tag=candidate']));
    const steps = calls.slice(from).map((call) => {
      const url = call.argv.find((argument) => argument.startsWith('https://'));
      return url === undefined ? words(call) : `curl ${url}`;
    });
    const own = 'confluence-mcp-server-123456789012.europe-west1.run.app';
    const test = (host: string) => [
      'gcloud auth print-identity-token',
      `curl https://${host}/ready`,
      `curl https://${host}/mcp-server/mcp/`,
      `curl https://${host}/health`,
    ];
    expect(steps.slice(0, -3)).toEqual([
      `gcloud run deploy ${name}`,
      'gcloud run services list',
      ...test(`candidate---${own}`),
      'gcloud run services list',
      `gcloud run services update-traffic ${name}`,
      ...test(own),
    ]);
    expect(calls[from]?.argv).toContain('--revision-suffix=20261129-120000');
    expect(settingsOf(calls[from])['ALLOWED_HOSTS']).toContain(`candidate---${own}`);
    expect(settingsOf(calls[from])['GOOGLE_AUDIENCES']).toContain(`https://candidate---${own}`);
  });
});

describe('a revision that fails its test', () => {
  const moved = (calls: readonly Call[]): string[] =>
    named(calls, 'gcloud run services update-traffic').map((call) => call.argv.slice(7, -1).join(' '));

  async function redeploy(env: Record<string, string>) {
    const cloud = deployed.copy();
    const outcome = await cloud.deploy(unchecked, { ...fullSettings, ...env });
    return { outcome, calls: cloud.takeCalls() };
  }

  it('gets no traffic, and the revision before it serves on', async () => {
    const { outcome, calls } = await redeploy({ FAKE_SICK: 'candidate---' });
    expect(outcome).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/nobody was sent to it, and mcp-00001=100 serves/),
    });
    expect(moved(calls)).toEqual(['--remove-tags=candidate']);
  });

  it('gets none when it does not reach Confluence, and the answer of /ready says so', async () => {
    const { outcome, calls } = await redeploy({ FAKE_READY: '{"status":"failing","checks":{"confluence":"failing"}}' });
    expect(outcome).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/it is not ready: .*\/ready answers \{"status":"failing".*wrong credentials/),
    });
    expect(moved(calls)).toEqual(['--remove-tags=candidate']);
  });

  it('loses its traffic again when only the service itself fails', async () => {
    const { outcome, calls } = await redeploy({ FAKE_SICK: '//confluence-mcp-server' });
    expect(outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('traffic went back to mcp-00001=100') });
    expect(moved(calls)).toEqual([
      `--to-revisions=${name}-20261129-120000=100`,
      '--to-revisions=mcp-00001=100',
      '--remove-tags=candidate',
    ]);
  });

  // `--to-latest` gave it to whatever another deployment had made between the last look and this call.
  it('is the only one that traffic goes to: by its name, whatever was deployed meanwhile', async () => {
    const { outcome, calls } = await redeploy({});
    expect([outcome.status, moved(calls)]).toEqual([0, [`--to-revisions=${name}-20261129-120000=100`]]);
    const { stdout: plan } = await new FakeCloud().deploy(['--dry-run'], fullSettings);
    expect(plan).toContain(`"--to-revisions=${name}-\${SUFFIX}=100"`);
    expect(plan).not.toContain('--to-latest');
  });

  it('is neither tested nor promoted when another deployment has taken its tag, which stays with the other', async () => {
    const { outcome, calls } = await redeploy({ FAKE_CANDIDATE: `${name}-20261129-115958` });
    expect(outcome).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/another deployment .* is under way: its candidate .*-115958 has taken the place/),
    });
    expect(moved(calls)).toEqual([]);
    expect(named(calls, 'curl')).toEqual([]);
  });

  it('is named with the command that goes back when that is refused too', async () => {
    const { outcome } = await redeploy({
      FAKE_SICK: '//confluence-mcp-server',
      FAKE_FAILS:
        'run services update-traffic confluence-mcp-server --project=acme-prod --region=europe-west1 --to-revisions=mcp-00001',
    });
    expect(outcome.stderr).toMatch(
      /going back failed: gcloud run services update-traffic .*--to-revisions=mcp-00001=100/,
    );
  });
});

describe('without permission', () => {
  it.each([
    ['services enable', 'roles/serviceusage.serviceUsageAdmin'],
    ['artifacts repositories create', 'roles/artifactregistry.admin'],
    ['iam service-accounts create confluence-mcp-server ', 'roles/iam.serviceAccountAdmin'],
    ['secrets create', 'roles/secretmanager.admin'],
    ['projects add-iam-policy-binding', 'roles/resourcemanager.projectIamAdmin'],
    ['builds submit', 'roles/cloudbuild.builds.editor'],
    ['run deploy confluence-mcp-server', 'roles/run.admin'],
  ])('for "%s" it stops there and names the role; a second run ends the work', async (call, role) => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], { ...fullSettings, FAKE_FAILS: call });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(
      new RegExp(`deployer@acme.example needs .*${role.replaceAll('.', '\\.')}.* in acme-prod`),
    );
    const calls = cloud.takeCalls();
    if (call !== 'run deploy confluence-mcp-server') expect(deployments(calls)).toEqual([]);
    expect(await cloud.deploy(quick, fullSettings)).toMatchObject({ status: 0 });
  });
});

describe('a build that is refused', () => {
  const env = { ...fullSettings, FAKE_FAILS: 'builds submit', FAKE_FAILS_ONCE: 'yes' };

  it('is tried once more when the rights of its account are new, and only then', async () => {
    const cloud = new FakeCloud();
    expect(await cloud.deploy([], env)).toMatchObject({ status: 0, stderr: expect.stringContaining('once more') });
    expect(named(cloud.takeCalls(), 'gcloud builds submit')).toHaveLength(2);
    expect(await cloud.deploy([], { ...env, FAKE_FAILS_ONCE: '' })).toMatchObject({ status: 1 });
    expect(named(cloud.takeCalls(), 'gcloud builds submit')).toHaveLength(1);
  });
});

describe('settings that the server refuses', () => {
  const preparationCalls = [
    'gcloud run deploy',
    'gcloud auth list',
    'npm ci',
    'npm run',
    expect.stringMatching(/^node .*dist.index.js doctor$/),
  ];

  it('stop everything before anything is made or built, with the words of the server', async () => {
    const cloud = new FakeCloud();
    const refusal = 'GOOGLE_ALLOWED_EMAILS: has an entry that is no e-mail address';
    const outcome = await cloud.deploy([], { ...fullSettings, FAKE_REFUSAL: refusal });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(`  ${refusal}`) });
    expect(cloud.takeCalls().map(words)).toEqual(preparationCalls);
  });

  it('are checked by a server whose packages are all here: an installation that was interrupted is begun anew', async () => {
    const cloud = new FakeCloud();
    mkdirSync(join(cloud.folder, 'node_modules'));
    await cloud.deploy(['--check'], fullSettings);
    expect(cloud.takeCalls().map(words)).toContain('npm ci');
    rmSync(join(cloud.folder, 'dist'), { recursive: true });
    // npm's own mark of an installation that came to its end.
    cloud.write('node_modules/.package-lock.json', '{}');
    await cloud.deploy(['--check'], fullSettings);
    expect(cloud.takeCalls().map(words)).not.toContain('npm ci');
  });

  it('are seen by it as the service would be told them, with nothing of this shell', async () => {
    const cloud = new FakeCloud();
    const settings = {
      ...fullSettings,
      AUTH_MODES: 'static',
      STATIC_TOKENS_FILE: cloud.write('tokens.json', staticTokens),
    };
    await cloud.deploy(['--check'], { ...settings, DEBUG: 'express:*', GIT_EDITOR: 'vi' });
    const calls = cloud.takeCalls();
    expect(calls.map((call) => call.argv[0])).not.toContain('gcloud');
    const seen = named(calls, 'node')[0]?.stdin.split('\n') ?? [];
    expect(seen).toEqual(
      expect.arrayContaining([
        'K_SERVICE=confluence-mcp-server',
        'AUTH_MODES=static',
        `CONFLUENCE_API_TOKEN=${secret}`,
        `STATIC_TOKENS_FILE=${settings.STATIC_TOKENS_FILE}`,
        'BASE_URL=https://confluence-mcp-server-000000000000.europe-west1.run.app',
      ]),
    );
    expect(seen.filter((line) => /^(DEBUG|GIT_EDITOR|PROJECT_ID)=/.test(line))).toEqual([]);
  });
});
