import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AxiosError, AxiosHeaders, CanceledError } from 'axios';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';

/** Opens the way that one request goes, and gives it back when the request is over. */
export type OpenDispatcher = (
  config: InternalAxiosRequestConfig,
) => Promise<{ readonly dispatcher: Dispatcher; readonly release?: () => void }>;

const accepted = 'gzip, deflate, br';

/**
 * Sends the requests of axios by undici, which takes about half of what `node:http` does. Bodies are text or bytes, and
 * the answer too; redirects are answers. Kept as by axios's own adapter: the limit counts what comes out of a compressed
 * answer, a cancelled request ends its exchange, and a failure has Node's code.
 */
export function createUndiciAdapter(open: OpenDispatcher): AxiosAdapter {
  return async (config) => {
    const { dispatcher, release } = await open(config);
    try {
      return await exchange(dispatcher, config);
    } finally {
      release?.();
    }
  };
}

function exchange(dispatcher: Dispatcher, config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  return new Promise((resolve, reject) => {
    const signal = config.signal as AbortSignal | undefined;
    let controller: Dispatcher.DispatchController | undefined;
    let isStopped = false;
    const stop = (error: Error): void => {
      if (isStopped) return;
      isStopped = true;
      signal?.removeEventListener('abort', cancel);
      reject(error);
      answer.destroy();
      controller?.abort(error);
    };
    const cancel = (): void => stop(new CanceledError(undefined, config));
    const end = (response: AxiosResponse): void => {
      signal?.removeEventListener('abort', cancel);
      resolve(response);
    };
    const answer = new Answer(config, end, stop);
    if (signal?.aborted === true) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    dispatcher.dispatch(requestOf(config), {
      onRequestStart(started) {
        controller = started;
        if (signal?.aborted === true) started.abort(signal.reason as Error);
      },
      onResponseStart: (_controller, status, headers, statusText) => answer.start(status, headers, statusText ?? ''),
      onResponseData: (_controller, chunk) => answer.take(chunk),
      onResponseEnd: () => answer.finish(),
      onResponseError: (_controller, error) => stop(toAxiosError(error, config)),
    });
  });
}

function requestOf(config: InternalAxiosRequestConfig): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(config.url ?? '');
  const headers: Record<string, string> = { 'accept-encoding': accepted };
  for (const [name, value] of Object.entries(config.headers.toJSON())) headers[name.toLowerCase()] = String(value);
  const method = (config.method ?? 'GET').toUpperCase();
  return { origin, path: pathname + search, method, headers, body: config.data as string | Uint8Array | null };
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * One answer while it arrives: decompressed, counted, and put together. It is given its callbacks: V8 makes a function
 * that is written right where it becomes a property in the old generation, and with it keeps all that it can see.
 */
class Answer {
  readonly #config: InternalAxiosRequestConfig;
  readonly #onEnd: (response: AxiosResponse) => void;
  readonly #onFailure: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #head: { status: number; statusText: string; headers: Headers } = { status: 0, statusText: '', headers: {} };
  #decoder: (Readable & NodeJS.WritableStream) | undefined;

  constructor(
    config: InternalAxiosRequestConfig,
    onEnd: (response: AxiosResponse) => void,
    onFailure: (error: Error) => void,
  ) {
    this.#config = config;
    this.#onEnd = onEnd;
    this.#onFailure = onFailure;
  }

  start(status: number, headers: Headers, statusText: string): void {
    this.#head = { status, statusText, headers: { ...headers } };
    const encoding = String(headers['content-encoding'] ?? '').toLowerCase();
    const hasBody = status !== 204 && status !== 304;
    this.#decoder = hasBody ? decoders[encoding]?.() : undefined;
    if (this.#decoder === undefined) return;
    // What is handed on is not compressed any more.
    delete this.#head.headers['content-encoding'];
    this.#decoder
      .on('data', (chunk: Buffer) => this.#keep(chunk))
      .on('end', () => this.#end())
      .on('error', (error) => this.#onFailure(toAxiosError(error, this.#config)));
  }

  take(chunk: Buffer): void {
    if (this.#decoder === undefined) this.#keep(chunk);
    else this.#decoder.write(chunk);
  }

  finish(): void {
    if (this.#decoder === undefined) this.#end();
    else this.#decoder.end();
  }

  destroy(): void {
    this.#decoder?.removeAllListeners('data').destroy();
  }

  #keep(chunk: Buffer): void {
    const { maxContentLength = -1 } = this.#config;
    this.#size += chunk.length;
    if (maxContentLength >= 0 && this.#size > maxContentLength) {
      const message = `maxContentLength size of ${String(maxContentLength)} exceeded`;
      this.#onFailure(new AxiosError(message, AxiosError.ERR_BAD_RESPONSE, this.#config));
    } else this.#chunks.push(chunk);
  }

  #end(): void {
    const { status, statusText, headers } = this.#head;
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    const data = this.#config.responseType === 'arraybuffer' ? bytes : withoutMark(bytes.toString());
    this.#onEnd({
      status,
      statusText,
      headers: toAxiosHeaders(headers),
      data,
      config: this.#config,
    });
  }
}

/** Names come in lower case, and values as they are: `set` of axios, which sees to both, costs more than all of this. */
function toAxiosHeaders(headers: Headers): AxiosHeaders {
  const received = new AxiosHeaders();
  for (const [name, value = ''] of Object.entries(headers)) {
    received[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return received;
}

/** A byte order mark is no part of a text. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

const decoders: Readonly<Record<string, () => Readable & NodeJS.WritableStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Where undici has a code of its own for what Node has one for. */
const codes: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
};

function toAxiosError(error: Error, config: InternalAxiosRequestConfig): Error {
  if (error instanceof AxiosError) return error;
  // Its parser has no code for what is no HTTP at all.
  const { code = error.name === 'HTTPParserError' ? 'HPE_INVALID_CONSTANT' : undefined } =
    error as NodeJS.ErrnoException;
  return new AxiosError(error.message, codes[code ?? ''] ?? code, config);
}
