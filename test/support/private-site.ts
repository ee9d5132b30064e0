/** An https site with a certificate of a private authority, and all that an identity library asks of one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { createPrivateAuthority } from './private-authority.js';

export interface PrivateSite {
  /** `https://127.0.0.1:port`. */
  readonly origin: string;
  readonly port: number;
  /** The authority's PEM bundle on disk. */
  readonly caFile: string;
  /** Another certificate of the same authority. */
  issue(...names: string[]): { cert: string; key: string };
  /** Paths asked for so far. */
  readonly requests: string[];
  close(): void;
}

/** `names` stand in the certificate beside 127.0.0.1. */
export async function startPrivateSite(answer: RequestListener, names: string[] = []): Promise<PrivateSite> {
  const authority = createPrivateAuthority();
  const folder = mkdtempSync(join(tmpdir(), 'private-site-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority.certificate);
  const requests: string[] = [];
  const server = https.createServer(authority.issue('127.0.0.1', ...names), (request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    port,
    caFile,
    issue: (...others) => authority.issue(...others),
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
}
