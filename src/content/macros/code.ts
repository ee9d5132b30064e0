/** Fences: the code macro, `noformat`, `<pre>`, and macros whose plain-text body people edit (diagrams, formulas). */
import type { Code } from '../model/block.js';
import type { Deployment } from '../model/references.js';
import { encodeCdata, encodeText } from '../xml/encode.js';
import type { Splice } from '../xml/splice.js';
import type { XmlElement } from '../xml/xml-node.js';
import { plainTextBody } from './opaque.js';
import { macroName, parameter, setParameter, writeMacro } from './parameters.js';
import { textOf } from '../xml/decode.js';

type Fence = Pick<Code, 'language' | 'title' | 'text'>;

/** Macros whose text a person writes: safe to show and to edit. Anything that runs (html, script, …) stays a placeholder. */
const textMacros = new Set([
  'plantuml',
  'plantumlrender',
  'mermaid',
  'mermaid-macro',
  'mermaid-cloud',
  'graphviz',
  'markdown',
  'mathblock',
  'mathjax-block',
  'mathjax-block-macro',
  'latex',
  'latex-formatting',
  'easy-math-block',
  'easy_math_block',
  'paste-code-macro',
  'webtrends',
]);

type FenceKind = 'code' | 'text' | null;

/** Is this macro shown as a fence, and as which kind? */
export function fenceKind(macro: XmlElement): FenceKind {
  const name = macroName(macro);
  if (name === 'code' || name === 'noformat') return 'code';
  return textMacros.has(name) && plainTextBody(macro) ? 'text' : null;
}

/**
 * The fence that shows a macro with a plain-text body; the name of any other macro than `code` and `noformat` stands as
 * its language.
 */
export function readFence(macro: XmlElement): Fence {
  const body = plainTextBody(macro);
  const name = macroName(macro);
  const language = name === 'code' ? parameter(macro, 'language') : name === 'noformat' ? '' : name;
  return {
    language: word(language),
    title: oneLine(parameter(macro, 'title')),
    text: normalCode(body ? textOf(body) : ''),
  };
}

/** The fence that shows an HTML `pre`, which knows neither language nor title. */
export function readPre(pre: XmlElement): Fence {
  return { language: '', title: '', text: normalCode(textOf(pre)) };
}

