/** What deploy.sh accepts, the server accepts: the check is the server's own loader, with the built program. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkout, FakeCloud, fullSettings } from '../deploy/fake-cloud.js';

function cloudWithServer(): FakeCloud {
  const cloud = new FakeCloud(['gcloud', 'curl', 'npm']);
  symlinkSync(process.execPath, join(cloud.folder, 'bin/node'));
  for (const name of ['dist', 'package.json', 'node_modules'])
    symlinkSync(join(checkout, name), join(cloud.folder, name));
  return cloud;
}

describe('the settings of a deployment', () => {
  it('of the default kind are fit for the server', async () => {
    const { GOOGLE_ALLOWED_EMAILS: _, ...settings } = fullSettings;
    expect(await cloudWithServer().deploy(['--check'], settings)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('fit to deploy'),
    });
  });

  it.each([
    ['a mode that does not exist', { AUTH_MODES: 'google-oidc,cloud-iam' }, 'AUTH_MODES'],
    ['two modes that exclude each other', { AUTH_MODES: 'static,none' }, 'AUTH_MODES'],
    ['an e-mail that is none', { GOOGLE_ALLOWED_EMAILS: 'ann' }, 'GOOGLE_ALLOWED_EMAILS'],
    ['a tool that does not exist', { DISABLED_TOOLS: 'confluence_get_pag' }, 'confluence_get_pag'],
    ['a number that is none', { RATE_LIMIT_PER_MINUTE: 'many' }, 'RATE_LIMIT_PER_MINUTE'],
  ])('with %s are refused before anything is built', async (_, env, named) => {
    const cloud = cloudWithServer();
    const outcome = await cloud.deploy([], { ...fullSettings, ...env });
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(named) });
    expect(cloud.takeCalls().map(({ argv }) => argv.slice(0, 2).join(' '))).not.toContain('gcloud services');
  });
});
