/** `npm run build` in a small project of its own, whose bundler puts the text of its one source into `dist`. */
import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;

const bundler = `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
export function bundle() {
  appendFileSync('built', 'x');
  const source = readFileSync('src/index.ts', 'utf8');
  if (source === 'broken') throw new Error('of this test');
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/index.js', source + readFileSync('node_modules/a/index.js', 'utf8'));
  return ['src/index.ts', 'node_modules/a/index.js'];
}`;

/** A project that has been built. */
class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'project-'));

  constructor() {
    for (const name of ['build.js', 'once.js']) {
      mkdirSync(join(this.folder, 'scripts'), { recursive: true });
      copyFileSync(join(root, 'scripts', name), join(this.folder, 'scripts', name));
    }
    this.write('scripts/bundle.js', bundler);
    this.write('package.json', '{"type":"module"}');
    this.write('src/index.ts', 'one');
    this.write('src/other.ts', '');
    this.write('node_modules/a/index.js', ' of a');
    this.build();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path));
  }

  /** The exit status. */
  build(): number | null {
    return spawnSync(process.execPath, ['scripts/build.js', '--program'], { cwd: this.folder }).status;
  }

  /** How many times it was bundled, and what that made of it. */
  state(): [number, string] {
    const read = (path: string): string => readFileSync(join(this.folder, path), 'utf8');
    return [read('built').length, read('dist/index.js')];
  }
}

describe('a further build', () => {
  const project = new Project();

  it('does nothing where nothing has changed', () => {
    expect(project.build()).toBe(0);
    expect(project.state()).toEqual([1, 'one of a']);
  });

  // Each goes on from the one before.
  it.each<[what: string, change: () => void, made: string]>([
    ['a source has another text', () => project.write('src/index.ts', 'two'), 'two of a'],
    ['a source has another text as long as before', () => project.write('src/index.ts', 'owt'), 'owt of a'],
    ['a source has come', () => project.write('src/new/new.ts', ''), 'owt of a'],
    ['a source has gone', () => project.remove('src/other.ts'), 'owt of a'],
    ['a package has another text', () => project.write('node_modules/a/index.js', ' of b'), 'owt of b'],
    ['the packages were installed', () => project.write('node_modules/.package-lock.json', ''), 'owt of b'],
    ['the manifest changed', () => project.write('package.json', '{"type":"module" }'), 'owt of b'],
    ['a script changed', () => project.write('scripts/bundle.js', `${bundler}\n`), 'owt of b'],
    ['somebody wrote over the program', () => project.write('dist/index.js', 'owt of c'), 'owt of b'],
    ['the program is not there', () => project.remove('dist/index.js'), 'owt of b'],
  ])('builds anew where %s', (_what, change, made) => {
    const [before] = project.state();
    change();
    expect(project.build()).toBe(0);
    expect(project.state()).toEqual([before + 1, made]);
  });

  it('does not take a build that failed for one that was made', () => {
    project.write('src/index.ts', 'broken');
    expect([project.build(), project.build()]).toEqual([1, 1]);
    project.write('src/index.ts', 'one');
    expect(project.build()).toBe(0);
    expect(project.state()).toEqual([expect.any(Number), 'one of b']);
  });
});
