import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  body: unknown;
}

/** A small OpenID provider on a real socket, whose every answer a test can bend. */
export class IdentityProvider {
  readonly #server = createServer((req, res) => void this.#serve(req, res));
  #keys: { privateKey: CryptoKey; jwk: JWK } | undefined;
  /** Paths that were asked, in order. */
  readonly paths: string[] = [];
  /** Bodies of the token and revocation endpoints. */
  readonly forms: URLSearchParams[] = [];
  /** Replaces metadata; undefined takes an entry away. */
  metadata: Record<string, unknown> = {};
  /** Claims of the next ID token. */
  claims: Record<string, unknown> = {};
  userinfo: Record<string, unknown> = {};
  tokenAnswer: ((tokens: Record<string, unknown>, form: URLSearchParams) => Answer) | undefined;
  isAway = false;
  /** Signs with a key that is not published. */
  forges = false;

  async start(): Promise<this> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    this.#keys = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' } };
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', this.issuer).pathname;
    this.paths.push(path);
    if (this.isAway) return void res.writeHead(503).end();
    let text = '';
    for await (const chunk of req) text += String(chunk);
    const form = new URLSearchParams(text);
    if (text !== '') this.forms.push(form);
    const { status, body } = await this.#answer(path, form);
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #answer(path: string, form: URLSearchParams): Promise<Answer> {
    if (path === '/.well-known/openid-configuration') return { status: 200, body: this.#metadata() };
    if (path === '/jwks') return { status: 200, body: { keys: [this.#keys?.jwk] } };
    if (path === '/userinfo') return { status: 200, body: this.userinfo };
    if (path === '/revoke') return { status: 200, body: {} };
    const tokens: Record<string, unknown> = {
      access_token: `access-${this.forms.length}`,
      refresh_token: `refresh-${this.forms.length}`,
      token_type: 'Bearer',
      expires_in: 300,
      ...(form.get('grant_type') === 'authorization_code' ? { id_token: await this.#idToken() } : {}),
    };
    return this.tokenAnswer?.(tokens, form) ?? { status: 200, body: tokens };
  }

  #metadata(): Record<string, unknown> {
    const endpoint = (name: string): string => `${this.issuer}/${name}`;
    return {
      issuer: this.issuer,
      authorization_endpoint: endpoint('authorize'),
      token_endpoint: endpoint('token'),
      userinfo_endpoint: endpoint('userinfo'),
      revocation_endpoint: endpoint('revoke'),
      jwks_uri: endpoint('jwks'),
      id_token_signing_alg_values_supported: ['ES256'],
      ...this.metadata,
    };
  }

  async #idToken(): Promise<string> {
    const { privateKey } = this.forges ? await generateKeyPair('ES256') : (this.#keys as { privateKey: CryptoKey });
    const { iss = this.issuer, aud = 'client', ...claims } = this.claims as Record<string, string>;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  }
}
