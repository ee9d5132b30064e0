import { describe, expect, it } from '@jest/globals';
import { applyMarkdown, applyStorage, toMarkdown } from '../../../src/content/index.js';
import { isAppError } from '../../../src/errors.js';
import { macro, marker, panel } from '../support/macros.js';
import { editMarkdown as edit } from '../support/edit-markdown.js';

function refusal(run: () => unknown): { code: string; message: string; details: Readonly<Record<string, unknown>> } {
  try {
    run();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('refusals', () => {
  const drawio = macro('drawio', 'd1', '<ac:parameter ac:name="diagramName">arch</ac:parameter>');
  const page = `<p>one</p>${drawio}<p>The ${marker('open point')} here</p>${panel('i1', '<p>inside</p>')}<p><a href="https://a.example/">label</a></p>`;

  it.each([
    ['a placeholder is dropped', (text: string) => text.replace(/::macro.*\n\n/, ''), 'macro', 'drawio arch'],
    [
      'the last anchor of a comment is deleted',
      (text: string) => text.replace('The open point here\n\n', ''),
      'comment',
      'comment on "open point"',
    ],
    ['a panel is unwrapped', (text: string) => text.replace(/:::.*\n?/g, ''), 'macro', 'info'],
    ['a link loses its address', (text: string) => text.replace(/\[label\]\([^)]*\)/, 'label'), 'link', 'label'],
    [
      'a part is left out',
      (text: string) => text.replace('one', '… the rest of the page is unchanged'),
      'text',
      '… the rest of the page is unchanged',
    ],
  ])('refuses when %s, and says what', (_, change, kind, label) => {
    const { code, details } = refusal(() => edit(page, change));
    expect(code).toBe('CONTENT_LOSS');
    expect(details['losses']).toEqual([expect.objectContaining({ kind, label })]);
  });

  it('drops it and reports it when losses are allowed', () => {
    const result = applyMarkdown({
      current: page,
      edited: toMarkdown(page).replace(/::macro.*\n\n/, ''),
      allowLoss: true,
    });
    expect(result).toMatchObject({
      storage: page.replace(drawio, ''),
      changed: true,
      losses: [{ kind: 'macro', label: 'drawio arch' }],
    });
  });

  it('lets a panel, a link and plain words go when their text is deleted', () => {
    expect(edit(page, (text) => text.replace(/:::info[\s\S]*/, ''))).toBe(
      page.slice(0, page.indexOf('<ac:structured-macro ac:name="info"')),
    );
  });

  it('refuses when most of a long page is gone', () => {
    const long = Array.from({ length: 40 }, (_, i) => `<p>paragraph number ${i} of several words</p>`).join('');
    expect(refusal(() => edit(long, (text) => text.slice(0, 200))).details['losses']).toEqual([
      { kind: 'text', id: null, label: expect.stringMatching(/% of the page's text/) },
    ]);
  });

  it('names the line of a placeholder that was made up', () => {
    const { code, message } = refusal(() => edit(page, (text) => `${text}\n\n::macro[drawio other]{#mffff}`));
    expect(code).toBe('UNCONVERTIBLE');
    expect(message).toMatch(/#mffff/);
  });

  it('refuses new macros that cannot be written as Markdown', () => {
    expect(refusal(() => edit(page, (text) => `${text}\n\n:::macro{name=html #mzzzz}\nx\n:::`)).code).toBe(
      'UNCONVERTIBLE',
    );
    expect(refusal(() => edit(page, (text) => `${text}\n\n:::script\nx\n:::`)).message).toMatch(
      /^Line 1\d of the Markdown cannot be converted: ":::script"/,
    );
  });
});

describe('edits of an older version', () => {
  const base = '<h1>T</h1><p>one</p><p>two</p><p>three</p>';

  it('merges changes of different blocks', () => {
    const current = base.replace('three', 'THREE');
    expect(applyMarkdown({ base, current, edited: '# T\n\none more\n\ntwo\n\nthree' })).toMatchObject({
      storage: '<h1>T</h1><p>one more</p><p>two</p><p>THREE</p>',
      changed: true,
      losses: [],
    });
    expect(applyStorage({ base, current, edited: base.replace('one', 'ONE') }).storage).toBe(
      '<h1>T</h1><p>ONE</p><p>two</p><p>THREE</p>',
    );
  });

  it('refuses changes of one block', () => {
    const { code, message } = refusal(() =>
      applyMarkdown({ base, current: base.replace('two', 'TWO'), edited: '# T\n\none\n\n2\n\nthree' }),
    );
    expect(code).toBe('VERSION_CONFLICT');
    expect(message).toContain('two');
  });

  it('takes the same change from both once', () => {
    const both = base.replace('two', '2');
    expect(applyMarkdown({ base, current: both, edited: '# T\n\none\n\n2\n\nthree' })).toMatchObject({
      storage: both,
      changed: false,
    });
  });
});

describe('storage given as such', () => {
  it('is sent as it is', () => {
    expect(applyStorage({ current: '<p>a</p>', edited: '<p>b</p>' })).toMatchObject({
      storage: '<p>b</p>',
      changed: true,
      losses: [],
      warnings: [],
    });
  });

  it('is refused when it is not well-formed, or drops a macro', () => {
    expect(refusal(() => applyStorage({ current: '<p>a</p>', edited: '<p>b' })).message).toMatch(/line 1, column \d+/);
    expect(refusal(() => applyStorage({ current: `<p>a</p>${macro('toc', 't')}`, edited: '<p>a</p>' })).code).toBe(
      'CONTENT_LOSS',
    );
  });
});
