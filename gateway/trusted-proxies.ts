import ipaddr from 'ipaddr.js';

/** How a request came here: the client's address, and what X-Forwarded-* tells the upstream. */
export type Way = { address: string; forwarded: { for: string; proto: string; host: string } };

/** The proxies in front of the gateway, whose X-Forwarded-* fields are believed. */
export type TrustedProxies = {
  /** @param peer the address of the connection @param proto the scheme of the connection */
  wayOf: (headers: Headers, peer: string, proto: 'http' | 'https') => Way;
};

// ipaddr.js reads "10.1" as well, as 10.0.0.1.
const isAddress = (text: string) => ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);

/** @param list addresses and networks in CIDR notation, separated by commas @throws Error that names an invalid entry */
export const parseTrustedProxies = (list: string): TrustedProxies => {
  const networks = list
    .split(',')
    .filter((entry) => entry !== '')
    .map(parseNetwork);

  const includes = (address: string): boolean => {
    if (networks.length === 0 || !isAddress(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network));
  };

  /** The last address of a chain that is no trusted proxy. */
  const clientOf = (chain: string): string => {
    const addresses = chain.split(',').map((address) => address.trim());
    const client = addresses.findLast((address) => !includes(address)) ?? addresses[0] ?? '';
    // A client can invent an address; an invalid one cannot be counted by.
    return isAddress(client) ? client : (addresses.at(-1) ?? '');
  };

  return {
    wayOf: (headers, peer, proto) => {
      // IPv4 clients of a dual-stack listener have IPv4-mapped IPv6 addresses.
      const address = peer.startsWith('::ffff:') ? peer.slice(7) : peer;
      const host = headers.get('host') ?? '';
      if (!includes(address)) return { address, forwarded: { for: address, proto, host } };
      const before = headers.get('x-forwarded-for');
      const chain = before === null ? address : `${before}, ${address}`;
      return {
        address: clientOf(chain),
        forwarded: {
          for: chain,
          proto: /^https?$/.exec(headers.get('x-forwarded-proto') ?? '')?.[0] ?? proto,
          host: headers.get('x-forwarded-host') ?? host,
        },
      };
    },
  };
};

const parseNetwork = (entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  if (ipaddr.isValidCIDR(entry) && isAddress(entry.split('/')[0] ?? '')) return ipaddr.parseCIDR(entry);
  if (!isAddress(entry)) throw new Error(`"${entry}" is neither an address nor a network`);
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

/** The key that a client is counted by: its IPv4 address, or the /64 network of its IPv6 address. */
export const countedAs = (address: string): string => {
  if (!address.includes(':') || !isAddress(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString();
};
