/** deploy.sh with API_TOOLS_FILE: the files that the definitions name go along, or it says why they cannot. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadDefinitions } from '../../src/api/index.js';
import {
  deployments,
  FakeCloud,
  flagOf,
  fullSettings,
  named,
  quick,
  settingsOf,
  type Call,
  type Outcome,
} from './fake-cloud.js';

const billing = `openapi: 3.0.3
info: { title: Billing, version: '1' }
paths:
  /invoices:
    get:
      operationId: listInvoices
      parameters: [{ $ref: '#/components/parameters/query' }]
      responses: { '200': { description: ok } }
components: # $ref: was.yaml
  parameters: { query: { name: q, in: query, schema: { type: string } } }
`;
const tool = '"title":"See #1","description":"It\'s the #1, really","effect":"read","method":"GET","path":"/x"';
const definitions = `apis: # secret_file: commented.txt
  billing:
    base_url: https://billing.acme.example/v2
    credentials: service
    service: { secret_file: ./keys/billing.token, header: X-Key }
    openapi:
      document: "billing.openapi.yaml"
      operations: [listInvoices]
  two: {"base_url":"https://two.acme.example","tools":{"see_two":{${tool}}},"credentials":"service","service":{"secret_file":"keys/billing.token"}}
  three: { base_url: https://three.acme.example, credentials: service, service: { secret_file: keys/billing }, tools: { see_three: {${tool}} } }
  four:
    base_url: https://localhost.acme.example/v1
    credentials: service
    service:
      secret_file: my token  # the one of four
      scheme: Basic
    tools:
      post_it:
        title: Post
        description: Post a document.
        effect: create
        input: { properties: { document: { type: string }, secret_file: { type: string } } }
        method: POST
        path: /documents
        body: { document: "{document}", secret_file: '{secret_file}' }
`;

/** Definitions and what they name, in a folder of their own. */
function withApiTools(cloud: FakeCloud, changed: Readonly<Record<string, string>> = {}): Record<string, string> {
  const files = {
    'apis/api-tools.yaml': definitions,
    'apis/billing.openapi.yaml': billing,
    'apis/keys/billing.token': 'token-of-billing\n',
    'apis/keys/billing': 'token-of-three',
    'apis/my token': 'token-of-four\n',
    ...changed,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cloud.folder, name)), { recursive: true });
    cloud.write(name, text);
  }
  return { ...fullSettings, API_TOOLS_FILE: 'apis/api-tools.yaml' };
}

/** Cloud Run's mounts: of a secret the version that --set-secrets names; one secret a directory, as gcloud demands. */
function mount(calls: readonly Call[]): string {
  const root = mkdtempSync(join(tmpdir(), 'container-'));
  const stored = new Map(named(calls, 'gcloud secrets versions add').map(({ argv, stdin }) => [argv[4], stdin]));
  mkdirSync(join(root, 'secrets'));
  for (const pair of (flagOf(deployments(calls)[0], 'set-secrets') ?? '').split(',')) {
    const [key = '', secret = ''] = pair.split('=');
    if (!key.startsWith('/')) continue;
    mkdirSync(join(root, dirname(key)));
    writeFileSync(join(root, key), stored.get(secret.replace(/:1$/, '')) ?? '');
  }
  return root;
}

const carried = ['billing-openapi-yaml', 'keys-billing', 'keys-billing-token', 'my-token'];

