import { describe, expect, it } from '@jest/globals';

interface Module {
  readonly nearTests: (
    changed: readonly string[],
    suites: readonly string[],
    read: (path: string) => string,
  ) => string[];
  readonly widerTests: (changed: readonly string[], suites: readonly string[], near: readonly string[]) => string[][];
}

const { nearTests, widerTests } = (await import(new URL('../scripts/near-tests.js', import.meta.url).href)) as Module;

const suites: Record<string, string> = {
  'test/architecture.test.ts': '',
  'test/docs/pages.test.ts': '',
  'test/content/edit/apply.test.ts': `import { x } from '../../../src/content/edit/merge.js';`,
  'test/content/edit/merge-lists.test.ts': '',
  'test/content/worker.test.ts': `const { x } = await import('../../src/content/edit/merge.js');`,
  'test/content/xml/parse.test.ts': `import { x } from '../../../src/content/index.js';`,
  'test/catalogue/merge-tools.test.ts': `import { x } from '../../src/content/edit/merge.js';`,
  'test/config/describe-settings.test.ts': `readFile('docs/settings.md')`,
  'test/http/app.test.ts': `import { x } from '../support/service.js';`,
};
const near = (...changed: string[]) => nearTests(changed, Object.keys(suites), (path) => suites[path] ?? '').slice(1);

describe('the tests nearest to a change', () => {
  it.each([
    [
      'who import the file, or have its name, in its own room, the nearest first',
      'src/content/edit/merge.ts',
      ['test/content/edit/merge-lists.test.ts', 'test/content/edit/apply.test.ts', 'test/content/worker.test.ts'],
    ],
    ['the neighbours, where nobody names it', 'src/content/xml/print.ts', ['test/content/xml/parse.test.ts']],
    ['the suite itself', 'test/http/app.test.ts', ['test/http/app.test.ts']],
    ['who use the fixture', 'test/support/service.ts', ['test/http/app.test.ts']],
    [
      'who read the document, and the one for all documents',
      'docs/settings.md',
      ['test/config/describe-settings.test.ts', 'test/docs/pages.test.ts'],
    ],
    ['none, where none is near', 'src/version.ts', []],
  ])('are %s', (_, changed, expected) => {
    expect(near(changed)).toEqual(expected);
  });

  it('are five for each file at most, and always the rules of the house', () => {
    const many = Array.from({ length: 9 }, (_, at) => `test/auth/grants-${String(at)}.test.ts`);
    const chosen = nearTests(['src/auth/grants.ts'], many, () => '');
    expect(chosen).toEqual(['test/architecture.test.ts', ...many.slice(0, 5)]);
  });
});

describe('the tests that run when these do not run enough', () => {
  const wider = (...changed: string[]) => widerTests(changed, Object.keys(suites), ['test/http/app.test.ts']);
  const inEdit = ['test/content/edit/apply.test.ts', 'test/content/edit/merge-lists.test.ts'];
  const inTopFolder = [...inEdit, 'test/content/worker.test.ts', 'test/content/xml/parse.test.ts'];

  it.each([
    ["those of the file's folder, then those of its room", ['src/content/edit/patch/graft.ts'], [inEdit, inTopFolder]],
    ['those of the room alone, where the folder has none', ['src/content/macros/code.ts'], [inTopFolder]],
    ['no round that would add nothing', ['src/http/app.ts', 'src/cli/main.ts'], []],
  ])('are %s', (_, changed, rounds) => {
    expect(wider(...changed)).toEqual(rounds.map((round) => ['test/http/app.test.ts', ...round]));
  });
});
