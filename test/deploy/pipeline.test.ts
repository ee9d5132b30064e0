/** cloudbuild.yaml: the pipeline of a trigger, with its own steps run against the stand-ins. */
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkout, FakeCloud, fullSettings, words } from './fake-cloud.js';

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
});
