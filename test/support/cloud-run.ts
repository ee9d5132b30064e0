/** What stands before a container on Cloud Run, as far as its documents and its proxy's source say. */
import { createHash } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { forgeJwt, secondsFromNow, type TestKey } from './keys.js';

/** The audience of every token that gcloud gets for a person; Cloud Run's IAM check takes it. */
export const gcloudAudience = '32555940559.apps.googleusercontent.com';

export interface CloudRunOptions {
  /** Google's key, with which the tokens are signed. */
  readonly key: TestKey;
  /** Host names of the service, which the front end sends on as `Host`. */
  readonly host: string;
  /** Whether the header that was checked reaches the container; from outside reports alone it does. */
  readonly passesCheckedHeader?: boolean;
  /** Who may come, as the service's own setting says; all, when left out. */
  readonly ingress?: string;
  /** Called when the first request comes: until then the container gets no CPU time. */
  readonly onFirstRequest?: () => void;
}

/** The front end of one service. */
export class CloudRun {
  readonly #server: Server;
  #balancer: Server | undefined;
  #container: number | undefined;
  #awake = false;
  /** Paths that reached the container. */
  readonly passed: string[] = [];

  constructor(private readonly options: CloudRunOptions) {
    this.#server = createServer((req, res) => {
      if (options.ingress === 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER') return page(res, 404, 'Page not found');
      void this.#receive(req, res, [addressOf(req)]);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** The container listens here from now on. */
  serve(port: number): void {
    this.#container = port;
  }

  close(): void {
    for (const server of [this.#server, this.#balancer]) {
      server?.close();
      server?.closeAllConnections();
    }
  }

  /**
   * An external Application Load Balancer in front: its origin. It keeps what the caller wrote into X-Forwarded-For and
   * adds the caller's address and its own (https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header);
   * Cloud Run adds nothing more to what comes from it (https://github.com/kubernetes/registry.k8s.io/pull/119).
   */
  async listenBehindBalancer(itsAddress: string): Promise<string> {
    const server = createServer((req, res) => void this.#receive(req, res, [addressOf(req), itsAddress]));
    this.#balancer = server;
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  async #receive(req: IncomingMessage, res: ServerResponse, addresses: readonly string[]): Promise<void> {
    req.headers['x-forwarded-for'] = [req.headers['x-forwarded-for'] ?? [], ...addresses].flat().join(', ');
    const path = req.url ?? '/';
    // Google's own front end answers this path itself.
    if (path === '/healthz') return page(res, 404, 'Error 404 (Not Found)!!1');
    const checked = checkedHeader(req);
    const refusal = await this.#refusalOf(req.headers[checked]);
    // A container without CPU time does not read the answer to its question.
    if (refusal !== undefined && !this.#awake) return;
    if (refusal !== undefined)
      return page(res, refusal, 'Your client does not have permission to get URL from this server.');
    if (!this.#awake) {
      this.#awake = true;
      this.options.onFirstRequest?.();
    }
    this.#pass(req, res, checked);
  }

  async #refusalOf(header: string | string[] | undefined): Promise<401 | 403 | undefined> {
    if (header === undefined) return 403;
    const token = /^Bearer (.+)$/i.exec(String(header))?.[1] ?? '';
    const { key, host } = this.options;
    const audience = [gcloudAudience, `https://${host}`, this.origin];
    const issuer = ['https://accounts.google.com', 'accounts.google.com'];
    return jwtVerify(token, createLocalJWKSet({ keys: [key.jwk as never] }), { audience, issuer }).then(
      () => undefined,
      () => 401,
    );
  }

  #pass(req: IncomingMessage, res: ServerResponse, checked: 'authorization' | 'x-serverless-authorization'): void {
    const headers: IncomingMessage['headers'] = {
      ...req.headers,
      host: this.options.host,
      'x-forwarded-proto': 'https',
    };
    const [head, claims] = String(headers[checked]).split('.');
    headers[checked] = `${String(head)}.${String(claims)}.SIGNATURE_REMOVED_BY_GOOGLE`;
    if (checked === 'x-serverless-authorization' && this.options.passesCheckedHeader === false) delete headers[checked];
    this.passed.push(req.url ?? '');
    const onward = request(
      { host: '127.0.0.1', port: this.#container, path: req.url, method: req.method, headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  }
}

const addressOf = (req: IncomingMessage): string => req.socket.remoteAddress ?? '';

/** Of two headers IAM checks this one alone. */
function checkedHeader(req: IncomingMessage): 'authorization' | 'x-serverless-authorization' {
  return req.headers['x-serverless-authorization'] === undefined ? 'authorization' : 'x-serverless-authorization';
}

function page(res: ServerResponse, status: number, text: string): void {
  res
    .writeHead(status, { 'content-type': 'text/html; charset=UTF-8' })
    .end(`<html><title>${String(status)}</title>${text}</html>`);
}

/**
 * `gcloud run services proxy`: every request of this machine goes to the service with the person's own token in
 * X-Serverless-Authorization; what a client sends as Authorization passes through.
 */
export async function startGcloudProxy(
  service: string,
  token: () => string,
): Promise<{ origin: string; close(): void }> {
  const server = createServer((req, res) => {
    const headers = { ...req.headers, host: new URL(service).host, 'x-serverless-authorization': `Bearer ${token()}` };
    const onward = request(service + (req.url ?? ''), { method: req.method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { origin, close: () => void (server.close(), server.closeAllConnections()) };
}

/** An ID token as Google signs them, for an hour. */
export function googleToken(key: TestKey, email: string, audience: string): string {
  const subject = createHash('sha256').update(email).digest('hex').slice(0, 20);
  return forgeJwt({
    key,
    claims: {
      iss: 'https://accounts.google.com',
      aud: audience,
      sub: subject,
      email,
      email_verified: true,
      iat: secondsFromNow(0),
      exp: secondsFromNow(3600),
    },
  });
}
