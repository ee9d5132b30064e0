/** What keeps a supplier, or whoever poses as one, out of what is released: read from the files that make a release. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const release = parse(read('.github/workflows/release.yml')) as {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};
const jobNamed = (name: string): Job => {
  const job = release.jobs[name];
  if (job === undefined) throw new Error(`the release has no job ${name}`);
  return job;
};
const commandsOf = (job: Job): string[] => job.steps.flatMap(({ run }) => run ?? []);

describe('dependencies', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };

  it('are exact versions, those of the lock file', () => {
    const named = Object.entries({ ...dependencies, ...devDependencies });
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    expect(named.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });

  it('are each installed by the hash of what was locked', () => {
    const unhashed = Object.entries(packages).filter(
      ([path, { integrity = '', link }]) => path !== '' && link !== true && !integrity.startsWith('sha512-'),
    );
    expect(unhashed.map(([path]) => path)).toEqual([]);
  });
});

describe('a release', () => {
  it('is checked and audited before anything of it is published', () => {
    const commands = commandsOf(jobNamed('check'));
    expect(commands).toEqual(expect.arrayContaining(['npm audit --omit=dev', 'npm audit signatures', 'npm run check']));
    expect(commands.indexOf('npm ci')).toBeLessThan(commands.indexOf('npm audit --omit=dev'));
    for (const [name, { needs }] of Object.entries(release.jobs)) {
      if (name !== 'check') expect([name, [needs].flat()]).toEqual([name, ['check']]);
    }
  });

  it('gives package and image their provenance, and has rights to nothing but what each job writes', () => {
    expect(release.permissions).toEqual({ contents: 'read' });
    const [npm, image] = [jobNamed('npm'), jobNamed('image')];
    expect(commandsOf(npm).filter((command) => command.startsWith('npm publish'))).toEqual([
      expect.stringContaining(' --provenance '),
    ]);
    expect(npm.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    const push = image.steps.find(({ uses = '' }) => uses.startsWith('docker/build-push-action@'));
    expect(push?.with).toMatchObject({ provenance: 'mode=max', sbom: true });
    expect(image.steps.some(({ uses = '' }) => uses.startsWith('actions/attest-build-provenance@'))).toBe(true);
    expect(commandsOf(jobNamed('bundle'))).toContain('npm run --silent sbom > sbom.cdx.json');
  });
});
