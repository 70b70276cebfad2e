import { type ClientAddressOf, countedAs } from '@matinee/runtime/client-address';
import { Problem } from '@matinee/runtime/problem';
import type { Server } from 'bun';
import { personPattern } from './parameters.ts';

/**
 * Finds the key that guesses and polls of a client are counted by: its address, and the person whom a gateway names with it.
 * @throws Problem 400 for an invalid X-On-Behalf-Of
 */
export const clientsBehind =
  (gateways: ClientAddressOf) =>
  (request: Request, server: Server<unknown> | null): string => {
    const { address, isProxied } = gateways(request.headers, server?.requestIP(request)?.address ?? '');
    const person = isProxied ? request.headers.get('x-on-behalf-of') : null;
    if (person === null) return countedAs(address);
    if (!personPattern.test(person)) throw invalidPerson();
    return `${countedAs(address)} ${person}`;
  };

const invalidPerson = () =>
  new Problem(400, 'X-On-Behalf-Of must be 1 to 64 visible ASCII characters without a comma, such as telegram:12345.');
