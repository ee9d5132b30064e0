import { describe, expect, it } from '@jest/globals';
import { networkOf } from '../../src/outbound/index.js';

describe('networkOf', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '2606:4700:5efe::1',
    '2606:4700::5efe',
  ])('knows that %s is public', (address) => expect(networkOf(address)).toBe('public'));
  it.each(['127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('knows loopback: %s', (address) =>
    expect(networkOf(address)).toBe('loopback'),
  );
  it.each(['10.0.0.1', '172.16.5.4', '192.168.1.1', '100.64.0.1', 'fd00::1', '::ffff:10.0.0.1'])(
    'knows private networks: %s',
    (address) => expect(networkOf(address)).toBe('private'),
  );
  it.each([
    ...['169.254.169.254', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...[
      'fe80::1',
      '::',
      'ff02::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '64:ff9b::7f00:1',
      '::ffff:169.254.169.254',
      '::127.0.0.1',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b:1::8.8.8.8',
      '::ffff:0:127.0.0.1',
      '2001:0:7f00:1::1',
      '2606:4700::5efe:127.0.0.1',
      '2606:4700::200:5efe:a9fe:a9fe',
      '2606:4700:1:2:0:5efe:8.8.8.8',
      'fe80::5efe:10.0.0.1',
      'fe80::1%eth0',
    ],
  ])('knows addresses that nobody should be sent to: %s', (address) => expect(networkOf(address)).toBe('reserved'));
});
