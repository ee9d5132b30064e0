import { describe, expect, it } from '@jest/globals';
import {
  fenceKind,
  isTextMacro,
  languageFor,
  leftOfFence,
  parseFenceInfo,
  readFence,
  readPre,
  updateFence,
  writeFence,
  writeTextMacro,
} from '../../../src/content/macros/code.js';
import type { Code } from '../../../src/content/model/block.js';
import { parseStorage } from '../../../src/content/xml/parse-storage.js';
import { splice } from '../../../src/content/xml/splice.js';
import type { XmlElement } from '../../../src/content/xml/xml-node.js';
import { macro } from '../support/macros.js';

const elementOf = (storage: string) => parseStorage(storage).children[0] as XmlElement;
const parameter = (name: string, value: string) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`;
const body = (text: string) => `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`;

/** The element's storage after its fence was changed. */
function changed(storage: string, change: Partial<Code>, deployment: 'cloud' | 'datacenter' = 'cloud'): string {
  const element = elementOf(storage);
  const before = element.name === 'pre' ? readPre(element) : readFence(element);
  const splices = updateFence(storage, element, { ...before, ...change }, deployment);
  return splice(storage, 0, storage.length, splices);
}

describe('what is shown as a fence', () => {
  it.each([
    ['code', macro('code', 'a'), 'code'],
    ['noformat', macro('noformat', 'a', body('x')), 'code'],
    ['a diagram with its text', macro('plantuml', 'a', body('x')), 'text'],
    ['no diagram that has none', macro('plantuml', 'a'), null],
    ['nothing that runs', macro('html', 'a', body('x')), null],
  ])('is %s', (_, storage, kind) => {
    expect(fenceKind(elementOf(storage))).toBe(kind);
  });

  it.each([
    ['the language and the title, in one line each', 'code', 'a b', 'x "y"\n`z`', { language: 'a-b', title: 'x y z' }],
    ['no language of noformat', 'noformat', 'js', '', { language: '', title: '' }],
    ['the name of any other as its language', 'mermaid', 'js', '', { language: 'mermaid', title: '' }],
  ])('has %s', (_, name, language, title, expected) => {
    const inner = parameter('language', language) + parameter('title', title) + body('1\r\n2\n');
    expect(readFence(elementOf(macro(name, 'a', inner)))).toEqual({ ...expected, text: '1\n2' });
  });

  it('has the words of HTML, decoded', () => {
    expect(readPre(elementOf('<pre>a &lt; <b>b</b></pre>'))).toEqual({ language: '', title: '', text: 'a < b' });
  });
});

describe('what stands behind the opening of a fence', () => {
  it.each([
    ['python', { language: 'python', title: '', id: null }, ''],
    ['python title="a &quot;b&quot; &amp;" {#m-1}', { language: 'python', title: 'a "b" &', id: 'm-1' }, ''],
    ["title='run it'", { language: '', title: 'run it', id: null }, ''],
    ['js title=run.js', { language: 'js', title: 'run.js', id: null }, ''],
    ['python:src/run.py', { language: 'python', title: 'src/run.py', id: null }, ''],
    ['a:b', { language: 'a:b', title: '', id: null }, ''],
    ['{#m1}', { language: '', title: '', id: 'm1' }, ''],
    ['js {1,3} showLineNumbers', { language: 'js', title: '', id: null }, '{1,3} showLineNumbers'],
  ])('is read: %s', (info, expected, left) => {
    expect(parseFenceInfo(info)).toEqual(expected);
    expect(leftOfFence(info)).toBe(left);
  });
});

describe('the language of a new macro', () => {
  it.each([
    ['TypeScript', 'cloud', 'TypeScript'],
    ['TypeScript', 'datacenter', 'js'],
    ['ruby', 'datacenter', 'ruby'],
    ['brainfuck', 'datacenter', ''],
    ['constructor', 'datacenter', ''],
  ] as const)('%s on %s is %j', (language, deployment, expected) => {
    expect(languageFor(language, deployment)).toBe(expected);
  });

  it('is left out where it would hide the code', () => {
    const fence: Code = { type: 'code', language: 'rust', title: 'x', text: 'a]]>b\n' } as Code;
    const written = writeFence(fence, 'datacenter');
    expect(written).not.toContain('language');
    // An empty last line needs one line end more, and the end of CDATA is split.
    expect(written).toContain('<![CDATA[a]]]]><![CDATA[>b\n\n]]>');
    expect(writeFence(fence, 'cloud')).toContain('<ac:parameter ac:name="language">rust</ac:parameter>');
  });

  it('is the name of a macro whose text people write', () => {
    expect(isTextMacro('mermaid')).toBe(true);
    expect(isTextMacro('html')).toBe(false);
    const written = writeTextMacro({ language: 'mermaid', title: '', text: 'a-->b' });
    expect(written).toMatch(/^<ac:structured-macro ac:name="mermaid"/);
    expect(written).toContain(body('a-->b'));
  });
});

describe('a changed fence', () => {
  const collapse = parameter('collapse', 'true');

  it.each([
    [
      'keeps every other parameter',
      macro('code', 'a', parameter('language', 'js') + collapse + body('x')),
      { language: 'py', text: 'y' },
      macro('code', 'a', parameter('language', 'py') + collapse + body('y')),
    ],
    ['keeps the bytes of what stays', macro('code', 'a', body('x')), {}, macro('code', 'a', body('x'))],
    [
      'keeps its line ends',
      macro('code', 'a', body('x\r\ny\r\n')),
      { text: 'x\nz' },
      macro('code', 'a', body('x\r\nz\r\n')),
    ],
    [
      'has the last line end that it had',
      macro('code', 'a', body('x\n')),
      { text: 'y' },
      macro('code', 'a', body('y\n')),
    ],
    ['can end in an empty line', macro('code', 'a', body('x')), { text: 'y\n' }, macro('code', 'a', body('y\n\n'))],
    [
      'gets a body where it has none',
      macro('code', 'a', collapse),
      { text: 'y' },
      macro('code', 'a', collapse + body('y')),
    ],
    [
      'gets a body where it is an empty tag',
      '<ac:structured-macro ac:name="code" ac:macro-id="a" />',
      { text: 'y' },
      macro('code', 'a', body('y')),
    ],
    [
      'fills a body that is an empty tag',
      macro('code', 'a', '<ac:plain-text-body />'),
      { text: 'y' },
      macro('code', 'a', body('y')),
    ],
    [
      'takes no language where the macro has none',
      macro('noformat', 'a', body('x')),
      { language: 'js' },
      macro('noformat', 'a', body('x')),
    ],
    ['of HTML is written as text', '<pre class="c">x</pre>', { text: 'a < b\n' }, '<pre class="c">a &lt; b\n\n</pre>'],
  ])('%s', (_, storage, change, expected) => {
    expect(changed(storage, change)).toBe(expected);
  });

  it('gets the title and the language that its deployment knows', () => {
    const storage = macro('code', 'a', parameter('language', 'java') + body('x'));
    const written = changed(storage, { language: 'python', title: 'New' }, 'datacenter');
    expect(written).toContain(parameter('language', 'py'));
    expect(written).toContain(parameter('title', 'New'));
    expect(written).toContain(body('x'));
  });
});
