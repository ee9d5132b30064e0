/**
 * esbuild plugins that leave out of the bundle what packages bring along and this program has no use for, because
 * everything in it is read and compiled at each start.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { transform } from 'esbuild';

const require = createRequire(import.meta.url);

/** What is left of a file. An import of anything else fails the build. */
const trimmed = [
  // Our messages are English; there are forty more languages.
  [/zod\/v4\/locales\/index\.js$/, `export { default as en } from './en.js';`],
  // Bodies are UTF-8, and what says otherwise is refused before it is decoded; half a megabyte of tables is for others.
  [/iconv-lite\/encodings\/index\.js$/, `Object.assign(exports, require('./internal.js'));`],
  // There are thirty kinds of stores.
  [
    /rate-limiter-flexible\/index\.js$/,
    ['Memory', 'Redis', 'Res', 'Abstract']
      .map((name) => `export { default as RateLimiter${name} } from './lib/RateLimiter${name}.js';`)
      .join('\n'),
  ],
  // Traces name the service; which machine it runs on is for the collector to say.
  [
    /opentelemetry\/resources\/.*\/machine-id\/getMachineId\.js$/,
    'exports.getMachineId = () => Promise.resolve(undefined);',
  ],
  // Requests name the adapter that sends them, which is our own: three others, with all that they need, stay away.
  [/axios\/lib\/adapters\/adapters\.js$/, `export default { adapters: {}, getAdapter: (adapter) => adapter };`],
  // Node has its own, which axios takes where there is no other.
  [/axios\/lib\/platform\/node\/classes\/FormData\.js$/, 'export default undefined;'],
  // Express names it, and calls it where a form or a nested query is parsed. Nobody here writes with it.
  [/node_modules\/qs\/lib\/index\.js$/, `exports.parse = (...args) => require('./parse')(...args);`],
  // What packages say of themselves where DEBUG names them, which would go past the log and all that it hides. To say
  // nothing, it looks for terminals and for a package of colours at each start.
  [
    /node_modules\/debug\/src\/index\.js$/,
    `const debug = () => Object.assign(() => undefined, { enabled: false });
    module.exports = Object.assign(debug, { default: debug });`,
  ],
  // Lines are written by this thread, not by another one, and to streams of Node's.
  [/pino\/lib\/transport\.js$/, 'module.exports = undefined;'],
  [/sonic-boom\/index\.js$/, 'module.exports = class SonicBoom {};'],
  [/mime-db\/db\.json$/, `module.exports = ${JSON.stringify(servedTypes())};`],
];

/** Of 2,500 types those that have a charset of their own, and those that HTTP frameworks call by a short name. */
function servedTypes() {
  const named = new Set([
    'bin',
    'css',
    'csv',
    'gif',
    'html',
    'jpg',
    'js',
    'json',
    'pdf',
    'png',
    'svg',
    'txt',
    'xml',
    'zip',
  ]);
  const serves = ({ charset, extensions = [] }) => charset !== undefined || extensions.some((name) => named.has(name));
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  const all = Object.entries(require('mime-db'));
  return Object.fromEntries(all.filter(([type, about]) => serves(about) || forms.includes(type)));
}

export const leaveOut = {
  name: 'leave-out',
  setup({ onLoad }) {
    for (const [filter, contents] of trimmed) onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};

/**
 * A module of Node's own that is imported, not required, has every one of its exports read first: `process` then lists
 * all options of Node, and `http` loads Node's own copy of undici, which takes longer than all of Express. What begins
 * connections with TLS comes with the first of them.
 */
const builtins = {
  process: 'module.exports = globalThis.process;',
  http: `module.exports = require('node:http');`,
  https: withFirstUse('node:https'),
  tls: withFirstUse('node:tls'),
};

function withFirstUse(name) {
  const getters = Object.keys(require(name)).map((key) => `get ${key}() { return load().${key}; }`);
  return `let loaded; const load = () => (loaded ??= require('${name}')); module.exports = { ${getters.join(', ')} };`;
}

export const lightBuiltins = {
  name: 'light-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?(?:process|https?|tls)$/ }, ({ path, kind }) => {
      if (kind === 'require-call' && !path.endsWith('process')) return undefined;
      return { path: path.replace('node:', ''), namespace: 'light-builtins' };
    });
    onLoad({ filter: /./, namespace: 'light-builtins' }, ({ path }) => ({
      contents: builtins[path],
    }));
  },
};

