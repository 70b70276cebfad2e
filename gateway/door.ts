import type { Log } from '@matinee/runtime/log';
import { Problem, unavailable } from '@matinee/runtime/problem';
import { answerError, answerProblem } from './answer.ts';
import type { Keyring } from './api-keys/keyring.ts';
import type { Cors } from './cors.ts';
import type { Call } from './http/call.ts';
import { type Application, answerLocally } from './local.ts';
import { proxyStatus } from './proxy-status.ts';
import { type Answer, findRoute, type Route, scopeOf } from './routes.ts';
import { readTarget, type Target } from './target.ts';
import type { RouteClass } from './throttle/limits.ts';
import type { Throttle } from './throttle/throttle.ts';
import { countedAs, type TrustedProxies } from './trusted-proxies.ts';
import { httpDate } from './upstream/headers.ts';
import { type Visit, visitOf } from './visit.ts';

// What the gateway's own answers are asked for by. Of any other the upstreams may make something.
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type DoorDeps = {
  routes: Route[];
  application: Application;
  /** Asked for each request: keys change while the gateway runs. */
  keyring: () => Keyring;
  throttle: Throttle;
  cors: Cors;
  trusted: TrustedProxies;
  /** Requests that may be in hand at once. */
  maxInHand: number;
  log: Log;
};

export type Door = {
  handle: (call: Call) => void;
  /** From now on every new request is refused. */
  shut: () => void;
  /** Settles when no request is in hand any more. */
  empty: () => Promise<void>;
};

/**
 * Where every request comes in. Each is let through here, or is told why not: too many in hand, no key, no right, too often. Then it is
 * forwarded, or answered in the gateway.
 */
export const createDoor = (deps: DoorDeps): Door => {
  const { routes, keyring, throttle, cors, trusted, maxInHand, log } = deps;
  let inHand = 0;
  let isShut = false;
  let emptied: (() => void) | undefined;
  // For these nobody's stopping is kept waiting.
  const waiting = new Map<Call, Visit>();

  const take = (call: Call) => {
    inHand += 1;
    call.onOver = () => {
      inHand -= 1;
      waiting.delete(call);
      if (inHand === 0) emptied?.();
    };
  };

  const admit = (call: Call, visit: Visit, target: Target) => {
    const { path } = target;
    if (path !== '/api' && !path.startsWith('/api/')) return answerHere(call, visit, target);
    const origin = call.fields.get('origin');
    visit.lines += cors.linesFor(origin);
    if (origin !== undefined && call.method === 'OPTIONS' && call.fields.has('access-control-request-method')) {
      const lines = cors.preflightLines(origin);
      if (lines !== undefined) return answerPreflight(call, visit, lines);
    }
    const route = findRoute(routes, path);
    const refusal = authorize(call, visit, route);
    throttle(classOf(call, route), visit.caller?.countedAs ?? countedAs(visit.client), (lines, refusedForS) => {
      if (call.isEnded) return;
      visit.lines += lines;
      try {
        const problem = refusedForS === undefined ? refusal : tooMany(refusedForS);
        if (problem) answerProblem(call, visit, problem);
        else serve(call, visit, target, route);
      } catch (err) {
        // This may be called from a promise, where nobody else would catch it.
        answerError(log, call, visit, err);
      }
    });
  };

  /** Names the caller, or says what keeps the request out. */
  const authorize = (call: Call, visit: Visit, route: Route | undefined): Problem | undefined => {
    const keys = keyring();
    if (keys.isOpen) return undefined;
    const { fields } = call;
    const key = fields.get('x-api-key');
    if (key === undefined) return unauthorized('This needs an API key: send it as X-API-Key.');
    if (fields.keys.lastIndexOf('x-api-key') !== fields.keys.indexOf('x-api-key'))
      return new Problem(400, 'The API key is given twice: send one X-API-Key.');
    const owner = keys.find(key);
    if (!owner) return unauthorized('There is no such API key.');
    visit.caller = owner;
    const scope = route && scopeOf(route, call.method);
    if (scope && !owner.scopes.has(scope)) return new Problem(403, `This needs an API key with the scope ${scope}.`);
    return undefined;
  };

  /** @param answer of a route that has one, else the application's */
  const answerHere = (call: Call, visit: Visit, target: Target, answer?: Answer) => {
    if (!methods.has(call.method)) return answerProblem(call, visit, new Problem(501, `There is no method ${call.method} here.`));
    if (answer) answer(call, visit, target.path);
    else answerLocally(deps, call, visit, target.forwarded);
  };

  const serve = (call: Call, visit: Visit, target: Target, route: Route | undefined) => {
    if (!route) return answerHere(call, visit, target);
    if (log.isLevelEnabled('debug'))
      log.debug({ request_id: visit.requestId, method: call.method, target: call.target, route: route.prefix }, 'request');
    if ('answer' in route) return answerHere(call, visit, target, route.answer);
    // As it was sent; but a path that only becomes the route's own when it is resolved goes on resolved.
    visit.target = target.forwarded.startsWith(route.prefix)
      ? target.forwarded
      : target.path + target.forwarded.slice(target.shown.length);
    visit.waitMs = route.waits?.(call.method, target.forwarded) ?? 0;
    if (visit.waitMs > 0) waiting.set(call, visit);
    route.upstream.forward(call, visit);
  };

  return {
    handle: (call) => {
      const visit = visitOf(call, trusted);
      take(call);
      const target = readTarget(call.target);
      if (isShut) return answerProblem(call, visit, unavailable('The gateway is about to stop; send the request again.', 1));
      if (call.method === 'TRACE' || call.method === 'CONNECT') return answerProblem(call, visit, notTaken(call.method));
      // Methods are told apart by case, but not by every program: `get` must not be one thing to the scopes and another behind them.
      if (/[a-z]/.test(call.method)) return answerProblem(call, visit, new Problem(501, `There is no method ${call.method}.`));
      if (!target) return answerProblem(call, visit, new Problem(400, 'The target of the request is neither a path nor a URL.'));
      if (inHand > maxInHand && target.path !== '/health/live')
        return answerProblem(
          call,
          visit,
          unavailable(
            'The gateway has too many requests in hand; try again shortly.',
            1,
            proxyStatus('connection_limit_reached'),
          ),
        );
      admit(call, visit, target);
    },
    shut: () => {
      isShut = true;
      for (const [call, visit] of [...waiting]) {
        if (call.isReplied) continue;
        call.onGone?.();
        answerProblem(call, visit, unavailable('The gateway is being restarted; ask again.', 1));
      }
    },
    empty: () =>
      new Promise((resolve) => {
        emptied = resolve;
        if (inHand === 0) resolve();
      }),
  };
};

const classOf = (call: Call, route: Route | undefined): RouteClass => (route ? scopeOf(route, call.method) : 'api');

const answerPreflight = (call: Call, visit: Visit, lines: string) => {
  call.head(204, 'No Content', `${lines}Date: ${httpDate()}\r\nX-Request-Id: ${visit.requestId}\r\n`, false);
  call.end();
};

const unauthorized = (detail: string) =>
  new Problem(401, detail, { headers: { 'www-authenticate': 'ApiKey realm="matinee", field="X-API-Key"' } });

const tooMany = (seconds: number) =>
  new Problem(429, `That was too often; come back in ${seconds} s.`, { headers: { 'retry-after': String(seconds) } });

const notTaken = (method: string) =>
  new Problem(405, `The gateway takes no ${method}.`, { headers: { allow: 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' } });
