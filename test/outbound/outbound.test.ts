import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createOutbound, type Outbound } from '../../src/outbound/index.js';
import { getThrough } from './get-through.js';
import { selfSignedCertificate } from '../support/self-signed-certificate.js';

const certificate = selfSignedCertificate();
const folder = mkdtempSync(join(tmpdir(), 'outbound-'));
const bundle = join(folder, 'ca.pem');

function listen(server: http.Server | https.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

describe('createOutbound', () => {
  const secure = https.createServer(certificate, (_req, res) => res.end('secure'));
  const plain = http.createServer((_req, res) => res.end('plain'));
  let connections = 0;
  plain.on('connection', () => (connections += 1));
  let securePort: number;
  let plainPort: number;

  beforeAll(async () => {
    writeFileSync(bundle, certificate.cert);
    securePort = await listen(secure);
    plainPort = await listen(plain);
  });
  afterAll(() => {
    secure.close();
    plain.close();
    rmSync(folder, { recursive: true });
  });

  const getSecure = async (outbound: Outbound): Promise<string> =>
    (await getThrough(outbound, `https://127.0.0.1:${securePort}/`)).text;

  it('trusts the authorities of the bundle', async () => {
    const outbound = createOutbound({ caFile: bundle });
    expect(await getSecure(outbound)).toBe('secure');
    outbound.close();
  });

  it('trusts no private authority without a bundle', async () => {
    const outbound = createOutbound();
    await expect(getSecure(outbound)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    outbound.close();
  });

  it('uses one connection for one request after another', async () => {
    const outbound = createOutbound();
    for (let n = 0; n < 3; n += 1) {
      await getThrough(outbound, `http://127.0.0.1:${plainPort}/`);
      // A connection is free again just after its answer.
      await nextTurn();
    }
    expect(connections).toBe(1);
    outbound.close();
  });
});
