// Who asks: guesses and polls are counted for each client.
import { isIP } from 'node:net';
import type { Reader } from '@matinee/runtime/env';
import type { Server } from 'bun';

/** A setting that lists IP addresses, separated by commas. May be empty. */
export const addresses =
  (name: string): Reader<Set<string>> =>
  (env) => {
    const listed = (env[name] ?? '').split(',').flatMap((part) => part.trim() || []);
    const wrong = listed.filter((address) => isIP(address) === 0);
    if (wrong.length > 0) throw new Error(`${name}: "${wrong.join(', ')}" is no IP address`);
    return new Set(listed);
  };

/**
 * The address that the client is counted by: the connection's, or, where that is a gateway's, the one that the gateway says it got
 * the request from. Of an IPv6 address the network part (/64), which is what one subscriber holds.
 */
export const clientOf = (request: Request, server: Server<unknown> | null, gateways: Set<string>): string => {
  const peer = plain(server?.requestIP(request)?.address ?? '');
  // A gateway adds the address that it sees at the end; what stands before it came from outside.
  const forwarded = gateways.has(peer) ? plain(request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '') : '';
  const address = isIP(forwarded) ? forwarded : peer;
  return isIP(address) === 6 ? networkOf(address) : address;
};

/** An IPv4 address that came over an IPv6 socket, as IPv4. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

const networkOf = (address: string): string => {
  const [head = '', tail] = address.replace(/%.*/, '').split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};
