import { BlockList, isIPv6 } from 'node:net';

/** `reserved` holds what nobody should be sent to: link-local (cloud metadata), multicast, documentation, and the like. */
export type Network = 'public' | 'private' | 'loopback' | 'reserved';

/**
 * The IANA special-purpose registries (RFC 6890 and its updates), sorted by what they mean for a redirect. Made with the
 * first address: to tell what is IPv6, Node compiles an expression for 5 ms.
 */
const subnets = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  reserved: [
    ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
    ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
  ],
  globalUnicast: ['2000::/3'],
};

type BlockLists = Record<keyof typeof subnets, BlockList>;

let made: BlockLists | undefined;

function blockLists(): BlockLists {
  made ??= {
    loopback: blockList(subnets.loopback),
    private: blockList(subnets.private),
    reserved: blockList(subnets.reserved),
    globalUnicast: blockList(subnets.globalUnicast),
  };
  return made;
}

/**
 * Which network an IP address literal belongs to; an IPv4 loopback or private address mapped into IPv6 counts as such.
 * Every other way to write an IPv4 address into an IPv6 one (NAT64, IPv4-translated and -compatible, 6to4, Teredo,
 * ISATAP) is reserved: what it leads to depends on gateways that cannot be seen from here.
 */
export function networkOf(literal: string): Network {
  const [address = ''] = literal.split('%');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const lists = blockLists();
  if (lists.loopback.check(address, family)) return 'loopback';
  if (lists.private.check(address, family)) return 'private';
  if (lists.reserved.check(address, family)) return 'reserved';
  if (family === 'ipv4') return 'public';
  return lists.globalUnicast.check(address, family) && !isIsatap(address) ? 'public' : 'reserved';
}

/** RFC 5214, 6.1: under any prefix, the interface identifier is `0:5efe` or `200:5efe` and an IPv4 address. */
function isIsatap(address: string): boolean {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = canonical.split('::').map((half) => half.replace(/^$/, '0'));
  const missing = 8 - `${head}:${tail}`.split(':').length;
  const groups = canonical.includes('::') ? [head, ...Array<string>(missing).fill('0'), tail].join(':') : canonical;
  return /^(?:[\da-f]+:){4}(?:0|200):5efe:/.test(groups);
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of ranges) {
    const [address = '', prefix] = subnet.split('/');
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** A host as DNS and sockets want it; URLs put brackets around an IPv6 address. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
