import { rootCertificates } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { configWith, faultLines, temporaryFile, tokenOf } from '../support/settings.js';

const token = (variables: Record<string, string | undefined>) =>
  tokenOf(configWith({ CONFLUENCE_API_TOKEN: undefined, ...variables })).reveal();

describe('a secret in a file', () => {
  it('is read without its trailing newline', () => {
    expect(token({ CONFLUENCE_API_TOKEN_FILE: temporaryFile('from-file\r\n') })).toBe('from-file');
  });

  it('is read by an alias as well', () => {
    expect(token({ CONFLUENCE_PAT_FILE: temporaryFile('from-alias\n') })).toBe('from-alias');
  });

  it('beside the variable itself is a fault', () => {
    expect(faultLines({ CONFLUENCE_API_TOKEN_FILE: temporaryFile('x') })).toEqual([
      'CONFLUENCE_API_TOKEN: is set together with CONFLUENCE_API_TOKEN_FILE; keep one of the two',
    ]);
  });

  it('are not shown where the path of their file belongs', () => {
    expect(faultLines({ CONFLUENCE_API_TOKEN: '', CONFLUENCE_API_TOKEN_FILE: 'ATATT3xFfGF0-a-token' })).toEqual([
      'CONFLUENCE_API_TOKEN_FILE: names a file by a path without / that cannot be read; check the path, the mount and the rights',
    ]);
  });

  it('that is missing is a fault', () => {
    expect(faultLines({ CONFLUENCE_API_TOKEN: '', CONFLUENCE_API_TOKEN_FILE: '/nowhere/token' })).toEqual([
      'CONFLUENCE_API_TOKEN_FILE: names /nowhere/token, which cannot be read; check the path, the mount and the rights',
    ]);
  });

  it('that is empty is a fault', () => {
    const path = temporaryFile('\n');
    expect(faultLines({ CONFLUENCE_API_TOKEN: '', CONFLUENCE_API_TOKEN_FILE: path })[0]).toMatch(/is empty/);
  });

  it('is not looked for beside a setting that is no secret', () => {
    expect(configWith({ PORT_FILE: temporaryFile('81') }).server.port).toBe(8080);
  });
});

describe('SSL_CERT_FILE', () => {
  it('is given on when it holds a certificate, by its alias too', () => {
    const path = temporaryFile(rootCertificates[0] ?? '');
    expect(configWith({ SSL_CERT_FILE: path }).outbound.caFile).toBe(path);
    expect(configWith({ NODE_EXTRA_CA_CERTS: path }).outbound.caFile).toBe(path);
  });

  it('must hold a certificate', () => {
    expect(faultLines({ SSL_CERT_FILE: temporaryFile('nothing') })[0]).toMatch(/^SSL_CERT_FILE: names .* PEM bundle/);
    expect(faultLines({ SSL_CERT_FILE: '/nowhere.pem' })[0]).toMatch(/^SSL_CERT_FILE: names \/nowhere\.pem/);
  });
});
