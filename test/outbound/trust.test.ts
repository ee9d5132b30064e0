import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { createOutbound, findCaBundle } from '../../src/outbound/index.js';
import { addedAuthorities, createSystemTrust, createTrust } from '../../src/outbound/trust.js';
import { createPrivateAuthority } from '../support/private-authority.js';

const folder = mkdtempSync(join(tmpdir(), 'trust-'));
const own = createPrivateAuthority().certificate;
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

afterAll(() => rmSync(folder, { recursive: true }));

describe('createTrust', () => {
  it('adds only what Node does not trust already, however the lines are broken', () => {
    const roots = rootCertificates.slice(0, 3).map((pem) => pem.replaceAll('\n', '\r\n'));
    expect(addedAuthorities([...roots, own].join('\n'))).toEqual([own]);
  });

  it("leaves Node's own context alone when there is nothing to add", () => {
    expect(createTrust()()).toBeUndefined();
    expect(createTrust(file('roots.pem', rootCertificates.slice(0, 3).join('\n')))()).toBeUndefined();
  });

  it('makes the context once, not for every connection', () => {
    const trust = createTrust(file('own.pem', own));
    expect(trust()).toBeDefined();
    expect(trust()).toBe(trust());
  });

  // A context of all roots took 60 ms of every start, and of every service in a test.
  it('shares the context with whoever trusts the same bundle, and with nobody else', () => {
    const trust = createTrust(file('first.pem', own));
    expect(createTrust(file('second.pem', own))()).toBe(trust());
    const renewed = createTrust(file('first.pem', createPrivateAuthority().certificate));
    expect(renewed()).not.toBe(trust());
  });

  it.each([
    ['is missing', undefined],
    ['holds no certificate', 'hello'],
    ['holds a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('refuses a bundle that %s', (_name, content) => {
    const caFile = content === undefined ? join(folder, 'none.pem') : file('bad.pem', content);
    expect(() => createOutbound({ caFile })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('createSystemTrust', () => {
  it('reads the bundle with the first connection, and once', () => {
    const path = join(folder, 'system.pem');
    const trust = createSystemTrust([path]);
    writeFileSync(path, own);
    const context = trust();
    expect(context).toBeDefined();
    rmSync(path);
    expect(trust()).toBe(context);
  });

  it('says to a connection that the bundle cannot be used', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    expect(createSystemTrust([file('bad.pem', broken)])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it("leaves Node's own context alone where the system has no bundle", () => {
    expect(createSystemTrust([join(folder, 'absent.pem')])()).toBeUndefined();
  });
});

describe('findCaBundle', () => {
  it('takes the first place that holds certificates', () => {
    const places = [join(folder, 'absent.pem'), folder, file('empty.pem', ''), file('a.pem', own), file('b.pem', own)];
    expect(findCaBundle(places)).toBe(places[3]);
  });

  it('finds nothing where no place holds any', () => {
    expect(findCaBundle([join(folder, 'absent.pem')])).toBeUndefined();
  });

  it("never names a bundle of this machine's system that cannot be used", () => {
    expect(createSystemTrust()).not.toThrow();
  });
});