/** Changes to the text of a file: in which, what, to what. Where there is no such text any more, the build fails. */
const edits = [
  // As a namespace, zod is bundled without what nobody uses of it.
  [/\/src\/.*\.ts$/, /^import \{ z \} from 'zod';$/m, `import * as z from 'zod';`, 'optional'],
  // Where a CommonJS package loads another of its kind with `import()`, `require` finds its names.
  [/node_modules\/gaxios\/.*\.js$/, /await import\(('[^']+')\)/g, 'require($1)', 'optional'],
  // V8 makes a function that is written right where it becomes a property in the old generation, and with it keeps all
  // of the request that it can see until the next full collection.
  [
    /modelcontextprotocol\/server\/dist\/src-[^/]*\.mjs$/,
    /this\._transport\.(onclose|onerror|onmessage) = (\([^)]*\) => \{[^]*?\n\t\t\});/g,
    'const $1 = $2; this._transport.$1 = $1;',
  ],
  // Each request is tried as a response first, which has an error made of it twice; a response has one of these keys.
  [
    /modelcontextprotocol\/server\/dist\/src-[^/]*\.mjs$/,
    /if \((isJSONRPCResultResponse\(body\) \|\| isJSONRPCErrorResponse\(body\))\) return/,
    `if (('result' in Object(body) || 'error' in Object(body)) && ($1)) return`,
  ],
  // What reads bodies comes with the first request that may have one.
  [
    /\/express\/lib\/express\.js$/,
    /^exports\.(json|raw|text|urlencoded) = bodyParser\.\1;?$/gm,
    `Object.defineProperty(exports, '$1', { enumerable: true, get: () => require('body-parser').$1 });`,
  ],
  [/\/express\/lib\/express\.js$/, /^var bodyParser = require\('body-parser'\)$/m, ''],
  // What it asks threads for has to do with streams of its own.
  [/pino\/lib\/tools\.js$/, /^const \{ isMainThread \} = require\('worker_threads'\)$/m, 'const isMainThread = true'],
  // Only to look at a global of Node's that has to do with fetch loads all of it. Bodies here are text or bytes.
  [/axios\/lib\/utils\.js$/, /^const FormDataCtor = .*$/m, 'const FormDataCtor = undefined;'],
];

function edited(source, path) {
  return edits.reduce((text, [file, what, to, isOptional]) => {
    if (!file.test(path)) return text;
    if (text.search(what) === -1 && !isOptional) throw new Error(`${path} has nothing like ${what} any more.`);
    return text.replace(what, to);
  }, source);
}

const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, target: 'ES2023' } };
/** What pins the name of a function that is declared: a statement of its own. */
const pinnedFunction = /^__name\((\w+), "\1"\);$/gm;
/** esbuild's own helper, and the only place where it names a class: a static block of that class. */
const helper = 'var __name = (target, value) =>';
const classHelper = `function __name(target) { return target; } var __nameClass = (target, value) =>`;

/**
 * Bundling renames classes whose names meet, and those that speak of themselves. Packages tell their errors apart by these
 * names, and the authorization server keeps them in its state, so that files with classes have theirs pinned. Pinning
 * every function as well would cost those that make functions as they run, and would keep what nobody calls.
 * `last` has the last word on the text of a file, given its path.
 */
export function sources(target, last) {
  return {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
        const source = last(edited(await readFile(path, 'utf8'), path), path);
        const loader = path.endsWith('.ts') ? 'ts' : 'js';
        if (!/\bclass\b/.test(source)) return { contents: source, loader };
        const options = { loader, keepNames: true, sourcefile: path, sourcemap: 'inline', sourcesContent: false };
        const { code } = await transform(source, { ...options, target, tsconfigRaw });
        return { contents: withoutNamesOfFunctions(code), loader: 'js' };
      });
    },
  };
}

/**
 * Leaves classes alone pinned. A function whose name is written becomes a dictionary: each one made for a request would
 * take 256 bytes more, and the time to change its shape.
 */
function withoutNamesOfFunctions(code) {
  const named = code.replace(helper, classHelper).replaceAll('__name(this, ', '__nameClass(this, ');
  return named.replace(pinnedFunction, '');
}
