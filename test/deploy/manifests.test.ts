/** The manifests for Kubernetes and Terraform, and what the compose files tell the server: read as their tools read them. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { parse as parseDotenv } from 'dotenv';
import { parse, parseAllDocuments } from 'yaml';
import { readApiTools, withApiTools } from '../../src/compose-settings.js';
import { loadConfig } from '../../src/config/index.js';
import { evaluateModule, hasTerraform as terraform } from '../support/terraform-module.js';
import { checkout } from './fake-cloud.js';

const has = (tool: string): boolean => spawnSync('which', [tool]).status === 0;
const kubectl = has('kubectl');
if (!kubectl) console.warn('SKIPPED: kubectl is not installed, so the kustomizations are not built.');
if (!terraform) console.warn('SKIPPED: terraform is not installed, so its formatting is not checked.');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { name: string; namespace?: string };
  readonly data?: Record<string, string>;
  readonly spec?: {
    replicas?: number;
    template?: { spec: PodSpec };
    selector?: Record<string, unknown>;
  };
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext: { runAsNonRoot: boolean };
  readonly volumes?: readonly { name: string; persistentVolumeClaim?: object }[];
}
interface Container {
  readonly env?: readonly { name: string; value: string }[];
  readonly ports: readonly { name: string; containerPort: number }[];
  readonly livenessProbe: { httpGet?: { path: string; port: string } };
  readonly readinessProbe: { httpGet?: { path: string; port: string } };
  readonly securityContext: Record<string, unknown>;
}

/** A kustomization as kubectl builds it, with the example settings. */
function build(overlay: string): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'kustomize-'));
  cpSync(join(checkout, 'deploy/kubernetes'), folder, { recursive: true });
  for (const name of ['settings.env', 'secrets.env'])
    cpSync(join(folder, `base/${name}.example`), join(folder, 'base', name));
  const text = execFileSync('kubectl', ['kustomize', join(folder, overlay)], { encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

/** Faults that the API's own schema finds in a manifest. */
async function faultsOf(manifest: Manifest): Promise<string> {
  const path = `kubernetes-models/${manifest.apiVersion}/${manifest.kind}`;
  const models = (await import(path)) as Record<string, new (data: object) => { validate(): void }>;
  const Model = models[manifest.kind];
  if (Model === undefined) return `there is no ${manifest.kind}`;
  try {
    new Model(manifest).validate();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const serverOf = (manifests: readonly Manifest[]): Container => {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  return deployment?.spec?.template?.spec.containers[0] as Container;
};
const podsOf = (manifests: readonly Manifest[]): PodSpec[] =>
  manifests.flatMap(({ spec }) => (spec?.template === undefined ? [] : [spec.template.spec]));

(kubectl ? describe : describe.skip).each(['replicated', 'single'])('the kustomization %s', (overlay) => {
  let manifests: Manifest[];
  beforeAll(() => void (manifests = build(overlay)));

  it('is what the API of Kubernetes takes', async () => {
    for (const manifest of manifests)
      expect([manifest.kind, manifest.metadata.name, await faultsOf(manifest)]).toEqual([
        manifest.kind,
        manifest.metadata.name,
        '',
      ]);
    const broken = {
      ...manifests.find(({ kind }) => kind === 'Service'),
      spec: { ports: 'eighty' },
    } as unknown as Manifest;
    expect(await faultsOf(broken)).not.toBe('');
  });

  it('runs nothing as root, on nothing writable, with no right that it does not need', () => {
    for (const pod of podsOf(manifests)) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const { securityContext } of pod.containers)
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it('probes the port of its own, which the server serves, and tells it settings that it takes', () => {
    const server = serverOf(manifests);
    const env = {
      ...manifests.find(({ kind }) => kind === 'ConfigMap')?.data,
      ...parseDotenv(readFileSync(join(checkout, 'deploy/kubernetes/base/secrets.env.example'), 'utf8')),
      // The example says what belongs there.
      MCP_JWT_SIGNING_KEY: 'ab'.repeat(32),
      ...Object.fromEntries((server.env ?? []).map(({ name, value }) => [name, value])),
    };
    const config = loadConfig({ mode: 'serve', env });
    const ports = Object.fromEntries(server.ports.map(({ name, containerPort }) => [name, containerPort]));
    expect(ports).toEqual({ http: config.server.port, health: config.server.healthPort });
    expect(server.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'health' });
    expect(server.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'health' });
    expect(config.state.kind).toBe(overlay === 'single' ? 'embedded' : 'redis');
  });

  it('has as many of it as its state allows', () => {
    const kinds = manifests.map(({ kind }) => kind);
    const deployment = manifests.find(({ kind }) => kind === 'Deployment');
    const scaled = ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'StatefulSet'];
    expect(kinds.filter((kind) => scaled.includes(kind)).sort()).toEqual(overlay === 'single' ? [] : scaled.sort());
    // kubectl apply would set a count back that an autoscaler has changed.
    const autoscaler = manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler')?.spec;
    const scaledByIt = { minReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: deployment?.metadata.name } };
    if (autoscaler !== undefined) expect(autoscaler).toMatchObject(scaledByIt);
    expect(deployment?.spec?.replicas).toBe(autoscaler === undefined ? 1 : undefined);
    expect(kinds).toContain('NetworkPolicy');
    const volumes = deployment?.spec?.template?.spec.volumes ?? [];
    expect(volumes.some((volume) => volume.persistentVolumeClaim !== undefined)).toBe(overlay === 'single');
  });
});

describe('the Terraform module', () => {
  const folder = join(checkout, 'deploy/terraform');
  const files = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  type Blocks = Record<string, Record<string, unknown>>;
  let module: Record<'variable' | 'locals' | 'resource' | 'data', Blocks>;
  beforeAll(async () => void (module = (await parseHcl('all.tf', text)) as typeof module));

  it('refers to nothing that it does not declare, and declares nothing for nobody', () => {
    const locals = (module.locals as unknown as object[]).flatMap((block) => Object.keys(block));
    const declared = {
      var: Object.keys(module.variable),
      local: locals,
      data: Object.entries(module.data).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
    };
    const used = (kind: string, pattern = '[a-z_]+') =>
      [
        ...new Set([...text.matchAll(new RegExp(`(?<![\\w.])${kind}\\.(${pattern})`, 'g'))].map(([, name]) => name)),
      ].sort();
    expect(used('var')).toEqual([...declared.var].sort());
    expect(used('local')).toEqual([...declared.local].sort());
    expect(used('data', '[a-z_]+\\.[a-z_]+')).toEqual(declared.data.sort());
    const resources = Object.entries(module.resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    const references = [...text.matchAll(/(?<![\w."])(google_[a-z0-9_]+\.[a-z_]+)/g)].map(([, name]) => name ?? '');
    expect(references.filter((name) => !resources.includes(name) && !declared.data.includes(name))).toEqual([]);
  });

  it('has Redis, a check from outside, an alert, and a load balancer for whoever wants one', () => {
    expect(Object.keys(module.resource)).toEqual(
      expect.arrayContaining([
        'google_cloud_run_v2_service',
        'google_redis_instance',
        'google_monitoring_uptime_check_config',
        'google_monitoring_alert_policy',
        'google_compute_global_forwarding_rule',
      ]),
    );
    expect(text).not.toMatch(/allUsers|allAuthenticatedUsers/);
  });

  (terraform ? it : it.skip).each([
    [{}, 1, 'INGRESS_TRAFFIC_ALL', []],
    [{ domain: 'mcp.acme.example' }, 2, 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER', ['https://mcp.acme.example']],
  ])('with %j tells the server settings that it takes, and who is in front', (variables, hops, ingress, audiences) => {
    const evaluated = evaluateModule(variables);
    const account = { CONFLUENCE_URL: 'https://wiki.acme.example', CONFLUENCE_PERSONAL_TOKEN: 'token' };
    const env = { ...evaluated.settings, ...account, K_SERVICE: 'confluence-mcp-server' };
    expect(loadConfig({ mode: 'serve', env }).server.trustProxyHops).toBe(hops);
    expect(evaluated).toMatchObject({ ingress, custom_audiences: audiences });
    const audience = audiences[0] ?? evaluated.settings['BASE_URL'];
    expect(evaluated.settings['GOOGLE_AUDIENCES']?.split(',')).toContain(audience);
  });

  it('takes the variables that its page gives, and needs no other', async () => {
    const [, text = ''] = /```hcl\n([^]*?)```/.exec(readFileSync(join(checkout, 'docs/deploy.md'), 'utf8')) ?? [];
    const given = (await parseHcl('acme.tfvars', text)) as Record<string, Record<string, string>>;
    const required = Object.entries(module.variable as unknown as Record<string, [object]>).filter(
      ([, [variable]]) => !('default' in variable),
    );
    expect(Object.keys(module.variable)).toEqual(expect.arrayContaining(Object.keys(given)));
    expect(Object.keys(given)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
    const evaluated = terraform ? evaluateModule({ settings: JSON.stringify(given['settings']) }).settings : {};
    const env = { AUTH_MODES: 'none', ...evaluated, ...given['settings'], ...given['secrets'] };
    const seen = terraform ? { ...env, K_SERVICE: 'x' } : { ...env, HOST: '127.0.0.1' };
    expect(loadConfig({ mode: 'serve', env: seen }).auth.modes).toContain(terraform ? 'google-oidc' : 'none');
  });

  (terraform ? it : it.skip)('is formatted as Terraform formats it', () => {
    const { status, stdout } = spawnSync('terraform', [`-chdir=${folder}`, 'fmt', '-check', '-diff'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  });
});

describe('what a compose file tells the server', () => {
  it.each(['compose.yaml', 'compose.test.yaml', 'examples/tickets/compose.yaml'])('in %s is taken', async (path) => {
    const { services } = parse(readFileSync(join(checkout, path), 'utf8')) as {
      services: Record<string, { environment?: Record<string, string>; volumes?: string[] }>;
    };
    const { environment = {}, volumes = [] } = services['server'] ?? services['mcp'] ?? {};
    const mounts = volumes.map((volume) => volume.split(':') as [string, string]);
    const here = (value: string): string => {
      const mount = mounts.find(([, inside]) => value.startsWith(`${inside}/`));
      return mount === undefined ? value : join(checkout, path, '..', mount[0], value.slice(mount[1].length));
    };
    const env = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(value)]));
    const options = { mode: 'serve', env } as const;
    const apiTools = await readApiTools(options);
    const config = loadConfig({ ...options, ...withApiTools(apiTools) });
    expect(config.auth.modes.length).toBeGreaterThan(0);
  });

  it('agrees with the realm that Keycloak imports', () => {
    const { services } = parse(readFileSync(join(checkout, 'compose.yaml'), 'utf8')) as {
      services: { server: { environment: Record<string, string> } };
    };
    const { environment: env } = services.server;
    const realm = JSON.parse(readFileSync(join(checkout, 'deploy/keycloak/confluence-mcp-realm.json'), 'utf8')) as {
      realm: string;
      clients: { clientId: string; publicClient: boolean; redirectUris: string[] }[];
      users: { email: string; emailVerified: boolean }[];
    };
    expect(env['OIDC_CONFIG_URL']).toContain(`/realms/${realm.realm}/`);
    expect(realm.clients).toMatchObject([
      {
        clientId: env['OIDC_CLIENT_ID'],
        publicClient: true,
        redirectUris: [`${env['BASE_URL'] ?? ''}/oauth/callback`],
      },
    ]);
    expect(
      realm.users.every(
        ({ email, emailVerified }) => emailVerified && email.endsWith(`@${env['OAUTH_ALLOWED_DOMAINS'] ?? ''}`),
      ),
    ).toBe(true);
  });
});

describe.each(['aws', 'azure'])('the guide for %s', (name) => {
  const guide = readFileSync(join(checkout, `docs/${name}.md`), 'utf8');
  const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)?.[1] ?? '';

  it('gives settings that the server takes, its own port and its own paths', () => {
    const definition = (name === 'aws' ? JSON.parse(block('json')) : parse(block('yaml'))) as object;
    const text = JSON.stringify(definition);
    const pairs = [...text.matchAll(/\{"name":"([A-Z_]+)","(?:value|valueFrom|secretRef)":"([^"]*)"\}/g)].map(
      ([, key, value]) => [key, value] as const,
    );
    const secret: Record<string, string> = {
      MCP_JWT_SIGNING_KEY: 'ab'.repeat(32),
      REDIS_URL: 'rediss://:key@state.example:10000',
    };
    const config = loadConfig({ mode: 'serve', env: { ...Object.fromEntries(pairs), ...secret } });
    const dockerfile = readFileSync(join(checkout, 'Dockerfile'), 'utf8');
    expect(dockerfile).toContain(`EXPOSE ${String(config.server.port)}`);
    const ports = [...guide.matchAll(/(?:containerPort"?|targetPort|port|--port)[":= ]+(\d+)/g)].map(
      ([, port]) => port,
    );
    expect(new Set(ports)).toEqual(new Set(['8080']));
    expect(guide).toMatch(/\/ready\b/);
    expect(guide).toMatch(/\/health\b/);
  });
});
