import ipaddr from 'ipaddr.js';

export type ClientAddress = {
  /** The connection's address, or the client address that a trusted proxy reports. */
  address: string;
  /** X-Forwarded-For for the next hop. */
  chain: string;
  /** Whether the connection comes from a trusted proxy, whose other X-Forwarded-* fields count as well. */
  isProxied: boolean;
};

/** Finds the client of a request. @param peer the address of the connection */
export type ClientAddressOf = (headers: Headers, peer: string) => ClientAddress;

// ipaddr.js also accepts "10.1", as 10.0.0.1.
const isAddress = (text: string) => ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);

/** @param list trusted proxies: addresses and CIDR networks, separated by commas @throws Error that names an invalid entry */
export const trustProxies = (list: string): ClientAddressOf => {
  const networks = list.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [parseNetwork(entry.trim())]));

  const isTrusted = (address: string): boolean => {
    if (networks.length === 0 || !isAddress(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network));
  };

  return (headers, peer) => {
    // IPv4 clients of a dual-stack listener have IPv4-mapped IPv6 addresses.
    const address = peer.startsWith('::ffff:') ? peer.slice(7) : peer;
    if (!isTrusted(address)) return { address, chain: address, isProxied: false };
    const before = headers.get('x-forwarded-for');
    const chain = before === null ? address : `${before}, ${address}`;
    const addresses = chain.split(',').map((entry) => entry.trim());
    const client = addresses.findLast((entry) => !isTrusted(entry)) ?? addresses[0] ?? '';
    // Clients can send anything in X-Forwarded-For.
    return { address: isAddress(client) ? client : address, chain, isProxied: true };
  };
};

const parseNetwork = (entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  if (ipaddr.isValidCIDR(entry) && isAddress(entry.split('/')[0] ?? '')) return ipaddr.parseCIDR(entry);
  if (!isAddress(entry)) throw new Error(`"${entry}" is neither an address nor a network`);
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

/** The key that limits count a client by: its IPv4 address, or the /64 network of its IPv6 address. */
export const countedAs = (address: string): string => {
  if (!address.includes(':') || !isAddress(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
};
