/** cloudbuild.yaml: the pipeline of a trigger, with its own steps run against the stand-ins. */
import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkout, deployments, FakeCloud, flagOf, fullSettings, words } from './fake-cloud.js';

interface Step {
  readonly id: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly secretEnv?: readonly string[];
}
interface Pipeline {
  readonly steps: readonly Step[];
  readonly images: readonly string[];
  readonly substitutions: Readonly<Record<string, string>>;
  readonly availableSecrets: { secretManager: readonly { env: string }[] };
  readonly options: { dynamicSubstitutions: boolean };
}

const pipeline = parse(readFileSync(join(checkout, 'cloudbuild.yaml'), 'utf8')) as Pipeline;
const builtIn: Readonly<Record<string, string>> = { PROJECT_ID: 'acme-prod', COMMIT_SHA: 'c0ffee' };

/** As Cloud Build fills in substitutions, defaults of one by another included; `$$` is a dollar sign. */
function substituted(text: string): string {
  const filled = text.replace(/\$\$|\$\{?(\w+)(?::-(\w+))?\}?/g, (all, name?: string, otherwise?: string) => {
    if (name === undefined) return '$$';
    const value = builtIn[name] ?? pipeline.substitutions[name] ?? otherwise;
    if (value === undefined) throw new Error(`${all} is no substitution`);
    return value.includes('$') ? substituted(value) : value;
  });
  return filled;
}
const stepOf = (id: string): Step => {
  const found = pipeline.steps.find((step) => step.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
};
/** The shell text of a step, as bash gets it. */
const shellOf = (id: string): string => substituted(stepOf(id).args.at(-1) ?? '').replaceAll('$$', '$');

describe('cloudbuild.yaml', () => {
  it('tests, checks the settings, builds, scans, lists what is inside, pushes and deploys, in that order', () => {
    expect(pipeline.steps.map(({ id }) => id)).toEqual(['test', 'settings', 'build', 'scan', 'sbom', 'push', 'deploy']);
    expect(pipeline.images.map(substituted)).toEqual([
      'europe-west1-docker.pkg.dev/acme-prod/confluence-mcp-server/confluence-mcp-server:c0ffee',
    ]);
    expect(stepOf('build').args).toContain('--platform=linux/amd64');
    expect(stepOf('scan').args).toEqual(expect.arrayContaining(['--exit-code=1', '--severity=HIGH,CRITICAL']));
    const secrets = pipeline.availableSecrets.secretManager.map(({ env }) => env);
    expect(pipeline.steps.flatMap(({ secretEnv = [] }) => secretEnv)).toEqual(secrets);
  });

  it('names the same image when it builds, scans, pushes and deploys', () => {
    for (const id of ['scan', 'sbom', 'push']) expect(stepOf(id).args).toContain(pipeline.images[0]);
    expect(stepOf('build').args).toContain(`--tag=${String(pipeline.images[0])}`);
  });

  it('checks and deploys with what deploy.sh understands, from the settings in the secret', async () => {
    const cloud = new FakeCloud();
    const { PROJECT_ID: _p, REGION: _r, TAG: _t, ...settings } = fullSettings;
    const env = Object.entries(settings)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n');
    const inFolder = (id: string) => cloud.paste(`cd ${cloud.folder}; ${shellOf(id)}`, { DEPLOY_ENV: env });
    expect(await inFolder('settings')).toMatchObject({ status: 0, stdout: expect.stringContaining('fit to deploy') });
    expect(cloud.takeCalls().some((call) => call.argv[0] === 'gcloud')).toBe(false);
    expect(await inFolder('deploy')).toMatchObject({ status: 0 });
    const calls = cloud.takeCalls().map(words);
    expect(calls).toContain(`gcloud artifacts docker images describe ${substituted(pipeline.images[0] ?? '')}`);
    expect(calls).toContain('gcloud run deploy confluence-mcp-server');
    expect(calls.filter((call) => /builds submit|^node|^npm/.test(call))).toEqual([]);
  });

  it('carries the files of API_TOOLS_FILE, and a secret by the step that the page about deploying shows', async () => {
    const page = readFileSync(join(checkout, 'docs/deploy.md'), 'utf8');
    const [step] = parse(/```yaml\n(- id: api-secrets\n.*?)```/s.exec(page)?.[1] ?? '') as [Step];
    const cloud = new FakeCloud();
    mkdirSync(join(cloud.folder, 'apis/keys'), { recursive: true });
    const secret = cloud.write('apis/keys/billing', 'token-of-billing\n');
    cloud.write('apis/api-tools.yaml', 'apis: { billing: { service: { secret_file: keys/billing } } }\n');
    const { PROJECT_ID: _p, REGION: _r, TAG: _t, ...settings } = fullSettings;
    const api = { API_TOOLS_FILE: 'apis/api-tools.yaml' };
    expect(await cloud.deploy(['--no-smoke'], { ...fullSettings, ...api })).toMatchObject({ status: 0 });

    rmSync(join(cloud.folder, 'apis/keys'), { recursive: true });
    const env = {
      DEPLOY_ENV: Object.entries({ ...settings, ...api })
        .map((pair) => pair.join('='))
        .join('\n'),
    };
    const inFolder = (text: string) => cloud.paste(`cd ${cloud.folder}; ${text}`, env);
    expect(await inFolder(shellOf('settings'))).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('names keys/billing in line 1, which cannot be read'),
    });
    expect(await inFolder(substituted(step.args.at(-1) ?? ''))).toMatchObject({ status: 0 });
    expect(readFileSync(secret, 'utf8')).toBe('token-of-billing');
    cloud.takeCalls();
    expect(await inFolder(shellOf('settings'))).toMatchObject({ status: 0 });
    expect(await inFolder(shellOf('deploy'))).toMatchObject({ status: 0 });
    const calls = cloud.takeCalls();
    expect(calls.map(words).filter((call) => call.includes('secrets versions add'))).toEqual([]);
    const [deploy] = deployments(calls);
    expect(flagOf(deploy, 'set-secrets')).toContain(
      '/secrets/api-tools-keys-billing/content=confluence-mcp-server-api-tools-keys-billing:1',
    );
  });
});