describe('deploy.sh with tools of other APIs', () => {
  let deployed: { cloud: FakeCloud; outcome: Outcome; calls: Call[] };
  beforeAll(async () => {
    const first = new FakeCloud();
    const outcome = await first.deploy(quick, withApiTools(first));
    deployed = { cloud: first, outcome, calls: first.takeCalls() };
  });

  it('carries the files that definitions name, so that the server finds them in the container', async () => {
    const { outcome, calls } = deployed;
    expect(outcome).toMatchObject({ status: 0 });
    expect(outcome.stdout + outcome.stderr).not.toContain('token-of');
    const secrets = named(calls, 'gcloud secrets versions add').map(({ argv }) => argv[4]);
    expect(secrets.filter((id) => id?.includes('api-tools-')).sort()).toEqual(
      carried.map((name) => `confluence-mcp-server-api-tools-${name}`),
    );
    const readers = named(calls, 'gcloud secrets add-iam-policy-binding').map(({ argv }) => argv[3]);
    expect(readers).toEqual(secrets);

    const path = settingsOf(deployments(calls)[0])['API_TOOLS_FILE'] ?? '';
    const { apis, faults } = await loadDefinitions(join(mount(calls), path), { takenNames: [] });
    expect(faults).toEqual([]);
    expect(apis.map(({ name, credentials }) => [name, credentials.kind === 'service' && credentials.secret])).toEqual([
      ['billing', 'token-of-billing'],
      ['two', 'token-of-billing'],
      ['three', 'token-of-three'],
      ['four', 'token-of-four'],
    ]);
    expect(apis.flatMap(({ tools }) => tools.map(({ name }) => name))).toEqual([
      'list_invoices',
      'see_two',
      'see_three',
      'post_it',
    ]);
  });

  it.each([
    [
      'in blocks',
      'apis:\n  a:\n    openapi:\n      operations:\n        - id: x\n\n      document: api\n    tools:\n      t:\n        body:\n          document: api\n          secret_file: my token\n        description: |\n          Say secret_file: my token here.\n',
    ],
    [
      'on one line',
      '{"apis":{"a":{"openapi":{"operations":[{"id":"x"}],"document":"api"},"tools":{"t":{"body":{"document":"api","secret_file":"my token"}}}}}}\n',
    ],
    [
      'in indented JSON',
      JSON.stringify(
        {
          apis: {
            a: {
              openapi: { operations: [{ id: 'x' }], document: 'api' },
              tools: { t: { body: { document: 'api', secret_file: 'my token' } } },
            },
          },
        },
        null,
        2,
      ),
    ],
  ])('leaves constants of the same names and values alone, %s', async (_, text) => {
    const cloud = new FakeCloud();
    const files = { 'apis/api-tools.yaml': text, 'apis/api': '{"openapi":"3.1.0"}' };
    expect(await cloud.deploy(quick, withApiTools(cloud, files))).toMatchObject({ status: 0 });
    const [stored] = named(cloud.takeCalls(), 'gcloud secrets versions add confluence-mcp-server-api-tools');
    const place = /(document"?: ?)("?)api\b/;
    expect(stored?.stdin).toBe(text.trimEnd().replace(place, '$1$2../api-tools-api/content'));
  });

  it('has the server check what the container will have, and leaves nothing of it behind', async () => {
    const cloud = new FakeCloud();
    expect(await cloud.deploy(['--check'], withApiTools(cloud))).toMatchObject({ status: 0 });
    const [check] = named(cloud.takeCalls(), 'node');
    const path = /^API_TOOLS_FILE=(.*)$/m.exec(check?.stdin ?? '')?.[1] ?? '';
    expect(path).toMatch(/^\/.*\/api-tools\/content$/);
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('has the server see no file that does not go along, and names the definitions by their own name', async () => {
    const cloud = new FakeCloud();
    const text = 'apis: { a: { base_url: https://a.example, service: { ? secret_file : my token } } }\n';
    const refusal = 'API_TOOLS_FILE: names $API_TOOLS_FILE, line 1: my token cannot be read';
    const node = '#!/usr/bin/env bash\n[[ $1 == --version ]] && echo v20.19.0 && exit\n';
    const looks = `${node}[[ -e \${API_TOOLS_FILE%/*}/my\\ token ]] || { echo "${refusal}"; exit 1; }\n`;
    chmodSync(cloud.write('bin/node', looks), 0o755);
    const outcome = await cloud.deploy(['--check'], withApiTools(cloud, { 'apis/api-tools.yaml': text }));
    expect(outcome).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('  API_TOOLS_FILE: names apis/api-tools.yaml, line 1: my token cannot be read\n'),
    });
  });

  it('stores a new version of what changed, and of nothing else', async () => {
    const cloud = deployed.cloud.copy();
    await cloud.deploy(quick, withApiTools(cloud, { 'apis/my token': 'a-new-token' }));
    const calls = cloud.takeCalls();
    expect(named(calls, 'gcloud secrets versions add').map((call) => call.stdin)).toEqual(['a-new-token']);
    const mounts = (flagOf(deployments(calls)[0], 'set-secrets') ?? '').split(',').filter((pair) => pair[0] === '/');
    expect(mounts.filter((pair) => !pair.endsWith(':1'))).toEqual([
      '/secrets/api-tools-my-token/content=confluence-mcp-server-api-tools-my-token:2',
    ]);
  });

  it('plans the same, ready to paste', async () => {
    const pasted = new FakeCloud();
    const plan = await pasted.deploy(['--dry-run', ...quick], withApiTools(pasted));
    expect(plan.status).toBe(0);
    expect(plan.stdout).toContain('/secrets/api-tools-my-token/content=confluence-mcp-server-api-tools-my-token:');
    expect(await pasted.paste(plan.stdout, { CONFLUENCE_API_TOKEN: 'x' })).toMatchObject({ status: 0 });
    const [one, other] = [deployed.calls, pasted.takeCalls()].map((calls) =>
      named(calls, 'gcloud secrets versions add')
        .filter(({ argv }) => argv[4]?.includes('api-tools'))
        .map(({ argv, stdin }) => [argv[4], stdin.trimEnd()]),
    );
    expect(one).toHaveLength(carried.length + 1);
    expect(other).toEqual(one);
  });

  it('leaves absolute paths to the image, and says so', async () => {
    const cloud = new FakeCloud([]);
    const text = "apis: { a: { base_url: https://a.example, service: { secret_file: '/secrets/a/token' } } }\n";
    const outcome = await cloud.deploy(['--dry-run'], withApiTools(cloud, { 'apis/api-tools.yaml': text }));
    expect(outcome).toMatchObject({ status: 0, stderr: expect.stringContaining('/secrets/a/token in line 1') });
    expect(outcome.stdout).not.toContain('api-tools-');
  });

  it.each([
    [
      'a base_url on this machine',
      /https:\/\/billing\S+/,
      'http://127.0.0.1:3000/v2',
      'this machine as base_url in line 3',
    ],
    [
      'another name of this machine',
      'https://two.acme.example',
      'http://LOCALHOST',
      'this machine as base_url in line 9',
    ],
    [
      'a secret that is not there',
      './keys/billing.token',
      './keys/none',
      'names ./keys/none in line 5, which cannot be read',
    ],
    ['a document that is not there', 'billing.openapi', 'none', 'names none.yaml in line 7, which cannot be read'],
    ['a folder', 'my token', 'keys', 'names keys in line 15, which cannot be read'],
    ['a secret of another form', 'my token ', '&it my token', 'in line 15 in a way that deploy.sh does not read'],
    [
      'two files whose secrets would have one name',
      'my token',
      'keys-billing',
      'keys-billing in line 15, whose secret',
    ],
  ])('refuses %s, with the line, before anything is built', async (_, from, to, message) => {
    const cloud = new FakeCloud();
    const files = { 'apis/api-tools.yaml': definitions.replace(from, to), 'apis/keys-billing': 'another' };
    const outcome = await cloud.deploy([], withApiTools(cloud, files));
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(message) });
    expect(cloud.takeCalls()).toEqual([]);
  });

  it.each([
    ['is too large', `${billing}${'#'.repeat(65_536)}`, 'larger than 64 KiB'],
    [
      'refers to another file',
      billing.replace('#/components', 'shared.yaml#/components'),
      'file shared.yaml in its line 7',
    ],
    ['does so in JSON', '{"openapi":"3.0.3","paths":{"/a":{"$ref":"./a.json"}}}', 'file ./a.json in its line 1'],
  ])('refuses a document that %s, with the line that names it', async (_, text, message) => {
    const cloud = new FakeCloud();
    const outcome = await cloud.deploy([], withApiTools(cloud, { 'apis/billing.openapi.yaml': text }));
    expect(outcome).toMatchObject({ status: 78, stderr: expect.stringContaining(message) });
    expect(outcome.stderr).toContain('API_TOOLS_FILE names billing.openapi.yaml in line 7, which');
    expect(cloud.takeCalls()).toEqual([]);
  });
});
