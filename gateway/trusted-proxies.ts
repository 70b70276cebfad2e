import ipaddr from 'ipaddr.js';

/** The proxies in front whose word on who asks is taken. */
export type TrustedProxies = {
  includes: (address: string) => boolean;
  /** The first address of a chain, read from its end, that is no trusted proxy. @param chain as X-Forwarded-For has it */
  clientOf: (chain: string) => string;
};

// ipaddr.js reads "10.1" as well, as 10.0.0.1.
const isAddress = (text: string) => ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);

/** @param list addresses and networks in CIDR notation, with commas between @throws Error that names what is neither */
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

  return {
    includes,
    clientOf: (chain) => {
      const addresses = chain.split(',').map((address) => address.trim());
      const client = addresses.findLast((address) => !includes(address)) ?? addresses[0] ?? '';
      // What a client has made up is no address to count by.
      return isAddress(client) ? client : (addresses.at(-1) ?? '');
    },
  };
};

const parseNetwork = (entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  if (ipaddr.isValidCIDR(entry) && isAddress(entry.split('/')[0] ?? '')) return ipaddr.parseCIDR(entry);
  if (!isAddress(entry)) throw new Error(`"${entry}" is neither an address nor a network`);
  const address = ipaddr.process(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

/** By what a client is counted: its address, or the network of 64 bits that an IPv6 address is one of a great many in. */
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
