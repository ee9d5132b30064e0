import { describe, expect, it } from '@jest/globals';
import { pinnedLookup, type Network, type PinnedLookup } from '../../src/outbound/index.js';

const all = (lookup: PinnedLookup): Promise<unknown> =>
  new Promise((resolve, reject) => {
    lookup('elsewhere.example', { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
const one = (lookup: PinnedLookup): Promise<unknown> =>
  new Promise((resolve, reject) => {
    lookup('elsewhere.example', {}, (error, address, family) => (error ? reject(error) : resolve([address, family])));
  });

describe('pinnedLookup', () => {
  it('answers with the addresses that were judged, whatever it is asked later', async () => {
    const lookup = await pinnedLookup('127.0.0.1', (network) => network === 'loopback');
    expect(lookup).toBeDefined();
    expect(await all(lookup as PinnedLookup)).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect(await one(lookup as PinnedLookup)).toEqual(['127.0.0.1', 4]);
  });

  it('takes the brackets of an IPv6 address in a URL', async () => {
    expect(await pinnedLookup('[::1]', () => true)).toBeDefined();
  });

  it.each(['127.0.0.1', 'localhost', '[::ffff:7f00:1]', '2130706433', '0x7f.1'])(
    'gives nothing for %s when only the public network is allowed',
    async (hostname) => {
      const canonical = new URL(`http://${hostname}`).hostname;
      expect(await pinnedLookup(canonical, (network) => network === 'public')).toBeUndefined();
    },
  );

  it('gives nothing when only one of the addresses is in a network that is not allowed, or there is none', async () => {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ];
    const isPublic = (network: Network): boolean => network === 'public';
    expect(await pinnedLookup('two.acme.com', isPublic, () => Promise.resolve(addresses))).toBeUndefined();
    expect(await pinnedLookup('none.acme.com', isPublic, () => Promise.resolve([]))).toBeUndefined();
    expect(await pinnedLookup('one.acme.com', isPublic, () => Promise.resolve(addresses.slice(0, 1)))).toBeDefined();
  });

  it('fails for a name that does not exist', async () => {
    await expect(pinnedLookup('nowhere.invalid', () => true)).rejects.toMatchObject({ syscall: 'getaddrinfo' });
  });
});