/** Line ends in one form, without the last one, which a fence cannot show. */
function normalCode(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/** Code that ends in an empty line has one more line end on a page, since the last one counts for none. */
function withLastLine(text: string): string {
  return text.endsWith('\n') ? `${text}\n` : text;
}

/** Reads what stands behind the opening of a fence: `python title="run.py" {#id}`, or `python:run.py` as models have it. */
export function parseFenceInfo(info: string): { language: string; title: string; id: string | null } {
  const title = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(info);
  const id = /(?:^|\s)\{#([\w-]+)\}/.exec(info);
  const [, language = '', file = ''] = /^(?!title=|\{)([^\s:]*)(?::([^\s:]*[./][^\s:]*))?(?=\s|$)/.exec(info) ?? [];
  return {
    language: file === '' ? (/^(?!title=|\{)\S+/.exec(info)?.[0] ?? '') : language,
    title: (title?.[1] ?? title?.[2] ?? title?.[3] ?? file).replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    id: id?.[1] ?? null,
  };
}

/** What else stands there, which a page has no place for. */
export function leftOfFence(info: string): string {
  return info
    .replace(/^\{[^{}]*\}|^(?!title=|\{)\S+/, '')
    .replace(/(?:^|\s)(?:title=(?:"[^"]*"|'[^']*'|\S+)|\{#[\w-]+\})/g, '')
    .trim();
}

/** The languages that Data Center's macro knows; with any other it shows an error instead of the code. */
const languages = new Set(
  `actionscript3 applescript bash c# cpp css coldfusion delphi diff erl groovy xml java jfx js php perl text powershell py
  ruby sql sass scala vb yml`.split(/\s+/),
);
const languageAliases: Readonly<Record<string, string>> = {
  javascript: 'js',
  jsx: 'js',
  json: 'js',
  typescript: 'js',
  ts: 'js',
  tsx: 'js',
  python: 'py',
  python3: 'py',
  shell: 'bash',
  sh: 'bash',
  zsh: 'bash',
  console: 'bash',
  html: 'xml',
  svg: 'xml',
  yaml: 'yml',
  csharp: 'c#',
  cs: 'c#',
  c: 'cpp',
  'c++': 'cpp',
  scss: 'sass',
  rb: 'ruby',
  erlang: 'erl',
  ps1: 'powershell',
  plaintext: 'text',
  txt: 'text',
  patch: 'diff',
};

/** The language as the deployment's macro takes it; none where it knows no such one. */
export function languageFor(language: string, deployment: Deployment): string {
  if (deployment === 'cloud') return language;
  const name = language.toLowerCase();
  const known = Object.hasOwn(languageAliases, name) ? (languageAliases[name] ?? '') : name;
  return languages.has(known) ? known : '';
}

/**
 * A new code macro. A language that the deployment's macro does not know is left out: on Data Center it would hide the
 * code.
 */
export function writeFence(code: Fence, deployment: Deployment): string {
  const body = `<ac:plain-text-body>${encodeCdata(withLastLine(code.text))}</ac:plain-text-body>`;
  return writeMacro('code', { language: languageFor(code.language, deployment), title: code.title }, body);
}

/** Is this the name of a macro whose text people write? */
export function isTextMacro(name: string): boolean {
  return textMacros.has(name);
}

/** A new macro of the name that stands as language, with its text. */
export function writeTextMacro({ language, title, text }: Fence): string {
  return writeMacro(language, { title }, `<ac:plain-text-body>${encodeCdata(withLastLine(text))}</ac:plain-text-body>`);
}

/** New text, language and title in the macro that is there; every other parameter stays. */
export function updateFence(source: string, element: XmlElement, code: Fence, deployment: Deployment): Splice[] {
  if (element.name === 'pre')
    return [{ start: element.innerStart, end: element.innerEnd, text: encodeText(withLastLine(code.text)) }];
  const before = readFence(element);
  const isCode = macroName(element) === 'code';
  const language =
    isCode && before.language !== code.language
      ? setParameter(element, 'language', languageFor(code.language, deployment))
      : [];
  const title = before.title === code.title ? [] : setParameter(element, 'title', code.title);
  return [...language, ...title, ...updateBody(source, element, before.text, code.text)];
}

function updateBody(source: string, element: XmlElement, before: string, after: string): Splice[] {
  if (before === after) return [];
  const body = plainTextBody(element);
  const raw = body ? textOf(body) : '';
  const ending = /\r?\n$/.exec(raw)?.[0];
  const lines = ending === undefined ? withLastLine(after) : `${after}\n`;
  const text = raw.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
  if (!body) {
    const written = `<ac:plain-text-body>${encodeCdata(text)}</ac:plain-text-body>`;
    if (element.innerStart < element.end) return [{ start: element.innerEnd, end: element.innerEnd, text: written }];
    const tag = source.slice(element.start, element.end).replace(/\s*\/>$/, '>');
    return [{ start: element.start, end: element.end, text: `${tag}${written}</${element.name}>` }];
  }
  if (body.innerStart === body.end)
    return [{ start: body.start, end: body.end, text: `<${body.name}>${encodeCdata(text)}</${body.name}>` }];
  return [{ start: body.innerStart, end: body.innerEnd, text: encodeCdata(text) }];
}

function word(text: string): string {
  return text.trim().replace(/[\s`{}"]+/g, '-');
}

function oneLine(text: string): string {
  return text.replace(/[\s"`{}]+/g, ' ').trim();
}
