/**
 * Searches everything that a suite logs, that its programs print, and that our server answers in it, for every secret that went over the
 * wire or into a program's environment while it ran, whoever sent it: tokens, passwords, cookies, codes. Secrets are seen where Node itself
 * handles them (incoming and outgoing requests, answers), lines where they are written, prints where they come out of a child process, and
 * answers where they are written or, of a server that is a process of its own, read; so that no suite can forget to ask for it.
 */
import { Buffer } from 'node:buffer';
import childProcess, { ChildProcess } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { Duplex, Readable, Writable } from 'node:stream';

/** So many words are found in a text faster by looking for each than by looking at each place. */
const few = 50;
/** How each line of our log begins. */
const lineStart = '{"severity":"';
/** What is shorter is no secret, and stands in logs for other reasons. */
const shortest = 16;
const inJson = /"(?:access_token|refresh_token|id_token|client_secret|registration_access_token)"\s*:\s*"([^"]+)"/g;
/** Lines that are meant to give their reader a token. A command that prints nothing else has it alone in a line. */
const givesToken = /"event":"dev_token"/;
/** Headers of an answer that give a secret to whom it belongs. */
const givesSecret = /^(?:set-cookie|location)$/i;
const givingLine = /^(?:set-cookie|location): .*$/gim;
/** What a secret can stand in: longer words are files, of which the beginning is searched. */
const words = /[\w.~+/=%-]{16,4000}/g;
/** Settings of a program that hold a secret, be it in an address. */
const secretSetting = /^(?!.*PUBLIC).*(?:TOKEN|SECRET|PASSWORD|_KEY|REDIS_URL|PROXY)$/i;
const answerStart = /^HTTP\/1\.1 \d{3} /;
const inForm = /(?:^|[?&])(?:code|code_verifier|refresh_token|access_token|client_secret|client_assertion)=([^&\s]+)/g;

export function createSecretWatch() {
  const secrets = new Set();
  /** The same by how they begin, and what was found of them in answers. */
  const byBeginning = new Map();
  const answered = [];
  let lines = '';
  /** What programs of a suite print besides, by the stream that it came out of. */
  const printed = new Map();
  /** Request ids of answers that were searched where they were written, and of each socket what was asked and is being answered. */
  const written = new Set();
  const read = new WeakMap();
  const programs = new Set();
  // Not what comes out of other pipes of theirs: over one, a browser tells all that it sends and gets.
  const isPrint = (stream) => [...programs].some(({ stdout, stderr }) => stream === stdout || stream === stderr);
  const note = (text) => {
    if (text.length < shortest || secrets.has(text)) return;
    secrets.add(text);
    const beginning = text.slice(0, shortest);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), text]);
  };
  /** By its beginning, for a suite has thousands of secrets and of answers. Few beginnings are sooner looked for one by one. */
  const firstSecretIn = (text) => {
    const isIn = (beginning) => text.includes(beginning);
    if (byBeginning.size <= few && ![...byBeginning.keys()].some(isIn)) return undefined;
    for (const [word] of text.matchAll(words))
      for (let at = 0; at + shortest <= word.length; at++) {
        const found = byBeginning.get(word.slice(at, at + shortest))?.find((secret) => word.startsWith(secret, at));
        if (found !== undefined) return found;
      }
    return undefined;
  };
  /** Of what our own server answers: it gives tokens by their names, in cookies and in redirects. An answer is searched for what was sent before. */
  const searchAnswer = (answer, chunk) => {
    const headers = answer.getHeaders();
    if (headers['x-request-id'] === undefined) return;
    written.add(String(headers['x-request-id']));
    const told = Object.entries(headers).filter(([name]) => !givesSecret.test(name));
    searchText(`${told.flat(2).join('\n')}\n${asText(chunk)}`, `${answer.req.method} ${answer.req.url}`);
  };
  const searchText = (answer, asked) => {
    const text = answer.replaceAll(inJson, '');
    const found = firstSecretIn(text);
    // What stands in the address of a page, and in its cookie as well, is no secret.
    if (found === undefined || asked.includes(found)) return;
    const at = text.indexOf(found);
    answered.push(`answer to ${asked}: ${text.slice(Math.max(0, at - 200), at + 200)}`);
  };
  /** Of what a server that is a program of the suite answers, as it comes out of the socket. */
  const searchSocket = (socket, chunk) => {
    let text = chunk.toString('latin1');
    if (answerStart.test(text)) {
      const id = /^x-request-id: (.+)\r$/im.exec(text)?.[1];
      read.set(socket, id !== undefined && !written.has(id));
      text = text.replaceAll(givingLine, '');
    }
    if (read.get(socket) === true) searchText(text, `port ${socket.remotePort}`);
  };
  const noteAll = (pattern, text) => {
    for (const [, found] of text.matchAll(pattern)) note(decodeURIComponent(found));
  };
  const noteHeader = (name, value) => {
    if (/^(?:proxy-|x-serverless-)?authorization$/i.test(name)) for (const secret of credentialsIn(value)) note(secret);
    if (/^cookie$/i.test(name)) for (const pair of value.split(';')) note(pair.slice(pair.indexOf('=') + 1).trim());
  };
  const noteSetting = (name, value) => {
    if (!secretSetting.test(name)) return;
    const password = /^\w+:\/\/[^/]*:([^/]*)@/.exec(value)?.[1];
    if (password !== undefined) note(decodeURIComponent(password));
    else if (!value.includes('://') && !value.includes('\n')) for (const one of value.split(',')) note(one.trim());
  };
  const noteEnv = (pairs) => {
    for (const pair of pairs ?? []) noteSetting(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  };
  const notePrint = (by, chunk) => printed.set(by, (printed.get(by) ?? '') + asText(chunk));
  /** What a program printed that was waited for: its output, or the error that has it. */
  const notePrintOf = (outcome, options) => {
    noteEnv(Object.entries(options?.env ?? {}).map((pair) => pair.join('=')));
    const outputs = outcome?.output ?? [outcome];
    for (const output of outputs) if (output !== null) notePrint({}, output);
  };
  const noteAnswer = (chunk, headers) => {
    noteAll(inForm, String(headers?.location ?? ''));
    if (/json/.test(String(headers?.['content-type'] ?? ''))) noteAll(inJson, asText(chunk));
  };

  const undone = [
    subscribed('child_process', ({ process: program }) => programs.add(program)),
    subscribed('http.server.request.start', ({ request }) => eachHeader(request.rawHeaders, noteHeader)),
    subscribed('http.client.request.start', ({ request }) =>
      eachHeader(Object.entries(request.getHeaders()).flat(), noteHeader),
    ),
    subscribed('undici:request:create', ({ request }) => eachHeader(request.headers, noteHeader)),
    ...['end', 'write'].map((name) =>
      before(ServerResponse.prototype, name, (answer, chunk) => {
        searchAnswer(answer, chunk);
        noteAnswer(chunk, answer.getHeaders());
      }),
    ),
    ...[Writable, Duplex].map(({ prototype }) =>
      before(prototype, 'write', (_stream, chunk) => {
        if (typeof chunk === 'string' ? chunk.startsWith(lineStart) : startsLine(chunk)) lines += asText(chunk);
      }),
    ),
    before(Readable.prototype, 'push', (stream, chunk) => {
      if (stream instanceof IncomingMessage) {
        if (/form/.test(stream.headers['content-type'] ?? '')) noteAll(inForm, asText(chunk));
      } else if (isPrint(stream)) notePrint(stream, chunk);
      else if (Buffer.isBuffer(chunk)) {
        if (chunk.includes(lineStart)) lines += asText(chunk);
        if (stream instanceof Socket && stream.remotePort !== undefined) searchSocket(stream, chunk);
      }
    }),
    before(ChildProcess.prototype, 'spawn', (_child, { envPairs }) => noteEnv(envPairs)),
    ...['spawnSync', 'execFileSync', 'execSync'].map((name) => afterCall(childProcess, name, notePrintOf)),
  ];

  return {
    /** The lines that show a secret; a token of a line that is meant to give one to its reader is no leak. */
    leaks() {
      const text = [lines, ...printed.values()].join('\n');
      const all = text.split('\n').filter((line) => !givesToken.test(line) && !secrets.has(line.trim()));
      const shown = [...secrets].filter((secret) => text.includes(secret));
      return [...shown.flatMap((secret) => all.filter((line) => line.includes(secret))), ...answered];
    },
    /** Starts anew: for the suite that leaks on purpose. */
    forget() {
      secrets.clear();
      byBeginning.clear();
      answered.length = 0;
      lines = '';
      printed.clear();
      written.clear();
    },
    stop() {
      for (const undo of undone) undo();
    },
  };
}

