import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { caught } from '../../contract/caught.js';
import { selfSignedCertificate } from '../../support/self-signed-certificate.js';
import { useUpstream, write } from '../upstream.js';

const upstream = useUpstream();

describe('a connection that fails', () => {
  const untrusted = https.createServer(selfSignedCertificate(), (_req, res) => res.end('{}'));
  const noise = net.createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n'));
  beforeAll(async () => {
    await new Promise<void>((resolve) => untrusted.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    untrusted.close();
    noise.close();
  });

  it('because nobody listens says so', async () => {
    const error = await caught(upstream().send(write, { root: 'http://127.0.0.1:1/wiki' }));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: 'Confluence could not be reached.' });
    expect(error.hint).not.toContain('may have happened');
  });

  it('because the name does not exist points at the setting', async () => {
    const error = await caught(upstream().send(write, { root: 'http://nowhere.invalid/wiki' }));
    expect(error.message).toContain('could not be resolved');
    expect(error.hint).toContain('CONFLUENCE_URL');
  });

  it('because the certificate is not trusted points at the setting and is not tried again', async () => {
    let connections = 0;
    untrusted.on('connection', () => (connections += 1));
    const { port } = untrusted.address() as AddressInfo;
    const error = await caught(upstream().send({}, { root: `https://127.0.0.1:${port}/wiki` }));
    expect(error.message).toContain('certificate is not trusted');
    expect(error.hint).toContain('SSL_CERT_FILE');
    expect(connections).toBe(1);
  });

  it('because something else than HTTP answers is UPSTREAM_UNAVAILABLE', async () => {
    const { port } = noise.address() as AddressInfo;
    const error = await caught(upstream().send({}, { root: `http://127.0.0.1:${port}/wiki` }));
    expect(error.message).toContain('broke before the answer was complete');
  });
});
