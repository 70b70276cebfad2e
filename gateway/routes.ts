import { longestWaitS } from '@matinee/contracts/tokens';
import type { Scope } from './api-keys/keyring.ts';
import type { Call } from './http/call.ts';
import type { Upstream } from './upstream/upstream.ts';
import type { Visit } from './visit.ts';

/** Answers a call in the gateway itself. @param path of its target */
export type Answer = (call: Call, visit: Visit, path: string) => void;

/** A part of the API: what it needs of a key, and who answers it. */
export type Route = {
  prefix: string;
  reading: Scope;
  writing: Scope;
} & (
  | { answer: Answer }
  | {
      upstream: Upstream;
      /** For how many milliseconds a request may ask its upstream to wait with the answer. */
      waits?: (method: string, target: string) => number;
    }
);

/** The API's parts. A service more is a line more. */
export const apiRoutes = ({
  inventory,
  pairing,
  billing,
}: {
  inventory: Upstream;
  pairing: Upstream;
  billing: Answer;
}): Route[] => [
  { prefix: '/api/movies', reading: 'movies:read', writing: 'movies:write', upstream: inventory },
  { prefix: '/api/tokens', reading: 'tokens', writing: 'tokens', upstream: pairing, waits: waitForPairing },
  { prefix: '/api/billing', reading: 'billing:read', writing: 'billing:write', answer: billing },
];

/** A query that waits for its pairing (`?wait=25`). */
const waitForPairing = (method: string, target: string) =>
  method === 'GET' && /[?&]wait=/.test(target) ? longestWaitS * 1000 : 0;

/** What a method asks of a route. */
export const scopeOf = (route: Route, method: string): Scope =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? route.reading : route.writing;

/** The route that a path is in. */
export const findRoute = (routes: Route[], path: string): Route | undefined =>
  routes.find(({ prefix }) => path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/'));
