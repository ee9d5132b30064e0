/** What the Terraform module tells a deployment, evaluated by Terraform itself; no provider is downloaded for it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../deploy/terraform');

/** Whether Terraform is installed here. */
export const hasTerraform = spawnSync('which', ['terraform']).status === 0;

/** Settings of the server and the service's ingress, e.g. with `{ domain: 'mcp.acme.example' }`. */
export function evaluateModule(variables: Record<string, string>): {
  settings: Record<string, string>;
  ingress: string;
  custom_audiences: string[];
} {
  const main = readFileSync(join(folder, 'main.tf'), 'utf8');
  const locals = /^locals \{[^]*?^\}/m.exec(main)?.[0] ?? '';
  const argument = (name: string): string => new RegExp(`^  ${name} += (.+)$`, 'm').exec(main)?.[1] ?? '';
  const expression = `jsonencode({ settings = local.settings, ingress = ${argument('ingress')}, custom_audiences = ${argument('custom_audiences')} })`;
  // What only Google knows.
  const known = locals
    .replaceAll('data.google_project.this.number', '"123456789012"')
    .replaceAll('google_redis_instance.state.host', '"10.0.0.3"')
    .replaceAll('google_redis_instance.state.port', '"6379"');
  const copy = mkdtempSync(join(tmpdir(), 'terraform-'));
  try {
    copyFileSync(join(folder, 'variables.tf'), join(copy, 'variables.tf'));
    writeFileSync(join(copy, 'locals.tf'), known);
    const all = {
      project_id: 'acme-prod',
      region: 'europe-west1',
      image: 'image@sha256:0',
      settings: '{}',
      ...variables,
    };
    const flags = Object.entries(all).map(([name, value]) => `-var=${name}=${value}`);
    const text = execFileSync('terraform', [`-chdir=${copy}`, 'console', ...flags], {
      input: expression,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const json = text.split('\n').find((line) => line.startsWith('"')) ?? '';
    return JSON.parse(JSON.parse(json) as string) as ReturnType<typeof evaluateModule>;
  } finally {
    rmSync(copy, { recursive: true });
  }
}