/** A bearer token and its signature; a password, plain and as Basic carries it. */
function credentialsIn(value) {
  const [scheme = '', credentials = ''] = value.trim().split(/\s+/, 2);
  if (/^basic$/i.test(scheme)) {
    const [, password = ''] = Buffer.from(credentials, 'base64').toString().split(/:(.*)/s);
    return [credentials, password];
  }
  const signature = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(credentials)?.[1];
  return signature === undefined ? [credentials] : [credentials, signature];
}

/** Names and values in turn; undici gave them as one text once. */
function eachHeader(headers, take) {
  const flat = Array.isArray(headers) ? headers : String(headers).split(/\r\n|: /);
  for (let at = 0; at + 1 < flat.length; at += 2) take(String(flat[at]), String(flat[at + 1]));
}

function startsLine(chunk) {
  return (
    Buffer.isBuffer(chunk) &&
    chunk.length > lineStart.length &&
    chunk.toString('latin1', 0, lineStart.length) === lineStart
  );
}

function asText(chunk) {
  return typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk.toString() : '';
}

function subscribed(channel, listener) {
  const guarded = (message) => listener(message);
  diagnostics.subscribe(channel, guarded);
  return () => diagnostics.unsubscribe(channel, guarded);
}

/** Has `look` see what a function of a module came to, be it thrown, and the last of its arguments; whoever imported it by name as well. */
function afterCall(module, name, look) {
  const original = module[name];
  module[name] = (...args) => {
    const options = args.at(-1);
    try {
      const outcome = original(...args);
      look(outcome, options);
      return outcome;
    } catch (error) {
      look(error, options);
      throw error;
    }
  };
  syncBuiltinESMExports();
  return () => {
    module[name] = original;
    syncBuiltinESMExports();
  };
}

/** Has `look` see the first argument of a method before it runs. */
function before(prototype, name, look) {
  const original = prototype[name];
  prototype[name] = function (chunk, ...rest) {
    look(this, chunk);
    return original.call(this, chunk, ...rest);
  };
  return () => void (prototype[name] = original);
}
